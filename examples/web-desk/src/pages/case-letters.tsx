// What was asked and what must be told: queries with their turns, notices with letters to copy.
import { useMemo, useState } from "react";
import { Button } from "react-aria-components";
import { useHeld, type Held } from "../case/hold";
import { partyName } from "../case/offers";
import { StepDialog, type Wanted } from "../case/step-form";
import { capital, english } from "../flow/english";
import { word } from "../flow/words";
import { useLanguage } from "../i18n/language";
import { ask } from "../library";

interface Query {
  readonly query: string;
  readonly from: string;
  readonly to: string;
  readonly about: string;
  readonly due: string | null;
  readonly state_zh: string;
  readonly state: string;
  readonly open: boolean;
  readonly turns: readonly {
    readonly turn: string;
    readonly zh: string;
    readonly on: string;
    readonly text: string;
  }[];
}

interface Notice {
  readonly rule: string;
  readonly about: string;
  readonly whom: string;
  readonly whom_zh: string | null;
  readonly due: string | null;
  readonly letter: { readonly zh: string; readonly en: string };
}

export function LettersTab() {
  const [wanted, want] = useState<Wanted | null>(null);
  return (
    <>
      <Queries want={want} />
      <Notices want={want} />
      {wanted && <StepDialog wanted={wanted} close={() => want(null)} />}
    </>
  );
}

interface Wants {
  readonly want: (wanted: Wanted) => void;
}

function Queries({ want }: Wants) {
  const { t } = useLanguage();
  const { case: current, context, view } = useHeld();
  const queries = useMemo(
    () => ask(current, { question: "queries" }, context) as readonly Query[],
    [current, context],
  );
  return (
    <section className="card">
      <h2>{t("询问", "Queries")}</h2>
      {queries.length === 0 && <p>{t("没有询问。", "Nothing was asked.")}</p>}
      {queries.map((query) => (
        <QueryLine key={query.query} query={query} want={want} />
      ))}
      {view.allowed.includes("raise_query") && (
        <Button className="button" onPress={() => want({ command: "raise_query" })}>
          {t("提出询问", "Ask something")}
        </Button>
      )}
    </section>
  );
}

function QueryLine({ query, want }: Wants & { readonly query: Query }) {
  const { t, told, language } = useLanguage();
  const { view } = useHeld();
  const can = (command: string) => view.allowed.includes(command);
  const whose = (id: string) => {
    const party = view.parties.find((party) => party.id === id);
    return party ? partyName(party, language) : word("role", id, language);
  };
  const steps = query.open ? ["answer_query", "settle_query"] : ["reopen_query"];
  return (
    <article className="query" data-result tabIndex={-1}>
      <h3>
        {query.about}{" "}
        <span className="badge">
          {told({ zh: query.state_zh, en: capital(english(query.state)) })}
        </span>
      </h3>
      <p className="hint">
        {whose(query.from)} → {whose(query.to)}
        {query.due && t(`，${query.due} 前答复`, `, to be answered by ${query.due}`)}
      </p>
      <ul className="lines">
        {query.turns.map((turn, index) => (
          <li key={index}>
            <span className="hint">
              {turn.on} {told({ zh: turn.zh, en: capital(english(turn.turn)) })}
            </span>
            <span>{turn.text}</span>
          </li>
        ))}
      </ul>
      <div className="buttons no-print">
        {steps.filter(can).map((command) => (
          <Button
            key={command}
            className="button quiet"
            onPress={() => want({ command, texts: { query: query.query } })}
          >
            {word("command", command, language)}
          </Button>
        ))}
      </div>
    </article>
  );
}

function Notices({ want }: Wants) {
  const { t } = useLanguage();
  const { case: current, context } = useHeld();
  const notices = useMemo(
    () => ask(current, { question: "notices" }, context) as readonly Notice[],
    [current, context],
  );
  return (
    <section className="card">
      <h2>{t("待通知", "To be told")}</h2>
      {notices.length === 0 && <p>{t("没有待发的通知。", "Nobody is to be told anything.")}</p>}
      {notices.map((notice) => (
        <NoticeLine
          key={`${notice.rule}/${notice.whom}/${notice.about}`}
          notice={notice}
          want={want}
        />
      ))}
    </section>
  );
}

/** The letter as it is sent: it is asked for when it is copied, and not shown. */
function revealed(notice: Notice, { case: current, context }: Held): Notice["letter"] {
  const all = ask(current, { question: "notices", reveal: true }, context) as readonly Notice[];
  const same = ({ rule, whom, about }: Notice) =>
    rule === notice.rule && whom === notice.whom && about === notice.about;
  return all.find(same)?.letter ?? notice.letter;
}

function NoticeLine({ notice, want }: Wants & { readonly notice: Notice }) {
  const { t, told, language } = useLanguage();
  const held = useHeld();
  const { view } = held;
  const [copied, set] = useState(false);
  const party = view.parties.find(({ id }) => id === notice.whom);
  const whom = party
    ? partyName(party, language)
    : told({ zh: notice.whom_zh ?? notice.whom, en: capital(english(notice.whom)) });
  const text = told(notice.letter);
  const copy = (text: string) =>
    void navigator.clipboard.writeText(text).then(
      () => set(true),
      () => set(false),
    );
  const { about } = notice;
  return (
    <article className="notice">
      <h3>{whom}</h3>
      {notice.due && <p className="hint">{t(`${notice.due} 前`, `by ${notice.due}`)}</p>}
      <blockquote>{text}</blockquote>
      <div className="buttons no-print">
        <Button className="button quiet" onPress={() => copy(text)}>
          {copied ? t("已复制", "Copied") : t("复制", "Copy")}
        </Button>
        <Button className="button quiet" onPress={() => copy(told(revealed(notice, held)))}>
          {t("复制（含姓名地址）", "Copy with names")}
        </Button>
        <Button
          className="button"
          onPress={() => want({ command: "notify", texts: { whom: notice.whom, about } })}
        >
          {t("登记已通知", "Record that it was told")}
        </Button>
      </div>
    </article>
  );
}
