// What the page of products asks of the library: what the case knows of the household, and what is wished for.
import type { Held } from "../case/hold";
import { figuresOf } from "../case/personal";
import { allProducts, named } from "../case/products";
import { rulesOf, type Choices } from "../choice";
import type { Language } from "../i18n/language";
import { saidBy } from "../library";
import { fenOf } from "../parts/format";

type Rules = ReturnType<typeof rulesOf>;
export type Choice = ReturnType<Rules["choose"]>[number];
export type Split = ReturnType<Rules["split"]>["figures"];

/** The texts of the form. */
export interface Texts {
  readonly amount: string;
  readonly months: string;
  /** Empty while the income that the case states is reckoned with. */
  readonly income: string;
}

export interface Wished {
  readonly amount_fen: number;
  readonly term_months: number;
}

export type Tried<T> =
  { readonly value: T } | { readonly said: { readonly zh: string; readonly en: string } };

export function tried<T>(work: () => T): Tried<T> {
  try {
    return { value: work() };
  } catch (error) {
    return { said: saidBy(error) };
  }
}

export const wishedIn = ({ amount, months }: Texts): Wished => ({
  amount_fen: fenOf(amount),
  term_months: Number(months),
});

function figures({ lines }: Held, { income }: Texts) {
  const stated = figuresOf(lines);
  if (!income.trim()) return stated;
  return { other_debt_monthly_fen: 0, ...stated, monthly_income_fen: fenOf(income) };
}

/** What is known of the household, from the case. */
function household(held: Held, texts: Texts) {
  const { property, facts } = held.view;
  const city = property?.site?.city;
  return {
    date: held.context.today,
    facts,
    figures: figures(held, texts),
    ...(property && { price_fen: property.price_fen }),
    ...(property?.appraisal_fen && { appraisal_fen: property.appraisal_fen }),
    ...(city && { site: { city } }),
  };
}

function ask<T>(choices: Choices, work: (rules: Rules) => T): T {
  const rules = rulesOf(choices);
  try {
    return work(rules);
  } finally {
    rules.free();
  }
}

/** Every product, and what it would be. */
export function choose(choices: Choices, held: Held, texts: Texts): Tried<readonly Choice[]> {
  return tried(() => {
    const wish = { ...household(held, texts), ...wishedIn(texts) };
    return ask(choices, (rules) => rules.choose(wish as never));
  });
}

/** A fund and a bank that lend together. */
export interface Pair {
  readonly fund: string;
  readonly bank: string;
}

/** How the two would share the loan at the least cost. */
export function split(choices: Choices, held: Held, texts: Texts, pair: Pair): Tried<Split> {
  return tried(() => {
    const wish = { ...household(held, texts), ...wishedIn(texts), ...pair };
    return ask(choices, (rules) => rules.split(wish as never).figures);
  });
}

/** Which side of a pair a product may be. */
export function sideOf(product: string): keyof Pair | null {
  const kind = allProducts().find(({ id }) => id === product)?.kind;
  return kind === "provident_fund" ? "fund" : kind === "commercial" ? "bank" : null;
}

export const nameOf = ({ institution, name }: Choice, language: Language) =>
  named(institution, name, language);
