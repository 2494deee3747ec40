// Which product: each with what it costs and why it does not fit, and two of them beside one another.
import { useMemo, useState } from "react";
import { Button } from "react-aria-components";
import { useHeld, type Held } from "../case/hold";
import { StepDialog, type Wanted } from "../case/step-form";
import { useChoices, type Choices } from "../choice";
import { label } from "../flow/labels";
import { useLanguage, type Language } from "../i18n/language";
import { saidBy } from "../library";
import { Chart } from "../parts/chart";
import { Pick, TextAsk } from "../parts/fields";
import { fenOf, percent, shortMoney, yuanText } from "../parts/format";

type Choice = ReturnType<ReturnType<Choices["Rules"]["builtin"]>["choose"]>[number];

export function ProductTab() {
  const { t } = useLanguage();
  const choices = useChoices();
  if (!choices) return <p aria-busy="true">{t("正在读取…", "Reading…")}</p>;
  return <Wish choices={choices} />;
}

interface Wished {
  readonly amount_fen: number;
  readonly term_months: number;
}

/** What is known of the household, from the case. Personal figures are masked in the view, and so are asked for. */
function household({ view, context }: Held) {
  const { property, facts } = view;
  const city = property?.site?.city;
  return {
    date: context.today,
    facts,
    ...(property && { price_fen: property.price_fen }),
    ...(property?.appraisal_fen && { appraisal_fen: property.appraisal_fen }),
    ...(city && { site: { city } }),
  };
}

type Answer =
  | { readonly choices: readonly Choice[]; readonly wished: Wished }
  | { readonly said: { readonly zh: string; readonly en: string } };

function answer(
  choices: Choices,
  held: Held,
  amount: string,
  months: string,
  income: string,
): Answer {
  try {
    const wished = { amount_fen: fenOf(amount), term_months: Number(months) };
    const figures = income.trim()
      ? { figures: { monthly_income_fen: fenOf(income), other_debt_monthly_fen: 0 } }
      : {};
    const rules = choices.Rules.builtin();
    try {
      const wish = { ...household(held), ...figures, ...wished };
      return { choices: rules.choose(wish as never), wished };
    } finally {
      rules.free();
    }
  } catch (error) {
    return { said: saidBy(error) };
  }
}

function Wish({ choices }: { readonly choices: Choices }) {
  const { t, told } = useLanguage();
  const held = useHeld();
  const { view } = held;
  const loan = view.loans[0];
  const half = view.property ? Math.floor(view.property.price_fen / 200) * 100 : 100_000_000;
  const [amount, setAmount] = useState(yuanText(loan?.amount_fen ?? half));
  const [months, setMonths] = useState(String(loan?.term_months ?? 360));
  const [income, setIncome] = useState("");
  const [wanted, want] = useState<Wanted | null>(null);
  const told_ = useMemo(
    () => answer(choices, held, amount, months, income),
    [choices, held, amount, months, income],
  );
  const choose = (product: string) =>
    want({
      command: "choose_product",
      texts: {
        "loans[0].product": product,
        "loans[0].amount_fen": amount,
        "loans[0].term_months": months,
      },
    });
  return (
    <>
      <section className="card">
        <div className="fields">
          <TextAsk
            label={t("贷款金额（元）", "Loan (yuan)")}
            kind="number"
            value={amount}
            change={setAmount}
          />
          <TextAsk
            label={t("期限（月）", "Term (months)")}
            kind="number"
            value={months}
            change={setMonths}
          />
          <TextAsk
            label={t("家庭月收入（元）", "Monthly income (yuan)")}
            hint={t("只用于试算，不保存", "for this estimate only, not kept")}
            kind="number"
            optional
            value={income}
            change={setIncome}
          />
        </div>
        <div role="status">{"said" in told_ && <p className="fault">{told(told_.said)}</p>}</div>
      </section>
      {"choices" in told_ && (
        <>
          <Compare choices={choices} all={told_.choices} wished={told_.wished} />
          <Matches
            all={told_.choices.filter(({ bars }) => bars.length === 0)}
            choose={view.allowed.includes("choose_product") ? choose : null}
          />
          <Barred all={told_.choices.filter(({ bars }) => bars.length > 0)} />
        </>
      )}
      {wanted && <StepDialog wanted={wanted} close={() => want(null)} />}
    </>
  );
}

