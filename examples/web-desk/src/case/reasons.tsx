// Why a step is refused: each reason, what helps, and the rule that asks for it.
import { useLanguage } from "../i18n/language";
import type { Reason } from "../library";
import { Why } from "./why";

export function Reasons({ reasons }: { readonly reasons: readonly Reason[] }) {
  const { told } = useLanguage();
  return (
    <ul className="reasons">
      {reasons.map((reason, index) => (
        <li key={index}>
          <span>{told({ zh: reason.zh, en: reason.message })}</span>
          <span className="advice">{told({ zh: reason.advice_zh, en: reason.advice })}</span>
          {reason.rules.map((rule) => (
            <Why key={rule} rule={rule} />
          ))}
        </li>
      ))}
    </ul>
  );
}
