// The lines of the list, of which only those in sight are there: plain links, so that ten thousand scroll without a stop.
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { stageWord } from "../flow/words";
import { useLanguage } from "../i18n/language";
import { shortMoney } from "../parts/format";
import { write } from "../shell/route";
import type { Summary } from "../store/database";

const HEIGHT = 64;
const PAGE = 8;

/** How far a key goes in the list. */
const KEYS: { readonly [key: string]: number } = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: PAGE,
  PageUp: -PAGE,
  Home: -Infinity,
  End: Infinity,
};

/** One line of the list is reached by Tab, the others from it by the arrows. */
export function List({ lines }: { readonly lines: readonly Summary[] }) {
  const { t } = useLanguage();
  const at = useRef<HTMLDivElement>(null);
  const [active, set] = useState(0);
  const goes = useRef(false);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => at.current,
    estimateSize: () => HEIGHT,
    overscan: 3,
    // The first lines are there with the list.
    initialRect: { width: 0, height: 8 * HEIGHT },
  });
  const rows = virtual.getVirtualItems();
  const last = lines.length - 1;
  const reached = rows.some(({ index }) => index === active) ? active : (rows[0]?.index ?? 0);

  useEffect(() => {
    if (!goes.current) return;
    const row = at.current?.querySelector<HTMLElement>(`[data-index="${active}"]`);
    row?.focus({ preventScroll: true });
    goes.current = row === null;
  });
  const press = (event: KeyboardEvent) => {
    const by = KEYS[event.key];
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = Math.min(last, Math.max(0, reached + by));
    goes.current = true;
    virtual.scrollToIndex(next);
    set(next);
  };
  if (lines.length === 0) return <p>{t("没有符合条件的案件", "No case fits")}</p>;
  return (
    <div ref={at} className="cases" onKeyDown={press}>
      <ul aria-label={t("案件", "Cases")} style={{ height: virtual.getTotalSize() }}>
        {rows.map(({ index, start }) => {
          const line = lines[index];
          return (
            line && (
              <li
                key={line.case}
                aria-setsize={lines.length}
                aria-posinset={index + 1}
                style={{ height: HEIGHT, transform: `translateY(${start}px)` }}
              >
                <Line line={line} index={index} isReached={index === reached} reach={set} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

interface Given {
  readonly line: Summary;
  readonly index: number;
  readonly isReached: boolean;
  readonly reach: (index: number) => void;
}

function Line({ line, index, isReached, reach }: Given) {
  const { t, language } = useLanguage();
  return (
    <a
      className="case-line"
      data-index={index}
      tabIndex={isReached ? 0 : -1}
      href={write({ page: "case", case: line.case, tab: "overview" })}
      onFocus={() => reach(index)}
    >
      <strong className="name">{line.case}</strong>
      <span className="people">{line.people}</span>
      {line.damage === null ? (
        <span className="badge">{stageWord(line.stage, language)}</span>
      ) : (
        <span className="badge bad">{t("记录损坏", "Log damaged")}</span>
      )}
      <span className="since">{line.since}</span>
      <span className="amount">{line.amount_fen === null ? "" : shortMoney(line.amount_fen)}</span>
      <span className="clerk">{line.clerk}</span>
    </a>
  );
}
