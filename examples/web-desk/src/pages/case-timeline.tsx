// The log, entry by entry, without what is personal.
import { useMemo } from "react";
import { useHeld } from "../case/hold";
import { label } from "../flow/labels";
import { word } from "../flow/words";
import { useLanguage, type Language } from "../i18n/language";
import { shortMoney } from "../parts/format";

interface Entry {
  readonly number: number;
  readonly occurred: string;
  readonly recorded: string;
  readonly by: string;
  readonly event: string;
  readonly data: { readonly [field: string]: unknown };
}

export function TimelineTab() {
  const { t, language } = useLanguage();
  const { lines } = useHeld();
  const entries = useMemo(
    () => lines.map(({ line }) => JSON.parse(line) as Entry).reverse(),
    [lines],
  );
  return (
    <ol className="timeline" reversed>
      {entries.map((entry) => (
        <li key={entry.number} className="card">
          <p className="paper-head">
            <strong>
              {entry.number}. {eventName(entry.event, language)}
            </strong>
            <span className="hint">
              {entry.occurred} · {entry.by}
              {entry.recorded !== entry.occurred &&
                t(`（${entry.recorded} 登记）`, ` (recorded ${entry.recorded})`)}
            </span>
          </p>
          <Data data={entry.data} />
        </li>
      ))}
    </ol>
  );
}

const eventName = (event: string, language: Language) =>
  event === "opened" ? (language === "zh" ? "立案" : "Opened") : word("event", event, language);

/** A value as text: amounts as money, lists and groups as they are. */
function shown(field: string, value: unknown): string {
  if (typeof value === "number" && field.endsWith("_fen")) return shortMoney(value);
  if (Array.isArray(value)) return value.map((item) => shown(field, item)).join("；");
  if (typeof value === "object" && value !== null) {
    return Object.entries(value)
      .map(([name, inner]) => `${name}: ${shown(name, inner)}`)
      .join("，");
  }
  return String(value);
}

function Data({ data }: { readonly data: Entry["data"] }) {
  const { language } = useLanguage();
  const fields = Object.entries(data).filter(([, value]) => value !== null);
  if (fields.length === 0) return null;
  return (
    <dl className="known small">
      {fields.map(([field, value]) => (
        <div key={field}>
          <dt>{label(field, language)}</dt>
          <dd>{shown(field, value)}</dd>
        </div>
      ))}
    </dl>
  );
}
