// What a loan costs: two ways to pay it back beside one another, another rate in mid-term, an early payment.
import { useMemo, useState } from "react";
import { useChoices, type Choices } from "../choice";
import { useLanguage } from "../i18n/language";
import { saidBy, today } from "../library";
import { Chart } from "../parts/chart";
import { Pick, TextAsk } from "../parts/fields";
import { dayOf, fenOf, millionthsOf, money } from "../parts/format";
import { Heading } from "../shell/frame";

const EMPTY = {
  principal: "1000000",
  rate: "3.1",
  months: "360",
  method: "equal_instalment",
  new_rate: "",
  from: "",
  payout: today() as string,
  sum: "",
  day: "",
  relief: "shorter_term",
};
type Form = typeof EMPTY;

const METHODS = [
  { value: "equal_instalment", zh: "等额本息", en: "Equal instalments" },
  { value: "equal_principal", zh: "等额本金", en: "Equal principal" },
] as const;
const RELIEFS = [
  { value: "shorter_term", zh: "缩短期限", en: "Shorter term" },
  { value: "smaller_instalment", zh: "减少月供", en: "Smaller instalment" },
] as const;

export function CalculatorPage() {
  const { t } = useLanguage();
  const choices = useChoices();
  return (
    <>
      <Heading title={t("计算器", "Calculator")} />
      {choices ? (
        <Calculator choices={choices} />
      ) : (
        <p aria-busy="true">{t("正在读取…", "Reading…")}</p>
      )}
    </>
  );
}

type Schedule = ReturnType<Choices["schedule"]>;
type Prepaid = ReturnType<Choices["prepay"]>;
type Tried<T> = { readonly value: T } | { readonly said: { zh: string; en: string } };

function tried<T>(work: () => T): Tried<T> {
  try {
    return { value: work() };
  } catch (error) {
    return { said: saidBy(error) };
  }
}

function loanOf(form: Form) {
  const changed = form.new_rate.trim() && form.from.trim();
  const change = changed && {
    period: Number(form.from),
    rate_millionths: millionthsOf(form.new_rate),
  };
  return {
    principal_fen: fenOf(form.principal),
    rate_millionths: millionthsOf(form.rate),
    months: Number(form.months),
    ...(change && { rate_changes: [change] }),
  };
}

function prepaid({ prepay }: Choices, form: Form): Prepaid | null {
  if (!form.sum.trim() || !form.day.trim()) return null;
  const asked = {
    ...loanOf(form),
    method: form.method,
    payout: dayOf(form.payout),
    day: dayOf(form.day),
    sum_fen: fenOf(form.sum),
    relief: form.relief,
  };
  return prepay(asked as never);
}

