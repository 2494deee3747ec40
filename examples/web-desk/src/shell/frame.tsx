// The frame around every page: where one is, the language, and what must be told.
import { useEffect, useRef, type ReactNode } from "react";
import { Button } from "react-aria-components";
import { useLanguage } from "../i18n/language";
import { useDesk } from "./desk";
import { useRoute, write, type Route } from "./route";

const PLACES: readonly { readonly page: Exclude<Route["page"], "case">; zh: string; en: string }[] =
  [
    { page: "cases", zh: "案件", en: "Cases" },
    { page: "tasks", zh: "待办", en: "To do" },
    { page: "new", zh: "新建", en: "New" },
    { page: "calculator", zh: "计算器", en: "Calculator" },
    { page: "data", zh: "数据", en: "Data" },
  ];

function Places() {
  const { t, told } = useLanguage();
  const { page } = useRoute();
  const here = page === "case" ? "cases" : page;
  return (
    <nav aria-label={t("主菜单", "Main menu")}>
      {PLACES.map((place) => (
        <a
          key={place.page}
          href={write({ page: place.page })}
          aria-current={place.page === here ? "page" : undefined}
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
  return (
    <div role="alert" className="told">
      {trouble && (
        <div className="trouble">
          <p>{told(trouble.said)}</p>
          <Button className="button quiet" onPress={() => tell(null)}>
            {t("知道了", "Close")}
          </Button>
        </div>
      )}
    </div>
  );
}

export function Frame({ children }: { readonly children: ReactNode }) {
  const { t } = useLanguage();
  const route = useRoute();
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
      <main id="main" tabIndex={-1} data-at={write(route)}>
        {children}
      </main>
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
  return (
    <h1 ref={heading} tabIndex={-1}>
      {title}
      {children}
    </h1>
  );
}
