// Two products beside one another: what each costs, and the interest that it has cost by each period.
import { useMemo, useState } from "react";
import type { Choices } from "../choice";
import { useLanguage, type Language } from "../i18n/language";
import { Chart } from "../parts/chart";
import { Pick } from "../parts/fields";
import { shortMoney } from "../parts/format";
import { nameOf, type Choice, type Wished } from "./product-choice";

interface Compared {
  readonly choices: Choices;
  readonly all: readonly Choice[];
  readonly wished: Wished;
}

export function Compare({ choices, all, wished }: Compared) {
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
      <dl className="figures two">
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
