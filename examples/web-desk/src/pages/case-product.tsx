// Which product: each with what it costs and why it does not fit, two of them beside one another, or a pair of loans.
import { useMemo, useState } from "react";
import { useHeld } from "../case/hold";
import { figuresOf } from "../case/personal";
import { StepDialog, type Wanted } from "../case/step-form";
import { useChoices, type Choices } from "../choice";
import { useLanguage } from "../i18n/language";
import { TextAsk } from "../parts/fields";
import { shortMoney, yuanText } from "../parts/format";
import { Reveal } from "../parts/reveal";
import {
  choose,
  sideOf,
  split,
  wishedIn,
  type Choice,
  type Pair,
  type Texts,
} from "./product-choice";
import { Compare } from "./product-compare";
import { PairCard } from "./product-pair";
import { Barred, Matches } from "./product-table";

export function ProductTab() {
  const { t } = useLanguage();
  const choices = useChoices();
  if (!choices) return <p aria-busy="true">{t("正在读取…", "Reading…")}</p>;
  return <Wish choices={choices} />;
}

function useTexts() {
  const { view } = useHeld();
  const loan = view.loans[0];
  const half = view.property ? Math.floor(view.property.price_fen / 200) * 100 : 100_000_000;
  return useState<Texts>({
    amount: yuanText(loan?.amount_fen ?? half),
    months: String(loan?.term_months ?? 360),
    income: "",
  });
}

function Wish({ choices }: { readonly choices: Choices }) {
  const { told } = useLanguage();
  const held = useHeld();
  const [texts, write] = useTexts();
  const matched = useMemo(() => choose(choices, held, texts), [choices, held, texts]);
  return (
    <>
      <section className="card">
        <Asked texts={texts} write={write} />
        <div role="status">
          {"said" in matched && <p className="fault">{told(matched.said)}</p>}
        </div>
      </section>
      {"value" in matched && <Answered choices={choices} all={matched.value} texts={texts} />}
    </>
  );
}

interface AskedGiven {
  readonly texts: Texts;
  readonly write: (texts: Texts) => void;
}

function Asked({ texts, write }: AskedGiven) {
  const { t } = useLanguage();
  const { lines } = useHeld();
  const { monthly_income_fen: stated } = useMemo(() => figuresOf(lines), [lines]);
  const field = (name: keyof Texts) => ({
    value: texts[name],
    change: (text: string) => write({ ...texts, [name]: text }),
    kind: "number" as const,
  });
  return (
    <>
      <div className="fields">
        <TextAsk label={t("贷款金额（元）", "Loan (yuan)")} {...field("amount")} />
        <TextAsk label={t("期限（月）", "Term (months)")} {...field("months")} />
        <TextAsk
          label={
            stated === undefined
              ? t("家庭月收入（元）", "Monthly income (yuan)")
              : t("换一个月收入试算（元）", "Another monthly income (yuan)")
          }
          hint={t("只用于试算，不保存", "for this estimate only, not kept")}
          optional
          {...field("income")}
        />
      </div>
      {stated !== undefined && !texts.income && (
        <p className="hint">
          {t("按案件登记的月收入试算：", "Reckoned with the income that the case states: ")}
          <Reveal
            masked="¥***"
            show={() => shortMoney(stated)}
            what={t("月收入", "the monthly income")}
          />
        </p>
      )}
    </>
  );
}

interface AnsweredGiven {
  readonly choices: Choices;
  readonly all: readonly Choice[];
  readonly texts: Texts;
}

function Answered({ choices, all, texts }: AnsweredGiven) {
  const held = useHeld();
  const [pair, join] = useState<Partial<Pair>>({});
  const [wanted, want] = useState<Wanted | null>(null);
  const { fund, bank } = pair;
  const shared = useMemo(
    () => (fund && bank ? split(choices, held, texts, { fund, bank }) : null),
    [choices, held, texts, fund, bank],
  );
  const mayChoose = held.view.allowed.includes("choose_product");
  const one = (product: string) =>
    want({
      command: "choose_product",
      texts: {
        "loans[0].product": product,
        "loans[0].amount_fen": texts.amount,
        "loans[0].term_months": texts.months,
      },
    });
  const change = (product: string) => {
    const side = sideOf(product);
    if (side)
      join(({ [side]: was, ...rest }) => (was === product ? rest : { ...rest, [side]: product }));
  };
  const open = all.filter(({ bars }) => bars.length === 0);
  const sides = new Set(open.map(({ product }) => sideOf(product)));
  const canPair = sides.has("fund") && sides.has("bank");
  return (
    <>
      <Compare choices={choices} all={all} wished={wishedIn(texts)} />
      {canPair && (
        <PairCard
          all={open}
          pair={pair}
          split={shared}
          months={texts.months}
          want={mayChoose ? want : null}
        />
      )}
      <Matches all={open} choose={mayChoose ? one : null} pair={pair} join={change} />
      <Barred all={all.filter(({ bars }) => bars.length > 0)} />
      {wanted && <StepDialog wanted={wanted} close={() => want(null)} />}
    </>
  );
}
