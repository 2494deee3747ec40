// What is personal is masked. Who asks sees it for a while; then, and when the page is left, it is masked again.
import { useEffect, useRef, useState, type ReactNode } from "react";
import { Button } from "react-aria-components";
import { useLanguage } from "../i18n/language";

const SECONDS = 20;

/** Something that is shown for a while, and neither on paper nor in a page that was left. What is `used` stays longer. */
function useForAWhile<T>(used?: unknown): [T | null, (shown: T | null) => void] {
  const [shown, show] = useState<T | null>(null);
  useEffect(() => {
    if (shown === null) return;
    const hide = () => show(null);
    const timer = setTimeout(hide, SECONDS * 1000);
    const leave = () => document.hidden && hide();
    document.addEventListener("visibilitychange", leave);
    window.addEventListener("beforeprint", hide);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", leave);
      window.removeEventListener("beforeprint", hide);
    };
  }, [shown, used]);
  return [shown, show];
}

interface Given {
  readonly masked: string;
  /** Reads it from the log, only when it is asked for. */
  readonly show: () => string | null;
  /** What it is, for the name of the button. */
  readonly what: string;
}

export function Reveal({ masked, show, what }: Given) {
  const { t } = useLanguage();
  const [shown, set] = useForAWhile<string>();
  return (
    <span className="reveal">
      <span>{shown ?? masked}</span>
      <Button
        className="button tiny"
        aria-label={shown === null ? t(`显示${what}`, `Show ${what}`) : t("遮盖", "Hide")}
        onPress={() => set(shown === null ? show() : null)}
      >
        {shown === null ? t("显示", "Show") : t("遮盖", "Hide")}
      </Button>
    </span>
  );
}

interface Veiled {
  readonly label: string;
  /** What stands in the field: while somebody writes, it stays in sight. */
  readonly value: string;
  /** The field itself. */
  readonly children: ReactNode;
}

/** A field that holds something personal already: masked until somebody wants to change it. */
export function Veil({ label, value, children }: Veiled) {
  const { t } = useLanguage();
  const [shown, set] = useForAWhile<true>(value);
  const at = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (shown) at.current?.querySelector<HTMLElement>("input, textarea")?.focus();
  }, [shown]);
  if (shown) return <div ref={at}>{children}</div>;
  return (
    <div className="field" role="group" aria-label={label}>
      <span className="label">{label}</span>
      <span className="reveal">
        <span>***</span>
        <Button
          className="button tiny"
          aria-label={t(`显示并更改${label}`, `Show and change: ${label}`)}
          onPress={() => set(true)}
        >
          {t("显示并更改", "Show and change")}
        </Button>
      </span>
    </div>
  );
}
