// The log, entry by entry, without what is personal.
import { useMemo, useState } from "react";
import { Button } from "react-aria-components";
import { useHeld, type Held } from "../case/hold";
import { asked, partyName } from "../case/offers";
import { productName } from "../case/products";
import { StepDialog, type Wanted } from "../case/step-form";
import { label } from "../flow/labels";
import { shapeOf, textsOf } from "../flow/shapes";
import { isValue, paperWord, stateWord, word, type Group } from "../flow/words";
import { useLanguage, type Language } from "../i18n/language";
import { percent, shortMoney } from "../parts/format";

interface Entry {
  readonly number: number;
  readonly occurred: string;
  readonly recorded: string;
  readonly by: string;
  readonly event: string;
  readonly data: { readonly [field: string]: unknown };
  readonly personal?: { readonly [field: string]: unknown };
}

/** The commands whose entries can be put right, by their events. */
const CORRECTABLE: { readonly [event: string]: string } = {
  party_added: "add_party",
  property_described: "describe_property",
  document_added: "add_document",
  milestone_marked: "mark_milestone",
};

/** A correction begins with what the entry said; what is personal of it stays masked until somebody changes it. */
function correction({ number, event, data, personal }: Entry): Wanted | null {
  const record = CORRECTABLE[event];
  if (record === undefined) return null;
  const shapes = shapeOf(record);
  const texts = textsOf(shapes, { ...data, ...personal }, "record");
  const veiled = shapes.filter(({ personal }) => personal).map(({ field }) => `record.${field}`);
  return {
    command: "correct",
    record,
    texts: { entry: String(number), ...texts },
    veiled: veiled.filter((place) => texts[place] !== undefined),
  };
}

export function TimelineTab() {
  const { t, language } = useLanguage();
  const held = useHeld();
  const { lines, view } = held;
  const [wanted, want] = useState<Wanted | null>(null);
  const names = useMemo(() => namesOf(held, language), [held, language]);
  const entries = useMemo(
    () => lines.map(({ line }) => JSON.parse(line) as Entry).reverse(),
    [lines],
  );
  return (
    <>
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
            <Data data={entry.data} names={names} />
            {view.allowed.includes("correct") && <Correct entry={entry} want={want} />}
          </li>
        ))}
      </ol>
      {wanted && <StepDialog wanted={wanted} close={() => want(null)} />}
    </>
  );
}

interface CorrectGiven {
  readonly entry: Entry;
  readonly want: (wanted: Wanted) => void;
}

function Correct({ entry, want }: CorrectGiven) {
  const { t } = useLanguage();
  const wanted = correction(entry);
  if (!wanted) return null;
  return (
    <Button
      className="button tiny no-print"
      aria-label={t(`更正第 ${entry.number} 条`, `Correct entry ${entry.number}`)}
      onPress={() => want(wanted)}
    >
      {t("更正", "Correct")}
    </Button>
  );
}

const eventName = (event: string, language: Language) =>
  event === "opened" ? (language === "zh" ? "立案" : "Opened") : word("event", event, language);

/** How a value is said: parties by role and masked name, words of the trade as such. */
interface Saying {
  readonly language: Language;
  /** Parties, papers and their kinds by their names in the log. */
  readonly names: ReadonlyMap<string, string>;
}

const GROUPS: { readonly [field: string]: Group } = {
  milestone: "milestone",
  role: "role",
  purpose: "purpose",
  life_event: "life_event",
  outcome: "outcome",
  channel: "channel",
  manner: "manner",
  blocks: "gate",
};

function plain(field: string, value: string | number | boolean, { language, names }: Saying) {
  const isZh = language === "zh";
  if (typeof value === "boolean") return value ? (isZh ? "是" : "Yes") : isZh ? "否" : "No";
  if (typeof value === "number") {
    if (field.endsWith("_fen")) return shortMoney(value);
    return field.endsWith("_millionths") ? percent(value) : String(value);
  }
  const group = GROUPS[field];
  if (group) return word(group, value, language);
  if (field === "state") return stateWord(value, language);
  if (field === "product") return productName(value, language);
  return names.get(value) ?? (isValue(value) ? word("value", value, language) : value);
}

function shown(field: string, value: unknown, saying: Saying): string {
  const [between, within] = saying.language === "zh" ? ["；", "，"] : ["; ", ", "];
  if (Array.isArray(value)) return value.map((item) => shown(field, item, saying)).join(between);
  if (typeof value === "object" && value !== null) {
    return Object.entries(value)
      .map(([name, inner]) => `${label(name, saying.language)} ${shown(name, inner, saying)}`)
      .join(within);
  }
  return plain(field, value as string | number | boolean, saying);
}

function namesOf(held: Held, language: Language): ReadonlyMap<string, string> {
  const parties = held.view.parties.map((party) => [party.id, partyName(party, language)] as const);
  const kinds = asked(held, language).map(({ value, label }) => [value, label] as const);
  const papers = held.view.documents.map(
    ({ id, kind }) => [id, `${id} ${paperWord(kind, language)}`] as const,
  );
  return new Map([...kinds, ...papers, ...parties]);
}

interface DataGiven {
  readonly data: Entry["data"];
  readonly names: ReadonlyMap<string, string>;
}

function Data({ data, names }: DataGiven) {
  const { language } = useLanguage();
  const fields = Object.entries(data).filter(([, value]) => value !== null);
  if (fields.length === 0) return null;
  // Its kind stands beside it already.
  const own = "kind" in data ? "document" : "";
  return (
    <dl className="known small">
      {fields.map(([field, value]) => (
        <div key={field}>
          <dt>{label(field, language)}</dt>
          <dd>{field === own ? String(value) : shown(field, value, { language, names })}</dd>
        </div>
      ))}
    </dl>
  );
}
