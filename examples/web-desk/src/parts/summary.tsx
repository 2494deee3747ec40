// What is wrong with a form: it takes the focus when the form is sent, and leads to each field.
import { useEffect, useRef, type ReactNode } from "react";
import { Button } from "react-aria-components";
import { useLanguage } from "../i18n/language";

/** A field that is not taken: what it is called, and its place in the form. */
export interface Faulty {
  readonly place: string;
  readonly label: string;
}

interface Given {
  /** How often the form was sent. */
  readonly sent: number;
  readonly faulty: readonly Faulty[];
  /** What is wrong besides. */
  readonly children?: ReactNode;
  readonly isWrong: boolean;
}

function goTo(from: HTMLElement | null, place: string) {
  const at = (from?.closest("form") ?? document).querySelector(`[data-place="${place}"]`);
  at?.querySelector<HTMLElement>("input, select, textarea, button")?.focus();
}

export function Summary({ sent, faulty, children, isWrong }: Given) {
  const { t } = useLanguage();
  const at = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (sent > 0) at.current?.focus();
  }, [sent]);
  if (!isWrong) return null;
  return (
    <div
      ref={at}
      className="summary"
      tabIndex={-1}
      role="group"
      aria-label={t("没有办成", "Not done")}
    >
      {faulty.length > 0 && (
        <p>
          {t(`有 ${faulty.length} 处需要更正：`, `${faulty.length} to put right: `)}
          {faulty.map(({ place, label }) => (
            <Button key={place} className="link" onPress={() => goTo(at.current, place)}>
              {label}
            </Button>
          ))}
        </p>
      )}
      {children}
    </div>
  );
}
