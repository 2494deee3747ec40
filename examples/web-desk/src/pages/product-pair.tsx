// A provident fund and a bank together: how they would share the loan at the least cost.
import { Button } from "react-aria-components";
import type { Wanted } from "../case/step-form";
import { useLanguage } from "../i18n/language";
import { shortMoney, yuanText } from "../parts/format";
import { nameOf, type Choice, type Pair, type Split, type Tried } from "./product-choice";
import { Verdict } from "./product-table";

interface Given {
  readonly all: readonly Choice[];
  readonly pair: Partial<Pair>;
  /** Null until both are there. */
  readonly split: Tried<Split> | null;
  readonly months: string;
  /** Null while none can be chosen. */
  readonly want: ((wanted: Wanted) => void) | null;
}

export function PairCard({ all, pair, split, months, want }: Given) {
  const { t, told, language } = useLanguage();
  const name = (product: string | undefined) => {
    const choice = all.find((choice) => choice.product === product);
    return choice ? nameOf(choice, language) : t("请在下表选“组合”", "pick it in the table below");
  };
  const choose = ({ fund_fen, bank_fen }: Split) =>
    want?.({
      command: "choose_product",
      texts: {
        ...loan(0, pair.bank, bank_fen, months),
        ...loan(1, pair.fund, fund_fen, months),
      },
    });
  return (
    <section className="card">
      <h2>{t("组合贷款", "Two loans together")}</h2>
      <dl className="known">
        <dt>{t("公积金", "Provident fund")}</dt>
        <dd>{name(pair.fund)}</dd>
        <dt>{t("商业贷款", "Bank")}</dt>
        <dd>{name(pair.bank)}</dd>
      </dl>
      <div role="status">
        {split && "said" in split && <p className="fault">{told(split.said)}</p>}
        {split && "value" in split && <Shares split={split.value} />}
      </div>
      {split && "value" in split && <Chosen split={split.value} choose={want && choose} />}
    </section>
  );
}

interface ChosenGiven {
  readonly split: Split;
  readonly choose: ((split: Split) => void) | null;
}

/** The button, unless one of the two lends it all. */
function Chosen({ split, choose }: ChosenGiven) {
  const { t } = useLanguage();
  if (split.fund_fen === 0 || split.bank_fen === 0) {
    return (
      <p>{t("其中一家就够，不必组合。", "One of them lends it all: there is no need of two.")}</p>
    );
  }
  if (!choose) return null;
  return (
    <Button className="button" onPress={() => choose(split)}>
      {t("选定这一对", "Choose the pair")}
    </Button>
  );
}

/** The texts of one loan of the pair. */
function loan(at: number, product: string | undefined, fen: number, months: string) {
  if (!product) return {};
  return {
    [`loans[${at}].product`]: product,
    [`loans[${at}].amount_fen`]: yuanText(fen),
    [`loans[${at}].term_months`]: months,
  };
}

function Shares({ split }: { readonly split: Split }) {
  const { t } = useLanguage();
  const figures = [
    [t("公积金贷", "From the fund"), split.fund_fen],
    [t("银行贷", "From the bank"), split.bank_fen],
    [t("首月合计", "First month, both"), split.monthly_fen],
    [t("比全部商贷省息", "Interest spared"), split.saved_fen],
  ] as const;
  return (
    <>
      <p>
        <Verdict of={split} />
      </p>
      <dl className="figures">
        {figures.map(([name, fen]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{shortMoney(fen)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
