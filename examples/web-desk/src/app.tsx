// Which page is shown, once there is something to work with.
import { Component, useEffect, useState, type ReactNode } from "react";
import { Button } from "react-aria-components";
import { useLanguage } from "./i18n/language";
import { start } from "./library";
import { CalculatorPage } from "./pages/calculator";
import { CasePage } from "./pages/case";
import { CasesPage } from "./pages/cases";
import { CustomerPage } from "./pages/customer";
import { DataPage } from "./pages/data";
import { IntakePage } from "./pages/intake";
import { OfficePage } from "./pages/office";
import { TasksPage } from "./pages/tasks";
import { DeskProvider } from "./shell/desk";
import { Frame } from "./shell/frame";
import { useRoute } from "./shell/route";
import { readRuling } from "./shell/ruling";
import { rawDump } from "./store/database";
import { openStore, type OpenedStore } from "./store/desk";
import { handOut } from "./store/exchange";
import { trouble, type Trouble } from "./store/trouble";

type State =
  | { readonly is: "starting" }
  | { readonly is: "stopped"; readonly trouble: Trouble | null }
  | { readonly is: "ready"; readonly opened: OpenedStore; readonly clerk: string };

async function begin(set: (state: State) => void) {
  const stale = () => set({ is: "stopped", trouble: trouble("other_tab_holds_it") });
  try {
    const [opened] = await Promise.all([openStore(stale), start()]);
    if (!opened.ok) return set({ is: "stopped", trouble: opened.trouble });
    const { store } = opened.value;
    const clerk = (await store.setting("clerk")) ?? "";
    const told = (await readRuling(store)) ? opened.value.trouble : trouble("rules_unusable");
    set({ is: "ready", opened: { store, trouble: told }, clerk });
  } catch {
    set({ is: "stopped", trouble: null });
  }
}

/** Of a page that broke the rest is told, and the data can be handed out. */
class Guard extends Component<{ readonly children: ReactNode }> {
  override state = { isBroken: false };

  static getDerivedStateFromError = () => ({ isBroken: true });

  override render() {
    return this.state.isBroken ? <Stopped trouble={null} /> : this.props.children;
  }
}

export function App() {
  return (
    <Guard>
      <Opening />
    </Guard>
  );
}

function Opening() {
  const [state, set] = useState<State>({ is: "starting" });
  useEffect(() => void begin(set), []);
  if (state.is === "starting") return <Starting />;
  if (state.is === "stopped") return <Stopped trouble={state.trouble} />;
  const { store, trouble } = state.opened;
  return (
    <DeskProvider store={store} clerk={state.clerk} trouble={trouble}>
      <Frame>
        <Page />
      </Frame>
    </DeskProvider>
  );
}

function Page() {
  const route = useRoute();
  switch (route.page) {
    case "cases":
      return <CasesPage />;
    case "tasks":
      return <TasksPage />;
    case "new":
      return <IntakePage />;
    case "office":
      return <OfficePage tab={route.tab} />;
    case "calculator":
      return <CalculatorPage />;
    case "data":
      return <DataPage />;
    case "customer":
      return <CustomerPage />;
    case "case":
      return <CasePage key={route.case} id={route.case} tab={route.tab} />;
  }
}

function Starting() {
  const { t } = useLanguage();
  return (
    <main className="alone" aria-busy="true">
      <p>{t("正在打开…", "Opening…")}</p>
    </main>
  );
}

function Stopped({ trouble }: { readonly trouble: Trouble | null }) {
  const { t, told } = useLanguage();
  const said = trouble?.said ?? {
    zh: "页面没有加载完整，请刷新。",
    en: "The page did not load as a whole. Reload it.",
  };
  return (
    <main className="alone">
      <h1>{t("无法打开", "It cannot be opened")}</h1>
      <p role="alert">{told(said)}</p>
      <div className="buttons">
        <Button className="button" onPress={() => location.reload()}>
          {t("刷新", "Reload")}
        </Button>
        <Button className="button quiet" onPress={() => void handOutRaw()}>
          {t("导出原始数据", "Export the raw data")}
        </Button>
      </div>
    </main>
  );
}

async function handOutRaw() {
  const bytes = new TextEncoder().encode(await rawDump());
  handOut({ name: "raw-data.json", type: "application/json", bytes });
}
