// The match table: each product with its verdict, its first month, and why it does not fit.
import { Button } from "react-aria-components";
import { label } from "../flow/labels";
import { useLanguage } from "../i18n/language";
import { percent, shortMoney } from "../parts/format";
import { nameOf, sideOf, type Choice, type Pair } from "./product-choice";

const TONES = { fits: "badge good", cannot_say: "badge warn", does_not_fit: "badge bad" } as const;
const VERDICTS = { fits: "Fits", cannot_say: "Cannot say", does_not_fit: "Does not fit" } as const;
const BARS = {
  other_home: { zh: "不适用于该类房产", en: "not for this kind of home" },
  other_city: { zh: "不在该城市办理", en: "not offered in this city" },
  not_admitted: { zh: "未准入", en: "not admitted" },
  quota_short: { zh: "额度不足", en: "quota too short" },
} as const;

export function Verdict({ of }: { readonly of: Pick<Choice, "verdict"> }) {
  const { t } = useLanguage();
  const zh = { fits: "符合", cannot_say: "无法判断", does_not_fit: "不符合" } as const;
  return <span className={TONES[of.verdict]}>{t(zh[of.verdict], VERDICTS[of.verdict])}</span>;
}

interface Given {
  readonly all: readonly Choice[];
  /** Null while none can be chosen. */
  readonly choose: ((product: string) => void) | null;
  readonly pair: Partial<Pair>;
  readonly join: (product: string) => void;
}

export function Matches({ all, ...given }: Given) {
  const { t } = useLanguage();
  return (
    <div className="wide" tabIndex={0} role="region" aria-label={t("产品匹配表", "Match table")}>
      <table className="stack" role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">
              {t("产品", "Product")}
            </th>
            <th scope="col" role="columnheader">
              {t("结论", "Verdict")}
            </th>
            <th scope="col" role="columnheader" className="number">
              {t("首月月供", "First month")}
            </th>
            <th scope="col" role="columnheader">
              {t("为什么不行，或还要问什么", "Why not, or what to ask")}
            </th>
            {given.choose && (
              <th scope="col" role="columnheader" className="no-print">
                {t("选择", "Choice")}
              </th>
            )}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {all.map((choice) => (
            <Line key={choice.product} choice={choice} {...given} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type LineGiven = Omit<Given, "all"> & { readonly choice: Choice };

function Line({ choice, choose, pair, join }: LineGiven) {
  const { t, told, language } = useLanguage();
  const { terms, broken, ask } = choice;
  return (
    <tr role="row">
      <td role="cell" className="long">
        {nameOf(choice, language)}
      </td>
      <td role="cell">
        <Verdict of={choice} />
      </td>
      <td role="cell" className="number">
        {terms && (
          <>
            {shortMoney(terms.monthly_fen)}
            <br />
            <span className="hint">{percent(terms.rate_millionths)}</span>
          </>
        )}
      </td>
      <td role="cell">
        <ul className="plain">
          {broken.map((finding, index) => (
            <li key={index}>{told({ zh: finding.zh, en: finding.text })}</li>
          ))}
          {ask.length > 0 && (
            <li className="hint">
              {t("待问：", "To ask: ")}
              {ask.map((fact) => label(fact, language)).join(t("、", ", "))}
            </li>
          )}
        </ul>
      </td>
      {choose && (
        <td role="cell" className="no-print">
          <Buttons choice={choice} choose={choose} pair={pair} join={join} />
        </td>
      )}
    </tr>
  );
}

interface ButtonsGiven extends Omit<LineGiven, "choose"> {
  readonly choose: (product: string) => void;
}

function Buttons({ choice, choose, pair, join }: ButtonsGiven) {
  const { t, language } = useLanguage();
  const name = nameOf(choice, language);
  const side = sideOf(choice.product);
  const isIn = side !== null && pair[side] === choice.product;
  return (
    <div className="buttons">
      <Button
        className="button quiet"
        aria-label={t(`选定 ${name}`, `Choose ${name}`)}
        onPress={() => choose(choice.product)}
      >
        {t("选定", "Choose")}
      </Button>
      {side && (
        <Button
          className={isIn ? "button" : "button quiet"}
          aria-pressed={isIn}
          aria-label={t(`组合 ${name}`, `Combine ${name}`)}
          onPress={() => join(choice.product)}
        >
          {t("组合", "Combine")}
        </Button>
      )}
    </div>
  );
}

/** What is not for such a home or city, with the reason, folded. */
export function Barred({ all }: Pick<Given, "all">) {
  const { t, told, language } = useLanguage();
  if (all.length === 0) return null;
  return (
    <details className="card">
      <summary>
        {t(`另有 ${all.length} 个产品不适用`, `${all.length} more are not for this home`)}
      </summary>
      <ul>
        {all.map((choice) => (
          <li key={choice.product}>
            {nameOf(choice, language)}
            {t("：", ": ")}
            {choice.bars.map((bar) => told(BARS[bar])).join(t("；", "; "))}
          </li>
        ))}
      </ul>
    </details>
  );
}
