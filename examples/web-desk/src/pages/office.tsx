// What an office asks of all its cases: the books, the week, who is behind, the days ahead.
import { useLanguage } from "../i18n/language";
import { Heading } from "../shell/frame";
import { write, type OfficePage as Tab } from "../shell/route";
import { ArrearsTab } from "./office-arrears";
import { CalendarTab } from "./office-calendar";
import { LedgerTab } from "./office-ledger";
import { WeekTab } from "./office-week";

const TABS: readonly { readonly tab: Tab; readonly zh: string; readonly en: string }[] = [
  { tab: "ledger", zh: "台账", en: "Ledger" },
  { tab: "week", zh: "周报", en: "Week" },
  { tab: "arrears", zh: "逾期", en: "Arrears" },
  { tab: "calendar", zh: "日历", en: "Calendar" },
];

export function OfficePage({ tab }: { readonly tab: Tab }) {
  const { t, told } = useLanguage();
  const here = TABS.find((one) => one.tab === tab);
  return (
    <>
      <Heading title={here ? told(here) : ""} />
      <nav className="tabs no-print" aria-label={t("机构的页面", "Pages of the office")}>
        {TABS.map((one) => (
          <a
            key={one.tab}
            href={write({ page: "office", tab: one.tab })}
            aria-current={one.tab === tab ? "page" : undefined}
          >
            {told(one)}
          </a>
        ))}
      </nav>
      <Shown tab={tab} />
    </>
  );
}

function Shown({ tab }: { readonly tab: Tab }) {
  switch (tab) {
    case "ledger":
      return <LedgerTab />;
    case "week":
      return <WeekTab />;
    case "arrears":
      return <ArrearsTab />;
    case "calendar":
      return <CalendarTab />;
  }
}

export function Reading() {
  const { t } = useLanguage();
  return <p aria-busy="true">{t("正在读取全部案件…", "Reading all cases…")}</p>;
}
