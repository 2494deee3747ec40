// The desk: the library and the store are opened, then the page.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { LanguageProvider } from "./i18n/language";
import { ours } from "./shell/trusted";
import "./style/base.css";
import "./style/fields.css";
import "./style/lists.css";
import "./style/case.css";
import "./style/dialog.css";
import "./style/narrow.css";
import "./style/print.css";

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider>
        <App />
      </LanguageProvider>
    </StrictMode>,
  );
}

// From the second visit on there is no need of a network.
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  void navigator.serviceWorker.register(ours("./sw.js")).catch(() => undefined);
}
