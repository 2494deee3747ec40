// All cases: as many as there are, a line each, masked.
import { useEffect, useMemo, useState } from "react";
import { OTHER_ENDS, WAY, stageWord } from "../flow/words";
import { useLanguage } from "../i18n/language";
import { Pick, TextAsk } from "../parts/fields";
import { useDesk } from "../shell/desk";
import { Empty } from "../shell/empty";
import { Heading } from "../shell/frame";
import type { Summary } from "../store/database";
import { listen } from "../store/desk";
import { sound } from "../store/log";
import { List } from "./cases-list";

/** The lines of the list, newest stage first, as the store has them at any time. */
function useSummaries(): readonly Summary[] | null {
  const { store } = useDesk();
  const [summaries, set] = useState<readonly Summary[] | null>(null);
  useEffect(() => {
    const read = () =>
      void store.summaries().then(
        (lines) => set(lines.map(sound)),
        () => set([]),
      );
    read();
    return listen(read);
  }, [store]);
  return useMemo(() => summaries && [...summaries].sort(byDay), [summaries]);
}

function byDay(one: Summary, other: Summary): number {
  if (one.since !== other.since) return one.since < other.since ? 1 : -1;
  return one.case < other.case ? -1 : 1;
}

export function CasesPage() {
  const { t, many, language } = useLanguage();
  const summaries = useSummaries();
  const [sought, seek] = useState("");
  const [stage, choose] = useState("");
  const shown = useMemo(
    () => summaries?.filter((line) => fits(line, sought, stage)) ?? [],
    [summaries, sought, stage],
  );
  const stages = [...WAY, ...OTHER_ENDS].map((value) => ({
    value,
    label: stageWord(value, language),
  }));
  return (
    <>
      <Heading title={t("案件", "Cases")} />
      {summaries?.length === 0 ? (
        <Empty />
      ) : (
        <>
          <div className="filters no-print">
            <TextAsk label={t("查找编号或姓氏", "Find a name")} value={sought} change={seek} />
            <Pick
              label={t("阶段", "Stage")}
              value={stage}
              change={choose}
              offers={stages}
              none={t("全部", "All")}
            />
          </div>
          <p role="status">{summaries && many(shown.length, "个案件", "case", "cases")}</p>
          <List lines={shown} />
        </>
      )}
    </>
  );
}

function fits(line: Summary, sought: string, stage: string): boolean {
  if (stage && line.stage !== stage) return false;
  const text = sought.trim().toLowerCase();
  return !text || line.case.toLowerCase().includes(text) || line.people.includes(text);
}
