// What is personal is masked. Who asks sees it for a while; then, and when the page is left, it is masked again.
import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import { useLanguage } from "../i18n/language";

const SECONDS = 20;

interface Given {
  readonly masked: string;
  /** Reads it from the log, only when it is asked for. */
  readonly show: () => string | null;
  /** What it is, for the name of the button. */
  readonly what: string;
}

export function Reveal({ masked, show, what }: Given) {
  const { t } = useLanguage();
  const [shown, setShown] = useState<string | null>(null);
  useEffect(() => {
    if (shown === null) return;
    const hide = () => setShown(null);
    const timer = setTimeout(hide, SECONDS * 1000);
    const leave = () => document.hidden && hide();
    document.addEventListener("visibilitychange", leave);
    window.addEventListener("beforeprint", hide);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", leave);
      window.removeEventListener("beforeprint", hide);
    };
  }, [shown]);
  return (
    <span className="reveal">
      <span>{shown ?? masked}</span>
      <Button
        className="button tiny"
        aria-label={shown === null ? t(`显示${what}`, `Show ${what}`) : t("遮盖", "Hide")}
        onPress={() => setShown(shown === null ? show() : null)}
      >
        {shown === null ? t("显示", "Show") : t("遮盖", "Hide")}
      </Button>
    </span>
  );
}