function Calculator({ choices }: { readonly choices: Choices }) {
  const { t, told } = useLanguage();
  const [form, set] = useState(EMPTY);
  const field = (name: keyof Form) => ({
    value: form[name],
    change: (value: string) => set({ ...form, [name]: value }),
  });
  const both = useMemo(
    () =>
      tried(() => {
        const loan = loanOf(form);
        return METHODS.map(({ value }) => choices.schedule({ ...loan, method: value }));
      }),
    [choices, form],
  );
  const early = useMemo(() => tried(() => prepaid(choices, form)), [choices, form]);
  const offers = (of: readonly { readonly value: string; zh: string; en: string }[]) =>
    of.map((one) => ({ value: one.value, label: told(one) }));
  return (
    <>
      <section className="card">
        <h2>{t("贷款", "Loan")}</h2>
        <div className="fields">
          <TextAsk
            label={t("贷款金额（元）", "Loan (yuan)")}
            kind="number"
            {...field("principal")}
          />
          <TextAsk label={t("年利率（%）", "Yearly rate (%)")} kind="number" {...field("rate")} />
          <TextAsk label={t("期限（月）", "Term (months)")} kind="number" {...field("months")} />
          <TextAsk
            label={t("LPR 变动后的年利率（%）", "Rate after the LPR moved (%)")}
            kind="number"
            optional
            {...field("new_rate")}
          />
          <TextAsk
            label={t("从第几期起", "From which period on")}
            kind="number"
            optional
            {...field("from")}
          />
        </div>
        <div role="status">{"said" in both && <p className="fault">{told(both.said)}</p>}</div>
      </section>
      {"value" in both && <Both schedules={both.value} />}
      <section className="card">
        <h2>{t("提前还款", "Early payment")}</h2>
        <div className="fields">
          <Pick label={t("还款方式", "Method")} {...field("method")} offers={offers(METHODS)} />
          <TextAsk label={t("放款日", "Day of the payout")} {...field("payout")} />
          <TextAsk
            label={t("提前还本金（元）", "Principal paid early (yuan)")}
            kind="number"
            {...field("sum")}
          />
          <TextAsk label={t("提前还款日", "Day of the early payment")} {...field("day")} />
          <Pick label={t("之后", "Afterwards")} {...field("relief")} offers={offers(RELIEFS)} />
        </div>
        <div role="status">{"said" in early && <p className="fault">{told(early.said)}</p>}</div>
        {"value" in early && early.value && <Early prepaid={early.value} />}
      </section>
    </>
  );
}

function Both({ schedules }: { readonly schedules: readonly Schedule[] }) {
  const { t, told } = useLanguage();
  const [shown, show] = useState("payment_fen");
  const series = useMemo(
    () =>
      schedules.map(({ rows }, index) => ({
        name: told(METHODS[index] ?? { zh: "", en: "" }),
        values: rows.map((row) => row[shown as "payment_fen" | "balance_fen"]),
      })),
    [schedules, shown, told],
  );
  const title =
    shown === "payment_fen" ? t("每期还款", "Payments") : t("剩余本金", "Principal left");
  return (
    <section className="card">
      <h2>{t("两种还款方式", "Two ways to pay it back")}</h2>
      <div className="wide" tabIndex={0} role="region" aria-label={t("对比表", "Comparison")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("方式", "Method")}</th>
              <th scope="col" className="number">
                {t("首期", "First")}
              </th>
              <th scope="col" className="number">
                {t("末期", "Last")}
              </th>
              <th scope="col" className="number">
                {t("总利息", "All interest")}
              </th>
              <th scope="col" className="number">
                {t("还款总额", "All payments")}
              </th>
            </tr>
          </thead>
          <tbody>
            {schedules.map((schedule, index) => (
              <tr key={index}>
                <th scope="row">{told(METHODS[index] ?? { zh: "", en: "" })}</th>
                <td className="number">{money(schedule.rows[0]?.payment_fen ?? 0)}</td>
                <td className="number">{money(schedule.rows.at(-1)?.payment_fen ?? 0)}</td>
                <td className="number">{money(schedule.total_interest_fen)}</td>
                <td className="number">{money(schedule.total_payment_fen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="filters no-print">
        <Pick
          label={t("图中显示", "The chart shows")}
          value={shown}
          change={(value) => show(value || "payment_fen")}
          offers={[
            { value: "payment_fen", label: t("每期还款", "Payments") },
            { value: "balance_fen", label: t("剩余本金", "Principal left") },
          ]}
        />
      </div>
      <Chart title={title} series={series} />
    </section>
  );
}

function Early({ prepaid }: { readonly prepaid: Prepaid }) {
  const { t } = useLanguage();
  const figures = [
    [t("当日应付", "To pay on that day"), money(prepaid.to_pay_fen)],
    [t("违约金", "Fee"), money(prepaid.fee_fen)],
    [t("节省利息", "Interest saved"), money(prepaid.interest_saved_fen)],
    [t("少还期数", "Payments saved"), String(prepaid.payments_saved)],
    [t("之后首期", "Next payment"), money(prepaid.after.first_payment_fen)],
  ] as const;
  return (
    <dl className="figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
