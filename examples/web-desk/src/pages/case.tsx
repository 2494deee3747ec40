// One case: its name and where it stands, and a page for each side of it.
import { useEffect, useRef } from "react";
import { Button } from "react-aria-components";
import { HeldProvider, useHeld, useHolding } from "../case/hold";
import { Result } from "../case/result";
import { stageWord } from "../flow/words";
import { useLanguage } from "../i18n/language";
import { useDesk } from "../shell/desk";
import { Heading } from "../shell/frame";
import { write, type CasePage as Tab } from "../shell/route";
import { exportCase, handOut } from "../store/exchange";
import type { Store } from "../store/store";
import { trouble, type Trouble } from "../store/trouble";
import { ArchiveTab } from "./case-archive";
import { ChecklistTab } from "./case-checklist";
import { CustomerTab } from "./case-customer";
import { LettersTab } from "./case-letters";
import { OverviewTab } from "./case-overview";
import { ProductTab } from "./case-product";
import { TimelineTab } from "./case-timeline";

interface Given {
  readonly id: string;
  readonly tab: Tab;
}

export function CasePage({ id, tab }: Given) {
  const { t } = useLanguage();
  const [holding, hold] = useHolding(id);
  switch (holding.is) {
    case "reading":
      return <p aria-busy="true">{t("正在读取…", "Reading…")}</p>;
    case "absent":
      return <Absent />;
    case "unreadable":
      return <Unreadable id={id} trouble={holding.trouble} />;
    case "held":
      return (
        <HeldProvider opened={holding.opened} hold={hold}>
          <Head tab={tab} />
          <Shown tab={tab} />
        </HeldProvider>
      );
  }
}

function Absent() {
  const { t } = useLanguage();
  return (
    <>
      <Heading title={t("案件", "Case")} />
      <p>{t("这里没有这个案件。", "There is no such case here.")}</p>
    </>
  );
}

function Unreadable({ id, trouble }: { readonly id: string; readonly trouble: Trouble }) {
  const { t, told } = useLanguage();
  const { store } = useDesk();
  return (
    <>
      <Heading title={t("案件", "Case")} />
      <div className="card">
        <p role="alert" className="fault">
          {told(trouble.said)}
        </p>
        <Button className="button" onPress={() => void out(store, id)}>
          {t("导出原始记录", "Export the raw lines")}
        </Button>
      </div>
    </>
  );
}

const out = async (store: Store, id: string) => handOut(await exportCase(store, id));

const TABS: readonly { readonly tab: Tab; readonly zh: string; readonly en: string }[] = [
  { tab: "overview", zh: "办理", en: "Steps" },
  { tab: "checklist", zh: "资料清单", en: "Checklist" },
  { tab: "product", zh: "选产品", en: "Products" },
  { tab: "letters", zh: "询问与通知", en: "Queries and notices" },
  { tab: "timeline", zh: "记录", en: "Log" },
  { tab: "archive", zh: "归档目录", en: "Archive" },
  { tab: "customer", zh: "客户视图", en: "Customer's view" },
];

function Head({ tab }: { readonly tab: Tab }) {
  const { t, told, language } = useLanguage();
  const { store, tell } = useDesk();
  const { case: current, view } = useHeld();
  const here = TABS.find((one) => one.tab === tab);
  const tabs = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a narrow page the tabs are wider than it is.
    const at = tabs.current?.querySelector<HTMLElement>("[aria-current]");
    if (at && tabs.current) tabs.current.scrollLeft = at.offsetLeft - 40;
  }, [tab]);
  const give = () => void out(store, current.id).catch(() => tell(trouble("failed")));
  return (
    <>
      <Heading title={here ? told(here) : ""} />
      <p className="case-head" data-length={current.length}>
        <strong>{current.id}</strong>
        <span className="badge">{stageWord(view.stage, language)}</span>
        {view.suspended !== null && <span className="badge bad">{t("已暂停", "Suspended")}</span>}
        <span className="hint">{t(`${view.since} 起`, `since ${view.since}`)}</span>
        <Button className="button quiet no-print" onPress={give}>
          {t("导出记录", "Export the log")}
        </Button>
      </p>
      <nav ref={tabs} className="tabs no-print" aria-label={t("案件的页面", "Pages of the case")}>
        {TABS.map((one) => (
          <a
            key={one.tab}
            href={write({ page: "case", case: current.id, tab: one.tab })}
            aria-current={one.tab === tab ? "page" : undefined}
          >
            {told(one)}
          </a>
        ))}
      </nav>
      <Result />
    </>
  );
}

function Shown({ tab }: { readonly tab: Tab }) {
  switch (tab) {
    case "overview":
      return <OverviewTab />;
    case "checklist":
      return <ChecklistTab />;
    case "product":
      return <ProductTab />;
    case "letters":
      return <LettersTab />;
    case "timeline":
      return <TimelineTab />;
    case "archive":
      return <ArchiveTab />;
    case "customer":
      return <CustomerTab />;
  }
}
