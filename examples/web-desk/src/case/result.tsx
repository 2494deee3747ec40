// What the last step left: told in a line, and the focus goes there or to the part of the page that shows it.
import { useEffect, useRef } from "react";
import { word } from "../flow/words";
import { useLanguage } from "../i18n/language";
import { focusSoon } from "../shell/focus";
import { useHeld } from "./hold";

export function Result() {
  const { t, language } = useLanguage();
  const { done } = useHeld();
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (!done) return;
    const { from } = done;
    return focusSoon(() => (from?.isConnected ? from : line.current));
  }, [done]);
  const names = done?.commands.map((command) => word("command", command, language));
  return (
    <p ref={line} className="result no-print" role="status" tabIndex={-1}>
      {done &&
        names &&
        t(
          `已记入第 ${done.length} 条：${names.join("、")}`,
          `Entry ${done.length} is kept: ${names.join(", ")}`,
        )}
    </p>
  );
}
