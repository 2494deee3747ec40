// Lines over the months, drawn on a canvas: no style of its own and no markup. The table beside it says the same.
import { useEffect, useRef } from "react";
import { useLanguage } from "../i18n/language";
import { shortMoney } from "./format";

export interface Series {
  readonly name: string;
  /** In fen, one a month. */
  readonly values: readonly number[];
}

interface Given {
  readonly title: string;
  readonly series: readonly Series[];
}

const LINES = ["solid", "dashed", "dotted"] as const;

function options({ series }: Given, month: string, place: HTMLElement) {
  const style = getComputedStyle(place);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const months = Math.max(...series.map(({ values }) => values.length), 0);
  const text = { color: colour("--ink") };
  const colours = [colour("--accent"), colour("--bad"), colour("--good")];
  return {
    animation: false,
    color: colours,
    textStyle: text,
    legend: {
      top: 0,
      textStyle: { ...text, width: place.clientWidth - 70, overflow: "truncate" },
    },
    // Words on the canvas: markup would bring its own style.
    tooltip: { trigger: "axis", renderMode: "richText", valueFormatter: tip },
    grid: {
      left: 8,
      right: 16,
      top: place.clientWidth < 500 ? 20 + 24 * series.length : 40,
      bottom: 32,
      containLabel: true,
    },
    xAxis: {
      type: "category",
      name: month,
      nameLocation: "middle",
      nameGap: 26,
      boundaryGap: false,
      axisLabel: text,
      data: Array.from({ length: months }, (_, index) => index + 1),
    },
    yAxis: {
      type: "value",
      axisLabel: { ...text, formatter: (value: number) => shortMoney(value) },
      splitLine: { lineStyle: { color: colour("--line") } },
    },
    series: series.map(({ name, values }, index) => ({
      type: "line",
      name,
      data: values,
      showSymbol: false,
      lineStyle: { width: 2, type: LINES[index % 3] },
    })),
  };
}

const tip = (value: unknown) => (typeof value === "number" ? shortMoney(value) : "");

export function Chart(given: Given) {
  const { t } = useLanguage();
  const at = useRef<HTMLDivElement>(null);
  const month = t("期", "period");
  useEffect(() => {
    const place = at.current;
    if (!place) return;
    let stop = () => {};
    let left = false;
    const draw = async () => {
      const { init } = await import("./chart-library");
      if (left) return;
      const chart = init(place);
      chart.setOption(options(given, month, place));
      const watch = new ResizeObserver(() => chart.resize());
      watch.observe(place);
      stop = () => {
        watch.disconnect();
        chart.dispose();
      };
    };
    void draw();
    return () => {
      left = true;
      stop();
    };
  }, [given, month]);
  return <div ref={at} className="chart" role="img" aria-label={given.title} />;
}
