// The frame around every page: where one is, the language, and what must be told.
import { useEffect, useRef, type ReactNode } from "react";
import { Button } from "react-aria-components";
import { useLanguage } from "../i18n/language";
import { useDesk } from "./desk";
import { focusSoon } from "./focus";
import { justCame, useRoute, write, type Route } from "./route";

const PLACES: readonly { readonly to: Route; readonly zh: string; readonly en: string }[] = [
  { to: { page: "cases" }, zh: "案件", en: "Cases" },
  { to: { page: "tasks" }, zh: "待办", en: "To do" },
  { to: { page: "new" }, zh: "新建", en: "New" },
  { to: { page: "office", tab: "ledger" }, zh: "机构", en: "Office" },
  { to: { page: "calculator" }, zh: "计算器", en: "Calculator" },
  { to: { page: "data" }, zh: "数据", en: "Data" },
];

function Places() {
  const { t, told } = useLanguage();
  const { page } = useRoute();
  const here = page === "case" ? "cases" : page;
  return (
    <nav aria-label={t("主菜单", "Main menu")}>
      {PLACES.map((place) => (
        <a
          key={place.to.page}
          href={write(place.to)}
          aria-current={place.to.page === here ? "page" : undefined}
        >
          {told(place)}
        </a>
      ))}
    </nav>
  );
}

function Languages() {
  const { language, change } = useLanguage();
  const other = language === "zh" ? "en" : "zh";
  return (
    <Button className="button quiet" onPress={() => change(other)}>
      <span lang={other === "zh" ? "zh-CN" : "en"}>{other === "zh" ? "中文" : "English"}</span>
    </Button>
  );
}

export function Told() {
  const { t, told } = useLanguage();
  const { trouble, tell } = useDesk();
  const at = useRef<HTMLDivElement>(null);
  const first = useRef(trouble);
  useEffect(() => {
    // What is told when the desk opens does not take the focus.
    if (trouble && trouble !== first.current) return focusSoon(() => at.current);
  }, [trouble]);
  return (
    <div role="alert" className="told">
      {trouble && (
        <div ref={at} className="trouble" tabIndex={-1}>
          <p>{told(trouble.said)}</p>
          <Button className="button quiet" onPress={() => tell(null)}>
            {t("知道了", "Close")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** By which rules the page judges: on paper too. */
function Ruled() {
  const { t } = useLanguage();
  const { edition, place } = useDesk().ruling;
  return (
    <footer>
      {t("规则版本", "Rules")} <span lang="en">{edition}</span>
      {place && ` · ${place}`}
    </footer>
  );
}

export function Frame({ children }: { readonly children: ReactNode }) {
  const { t } = useLanguage();
  const route = useRoute();
  const { turns } = useDesk();
  return (
    <>
      <a className="skip" href="#main" onClick={toMain}>
        {t("跳到正文", "Skip to the content")}
      </a>
      <header>
        <span className="brand">{t("按揭工作台", "Mortgage desk")}</span>
        <Places />
        <Languages />
      </header>
      <Told />
      <main key={turns} id="main" tabIndex={-1} data-at={write(route)}>
        {children}
      </main>
      <Ruled />
    </>
  );
}

// The hash is where the page is, so that the link cannot lead there.
function toMain(event: { preventDefault(): void }) {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

/** The heading of a page, and the window's title: neither says anything of a person. */
export function Heading({ children, title }: { readonly children?: ReactNode; title: string }) {
  const { t } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  const desk = t("按揭工作台", "Mortgage desk");
  useEffect(() => {
    document.title = `${title} - ${desk}`;
  }, [title, desk]);
  useEffect(() => {
    if (justCame()) heading.current?.focus();
  }, [title]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {title}
      {children}
    </h1>
  );
}
