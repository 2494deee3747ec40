// Buyers who are behind while the developer answers for them, the longest first.
import { capital, english } from "../flow/english";
import { word } from "../flow/words";
import { useLanguage, type Language } from "../i18n/language";
import { useAnswer } from "../office/office";
import { shortMoney } from "../parts/format";
import { Table, type Column } from "../parts/table";
import { write } from "../shell/route";
import { Reading } from "./office";

interface Row {
  readonly case: string;
  readonly loan: string;
  readonly since: string;
  readonly days: number;
  readonly overdue_fen: number;
  readonly exposure_fen: number;
  readonly untold: readonly string[];
  readonly step: string;
  readonly step_zh: string;
}

// Whoever is no role is a party, by its name in the case.
const roleOr = (whom: string, language: Language) =>
  /^[a-z_]+$/.test(whom) ? word("role", whom, language) : whom;

export function ArrearsTab() {
  const { t, told, many, language } = useLanguage();
  const rows = useAnswer<readonly Row[]>({ question: "arrears" });
  if (!rows) return <Reading />;
  const columns: Column<Row>[] = [
    {
      name: t("案件", "Case"),
      cell: ({ case: id }) => <a href={write({ page: "case", case: id, tab: "overview" })}>{id}</a>,
    },
    { name: t("贷款", "Loan"), cell: ({ loan }) => loan },
    { name: t("逾期自", "Behind since"), cell: ({ since }) => since },
    { name: t("天数", "Days"), number: true, cell: ({ days }) => days },
    {
      name: t("逾期金额", "Overdue"),
      number: true,
      cell: ({ overdue_fen }) => shortMoney(overdue_fen),
    },
    {
      name: t("担保敞口", "Exposure"),
      number: true,
      cell: ({ exposure_fen }) => shortMoney(exposure_fen),
    },
    {
      name: t("未告知", "Not told"),
      cell: ({ untold }) => untold.map((whom) => roleOr(whom, language)).join(t("、", ", ")),
    },
    {
      name: t("下一步", "Next"),
      cell: ({ step, step_zh }) => told({ zh: step_zh, en: capital(english(step)) }),
    },
  ];
  return (
    <>
      <p className="hint">
        {t(
          "开发商阶段性担保期内逾期的买受人：贷款机构今天可向开发商要求“逾期金额”，若宣布贷款提前到期，最多可要求“担保敞口”，利息和费用另计。",
          "Buyers who are behind while the developer answers for them. The lender may ask the developer for what is overdue today, and for so much at most if it calls the loan, interest and costs aside.",
        )}
      </p>
      <p role="status">
        {rows.length === 0
          ? t("没有逾期。", "Nobody is behind.")
          : many(rows.length, "笔", "loan", "loans")}
      </p>
      {rows.length > 0 && <Table label={t("逾期", "Arrears")} columns={columns} rows={rows} />}
    </>
  );
}
