// What a week brought: clerk by clerk, what moved, and what stands still.
import { useState } from "react";
import { stageWord } from "../flow/words";
import { useLanguage } from "../i18n/language";
import { saidBy } from "../library";
import { useAnswer } from "../office/office";
import { TextAsk } from "../parts/fields";
import { dayOf, shortMoney } from "../parts/format";
import { Table, type Column } from "../parts/table";
import { write } from "../shell/route";
import { Reading } from "./office";

const COUNTS = [
  ["opened", "立案", "Opened"],
  ["submitted", "报卷", "Submitted"],
  ["approved", "批复", "Approved"],
  ["refused", "拒贷", "Refused"],
  ["signed", "签约", "Signed"],
  ["registered", "登记", "Registered"],
  ["paid_out", "放款", "Paid out"],
] as const;

type Counts = { readonly [count in (typeof COUNTS)[number][0]]: number };

interface Row extends Counts {
  readonly clerk: string | null;
  readonly paid_fen: number;
  readonly standing: readonly { readonly stage: string; readonly cases: number }[];
  readonly moved: readonly {
    readonly from: string;
    readonly to: string;
    readonly cases: readonly string[];
  }[];
  readonly stuck: readonly {
    readonly case: string;
    readonly stage: string;
    readonly since: string;
    readonly days: number;
  }[];
}

interface Week {
  readonly monday: string;
  readonly sunday: string;
  readonly rows: readonly Row[];
}

/** The day of a text: nothing while none is asked for, or why it is none. */
function dayIn(text: string) {
  if (!text.trim()) return {};
  try {
    return { day: dayOf(text) };
  } catch (error) {
    return { fault: saidBy(error) };
  }
}

export function WeekTab() {
  const { t, told } = useLanguage();
  const [text, write] = useState("");
  const { day, fault } = dayIn(text);
  const week = useAnswer<Week>({ question: "week", ...(day && { day }) });
  if (!week) return <Reading />;
  return (
    <>
      <div className="filters no-print">
        <TextAsk
          label={t("哪一周（其中任一天）", "Which week (any day of it)")}
          hint={t("不填即上一整周", "the last whole week when left out")}
          optional
          value={text}
          change={write}
          fault={fault && told(fault)}
        />
      </div>
      <p role="status">
        {t(`${week.monday} 至 ${week.sunday}`, `${week.monday} to ${week.sunday}`)}
      </p>
      <Counted rows={week.rows} />
      {week.rows[0] && <Whole row={week.rows[0]} />}
    </>
  );
}

function Counted({ rows }: { readonly rows: readonly Row[] }) {
  const { t } = useLanguage();
  const columns: Column<Row>[] = [
    { name: t("经办人", "Clerk"), cell: ({ clerk }) => clerk ?? t("全部", "All") },
    ...COUNTS.map(([count, zh, en]): Column<Row> => ({
      name: t(zh, en),
      number: true,
      cell: (row) => row[count],
    })),
    {
      name: t("放款金额", "Amount paid"),
      number: true,
      cell: ({ paid_fen }) => shortMoney(paid_fen),
    },
  ];
  return <Table label={t("本周办理", "Done in the week")} columns={columns} rows={rows} />;
}

/** The first row is all cases. */
function Whole({ row }: { readonly row: Row }) {
  const { t, language } = useLanguage();
  const { moved, stuck, standing } = row;
  return (
    <>
      <section className="card">
        <h2>{t("推进", "What moved")}</h2>
        {moved.length === 0 && <p>{t("没有案件换阶段。", "No case came to another stage.")}</p>}
        <ul className="lines">
          {moved.map(({ from, to, cases }) => (
            <li key={`${from}/${to}`}>
              <span className="badge good">
                {stageWord(from, language)} → {stageWord(to, language)}
              </span>
              <span>{cases.join(t("、", ", "))}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className="card">
        <h2>{t("停留最久", "Longest where they are")}</h2>
        {stuck.length === 0 && <p>{t("没有。", "None.")}</p>}
        <ul className="lines">
          {stuck.map((one) => (
            <li key={one.case}>
              <span className="badge warn">{t(`${one.days} 天`, `${one.days} days`)}</span>
              <span>
                <a href={write({ page: "case", case: one.case, tab: "overview" })}>{one.case}</a>{" "}
                {stageWord(one.stage, language)}{" "}
                <span className="hint">{t(`${one.since} 起`, `since ${one.since}`)}</span>
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section className="card">
        <h2>{t("各阶段案件数", "Where cases stand")}</h2>
        <dl className="known small">
          {standing.map(({ stage, cases }) => (
            <div key={stage}>
              <dt>{stageWord(stage, language)}</dt>
              <dd>{cases}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}
