// The ledger: a line for each case, masked, to look at and as a table for other programs.
import { Button } from "react-aria-components";
import { capital, english } from "../flow/english";
import { stageWord } from "../flow/words";
import { useLanguage, type Both, type Language } from "../i18n/language";
import { today } from "../library";
import { useAnswer, useAsk } from "../office/office";
import { shortMoney } from "../parts/format";
import { Table, type Column } from "../parts/table";
import { Empty } from "../shell/empty";
import { write } from "../shell/route";
import { handOut } from "../store/exchange";
import { Reading } from "./office";

interface Row {
  readonly case: string;
  readonly clerk: string | null;
  readonly stage: string;
  readonly house: string | null;
  readonly buyers: readonly string[];
  readonly banks: readonly Both[];
  readonly term_months: number | null;
  readonly not_paid: readonly Both[];
  readonly [column: string]: unknown;
}

interface Ledger {
  readonly columns: readonly { readonly column: string; readonly zh: string }[];
  readonly rows: readonly Row[];
  readonly csv_zh: string;
  readonly csv_en: string;
}

type Told = (both: Both) => string;

/** The cells that are more than a word or a day. */
const CELLS: {
  readonly [column: string]: (row: Row, language: Language, told: Told) => React.ReactNode;
} = {
  case: (row) => <a href={write({ page: "case", case: row.case, tab: "overview" })}>{row.case}</a>,
  stage: (row, language) => stageWord(row.stage, language),
  buyer: ({ buyers }) => buyers.join("、"),
  bank: ({ banks }, _, told) => banks.map(told).join("、"),
  years: ({ term_months }) => term_months && term_months / 12,
  // Partly what somebody wrote.
  not_paid: ({ not_paid }, language, told) => (
    <span className="written">
      {not_paid.map((one) => (language === "en" ? english(told(one)) : told(one))).join("; ")}
    </span>
  ),
};
const AMOUNTS = ["price", "down_payment", "loan", "paid"];

const amount = (row: Row, column: string) => {
  const fen = row[`${column}_fen`];
  return typeof fen === "number" ? shortMoney(fen) : "";
};

const plain = (row: Row, column: string) => {
  const value = row[column];
  return typeof value === "string" ? value : "";
};

// What a spreadsheet takes for the sign that the text is UTF-8.
const MARK = "\uFEFF";

export function LedgerTab() {
  const { t, told, many, language } = useLanguage();
  const ledger = useAnswer<Ledger>({ question: "ledger" });
  const ask = useAsk();
  if (!ledger) return <Reading />;
  if (ledger.rows.length === 0) return <Empty />;
  const columns = ledger.columns.map(({ column, zh }): Column<Row> => ({
    name: told({ zh, en: capital(english(column)) }),
    isLong: ["house", "bank", "not_paid"].includes(column),
    number: AMOUNTS.includes(column) || column === "years",
    cell: (row) =>
      AMOUNTS.includes(column)
        ? amount(row, column)
        : (CELLS[column]?.(row, language, told) ?? plain(row, column)),
  }));
  const save = async (reveal: boolean) => {
    const told = (await ask({ question: "ledger", reveal })) as Ledger;
    const text = MARK + (language === "zh" ? told.csv_zh : told.csv_en);
    const bytes = new TextEncoder().encode(text);
    handOut({ name: `ledger-${today()}.csv`, type: "text/csv", bytes });
  };
  return (
    <>
      <p role="status">{many(ledger.rows.length, "个案件", "case", "cases")}</p>
      <div className="across">
        <Table label={t("台账", "Ledger")} columns={columns} rows={ledger.rows} />
      </div>
      <div className="buttons no-print">
        <Button className="button" onPress={() => void save(false)}>
          {t("保存表格（CSV）", "Save the table (CSV)")}
        </Button>
        <Button className="button quiet" onPress={() => void save(true)}>
          {t("保存表格（含姓名地址）", "Save it with names and addresses")}
        </Button>
        <Button className="button quiet" onPress={() => window.print()}>
          {t("打印", "Print")}
        </Button>
      </div>
    </>
  );
}