const TONES = { fits: "badge good", cannot_say: "badge warn", does_not_fit: "badge bad" } as const;
const VERDICTS = { fits: "Fits", cannot_say: "Cannot say", does_not_fit: "Does not fit" } as const;
const BARS = {
  other_home: { zh: "不适用于该类房产", en: "not for this kind of home" },
  other_city: { zh: "不在该城市办理", en: "not offered in this city" },
  not_admitted: { zh: "未准入", en: "not admitted" },
  quota_short: { zh: "额度不足", en: "quota too short" },
} as const;

interface Match {
  readonly all: readonly Choice[];
  readonly choose: ((product: string) => void) | null;
}

function Matches({ all, choose }: Match) {
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
          </tr>
        </thead>
        <tbody role="rowgroup">
          {all.map((choice) => (
            <MatchLine key={choice.product} choice={choice} choose={choose} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What is not for such a home or city, with the reason, folded. */
function Barred({ all }: Pick<Match, "all">) {
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

const nameOf = ({ institution, name }: Choice, language: Language) =>
  `${institution[language]} ${name[language]}`;

function MatchLine({ choice, choose }: { readonly choice: Choice; choose: Match["choose"] }) {
  const { t, told, language } = useLanguage();
  const { terms, verdict, broken, ask } = choice;
  const name = nameOf(choice, language);
  return (
    <tr role="row">
      <td role="cell">
        {name}
        {choose && (
          <div className="buttons">
            <Button
              className="button quiet"
              aria-label={t(`选定 ${name}`, `Choose ${name}`)}
              onPress={() => choose(choice.product)}
            >
              {t("选定", "Choose")}
            </Button>
          </div>
        )}
      </td>
      <td role="cell">
        <span className={TONES[verdict]}>{told({ zh: choice.zh, en: VERDICTS[verdict] })}</span>
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
    </tr>
  );
}

interface Compared {
  readonly choices: Choices;
  readonly all: readonly Choice[];
  readonly wished: Wished;
}

function Compare({ choices, all, wished }: Compared) {
  const { t, language } = useLanguage();
  const priced = all.filter(({ terms, bars }) => terms !== null && bars.length === 0);
  const [picked, pick] = useState<readonly [string, string]>(["", ""]);
  const of = (index: 0 | 1) =>
    priced.find(({ product }) => product === picked[index]) ?? priced[index];
  const two = [of(0), of(1)];
  const series = useMemo(
    () => two.flatMap((choice) => (choice ? [drawn(choices, choice, wished, language)] : [])),
    [choices, two[0], two[1], wished, language],
  );
  if (priced.length < 2) return null;
  const offers = priced.map((choice) => ({
    value: choice.product,
    label: nameOf(choice, language),
  }));
  return (
    <section className="card">
      <h2>{t("两个产品对比", "Two products beside one another")}</h2>
      <div className="fields">
        {([0, 1] as const).map((index) => (
          <Pick
            key={index}
            label={t(`产品 ${index + 1}`, `Product ${index + 1}`)}
            value={two[index]?.product ?? ""}
            change={(value) => pick(index === 0 ? [value, picked[1]] : [picked[0], value])}
            offers={offers}
          />
        ))}
      </div>
      <dl className="figures">
        {two.map((choice, index) => choice && <Figures key={index} choice={choice} />)}
      </dl>
      <Chart title={t("累计利息", "Interest paid so far")} series={series} />
      <p className="hint">{t("累计利息，按期", "Interest paid so far, by period")}</p>
    </section>
  );
}

function Figures({ choice }: { readonly choice: Choice }) {
  const { t, language } = useLanguage();
  const { terms } = choice;
  if (!terms) return null;
  return (
    <div>
      <dt>{nameOf(choice, language)}</dt>
      <dd>
        {shortMoney(terms.monthly_fen)} {t("/月", "a month")}
      </dd>
      <dt>
        {t("总利息", "All interest")} {shortMoney(terms.total_interest_fen)}
      </dt>
    </div>
  );
}

/** The interest that a product has cost by each period. */
function drawn(choices: Choices, choice: Choice, wished: Wished, language: Language) {
  const { rows } = choices.schedule({
    principal_fen: wished.amount_fen,
    rate_millionths: choice.terms?.rate_millionths ?? 0,
    months: wished.term_months,
  });
  let sum = 0;
  return { name: nameOf(choice, language), values: rows.map((row) => (sum += row.interest_fen)) };
}
