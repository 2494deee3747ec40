// What a rule says, since when, and where it was read.
import { useState } from "react";
import { useLanguage } from "../i18n/language";
import { rules } from "../rules";

export function Why({ rule }: { readonly rule: string }) {
  const { t } = useLanguage();
  const [open, set] = useState(false);
  return (
    <details className="why" onToggle={({ currentTarget }) => set(currentTarget.open)}>
      <summary>{t("依据", "Why")}</summary>
      {open && <Explained rule={rule} />}
    </details>
  );
}

function explain(rule: string) {
  try {
    return rules().explain(rule);
  } catch {
    return null;
  }
}

function Explained({ rule }: { readonly rule: string }) {
  const { t, told } = useLanguage();
  const says = explain(rule);
  if (!says) return <p>{rule}</p>;
  return (
    <p>
      {told(says)}
      <br />
      {says.source_title ? (
        <span lang="zh-CN">{says.source_title}</span>
      ) : (
        t("流程自身的要求", "asked by the procedure itself")
      )}
      {says.effective_from && `，${says.effective_from}${t(" 起", " on")}`}
      <br />
      <code>{rule}</code>
    </p>
  );
}
