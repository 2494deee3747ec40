// Where the case stands, what can be done and what stands in the way, and what is known of it.
import type { Task } from "anjieflow/office";
import { useMemo, useState, type FormEvent } from "react";
import { Button } from "react-aria-components";
import { useHeld } from "../case/hold";
import { partyName } from "../case/offers";
import { addressOf, ofParty } from "../case/personal";
import { productName } from "../case/products";
import { Reasons } from "../case/reasons";
import { StepDialog, type Wanted } from "../case/step-form";
import { ENDS, loanSteps, moves, records, type Step } from "../case/steps";
import type { Loan, Party } from "../case/view";
import { isBare, saysMore } from "../flow/shapes";
import { OTHER_ENDS, WAY, stageWord, stateWord, word } from "../flow/words";
import { useLanguage } from "../i18n/language";
import { TaskSaid } from "../office/task";
import { taskWhom } from "../office/words";
import { shortMoney } from "../parts/format";
import { Pick } from "../parts/fields";
import { Reveal } from "../parts/reveal";

export function OverviewTab() {
  return (
    <>
      <Diagram />
      <Steps />
      <Known />
      <Limits />
      <Tasks />
    </>
  );
}

function Diagram() {
  const { t, language } = useLanguage();
  const { view } = useHeld();
  const at = WAY.indexOf(view.stage);
  const name = t("办理流程", "The way of the case");
  return (
    <ol className="way" aria-label={name}>
      {WAY.map((stage, index) => (
        <li
          key={stage}
          className={at < 0 ? "" : index < at ? "past" : index === at ? "here" : ""}
          aria-current={stage === view.stage ? "step" : undefined}
        >
          {stageWord(stage, language)}
        </li>
      ))}
      {OTHER_ENDS.includes(view.stage) && (
        <li className="here ended" aria-current="step">
          {stageWord(view.stage, language)}
        </li>
      )}
    </ol>
  );
}

function Steps() {
  const { t } = useLanguage();
  const { case: current, view, context, attempt } = useHeld();
  const [wanted, want] = useState<Wanted | null>(null);
  const { allowed } = view;
  const of = useMemo(() => {
    const { by } = context;
    const loans = view.loans.map((loan) => ({
      loan,
      steps: loanSteps(current, allowed, loan.id, by),
    }));
    return { moves: moves(current, allowed, by), loans };
  }, [current, allowed, view, context]);

  const begin = async ({ command, loan, is }: Step) => {
    const texts = loan === undefined ? {} : { loan };
    if (is === "to_fill_in" || !isBare(command)) return want({ command, texts });
    await attempt([{ command: { command, ...texts } }]);
  };
  return (
    <section className="card">
      <h2>{t("现在可办", "What can be done now")}</h2>
      <ul className="steps">
        {of.moves.map((step) => (
          <StepLine key={step.command} step={step} begin={begin} />
        ))}
      </ul>
      {of.loans.map(({ loan, steps }) => (
        <LoanSteps key={loan.id} loan={loan} steps={steps} begin={begin} />
      ))}
      <Others want={want} />
      {wanted && <StepDialog wanted={wanted} close={() => want(null)} />}
    </section>
  );
}

interface Wants {
  readonly want: (wanted: Wanted) => void;
}

/** What may be recorded besides. It is picked and then opened: a key that goes through the list opens nothing. */
function Others({ want }: Wants) {
  const { t, language } = useLanguage();
  const { view } = useHeld();
  const [picked, pick] = useState("");
  const offers = records(view.allowed).map((value) => ({
    value,
    label: word("command", value, language),
  }));
  const command = offers.some(({ value }) => value === picked) ? picked : "";
  const open = (event: FormEvent) => {
    event.preventDefault();
    if (command) want({ command });
  };
  return (
    <form className="others" onSubmit={open}>
      <Pick
        label={t("登记其他事项", "Record something else")}
        value={command}
        change={pick}
        offers={offers}
      />
      <Button type="submit" className="button quiet">
        {t("填写", "Fill in")}
      </Button>
    </form>
  );
}

interface LoanGiven {
  readonly loan: Loan;
  readonly steps: readonly Step[];
  readonly begin: (step: Step) => Promise<void>;
}

function LoanSteps({ loan, steps, begin }: LoanGiven) {
  const { language } = useLanguage();
  return (
    <>
      <h3>
        {loan.id} {productName(loan.product, language)}{" "}
        <span className="badge">{word("loan", loan.state, language)}</span>
      </h3>
      <p className="hint">
        {shortMoney(loan.terms?.amount_fen ?? loan.amount_fen)} · {loan.term_months}
        {language === "zh" ? " 个月" : " months"}
      </p>
      <ul className="steps" data-loan={loan.id}>
        {steps.map((step) => (
          <StepLine key={step.command} step={step} begin={begin} />
        ))}
      </ul>
    </>
  );
}

function StepLine({ step, begin }: { readonly step: Step; begin: (step: Step) => Promise<void> }) {
  const { t, language } = useLanguage();
  const name = word("command", step.command, language);
  if (step.is !== "blocked") {
    return (
      <li>
        <Button
          className={ENDS.includes(step.command) ? "button quiet" : "button"}
          onPress={() => void begin(step)}
        >
          {name}
        </Button>
      </li>
    );
  }
  const count = step.reasons.length;
  return (
    <li className="blocked">
      <details>
        <summary>
          <span className="step-name">{name}</span>
          <span className="badge bad">{t(`还差 ${count} 项`, `${count} in the way`)}</span>
        </summary>
        <Reasons reasons={step.reasons} />
        {saysMore(step.command) && (
          <Button
            className="button quiet"
            aria-label={t(`填写${name}`, `Fill in: ${name}`)}
            onPress={() => void begin({ ...step, is: "to_fill_in" })}
          >
            {t("填写后再办", "Fill it in and try")}
          </Button>
        )}
      </details>
    </li>
  );
}

function Known() {
  const { t, language } = useLanguage();
  const { view, lines } = useHeld();
  const { property } = view;
  return (
    <section className="card">
      <h2>{t("当事人与房产", "Parties and home")}</h2>
      <dl className="known">
        {view.parties.map((party) => (
          <PartyLines key={party.id} party={party} />
        ))}
        {property && (
          <>
            <dt>{t("房屋坐落", "Address")}</dt>
            <dd>
              <Reveal
                masked={property.address}
                show={() => addressOf(lines)}
                what={t("房屋坐落", "the address")}
              />
            </dd>
            <dt>{t("成交价", "Price")}</dt>
            <dd>{shortMoney(property.price_fen)}</dd>
          </>
        )}
        {Object.entries(view.facts).map(([fact, value]) => (
          <Fact key={fact} fact={fact} value={value} />
        ))}
        {view.milestones.map(({ milestone, state, on, reference }) => (
          <Pair key={milestone} name={word("milestone", milestone, language)}>
            {stateWord(state, language)} {on} {reference}
          </Pair>
        ))}
      </dl>
    </section>
  );
}

function Pair({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function PartyLines({ party }: { readonly party: Party }) {
  const { t, language } = useLanguage();
  const { lines } = useHeld();
  const role = word("role", party.role, language);
  const fields = [
    ["name", t("姓名", "name")],
    ["id_number", t("身份证号码", "identity number")],
    ["phone", t("手机", "mobile")],
  ] as const;
  return (
    <Pair name={role}>
      {fields.map(([field, what]) => {
        const masked = party[field];
        if (masked === null) return null;
        const show = () => ofParty(lines, party.id, field);
        return <Reveal key={field} masked={masked} show={show} what={`${role} ${what}`} />;
      })}
    </Pair>
  );
}

function Fact({ fact, value }: { readonly fact: string; readonly value: unknown }) {
  const { t, language } = useLanguage();
  const shown =
    typeof value === "boolean"
      ? value
        ? t("是", "Yes")
        : t("否", "No")
      : word("value", String(value), language);
  return <Pair name={word("fact", fact, language)}>{shown}</Pair>;
}

const VERDICTS: { readonly [verdict: string]: readonly [string, string, string] } = {
  broken: ["不符合", "Broken", "badge bad"],
  unknown: ["待核实", "Not known", "badge warn"],
  kept: ["符合", "Kept", "badge good"],
  superseded: ["已被替代", "Superseded", "badge"],
};

function Limits() {
  const { t, told } = useLanguage();
  const { case: current, context } = useHeld();
  const findings = useMemo(() => current.findings(context), [current, context]);
  if (findings.length === 0) return null;
  return (
    <section className="card">
      <h2>{t("额度、期限与比例", "Limits")}</h2>
      <ul className="lines">
        {findings.map((finding, index) => {
          const [zh, en, className] = VERDICTS[finding.verdict] ?? ["", "", "badge"];
          return (
            <li key={index}>
              <span className={className}>{t(zh, en)}</span>
              <span>
                {told({ zh: finding.zh, en: finding.text })}{" "}
                <span className="hint" lang="zh-CN">
                  {finding.source_title}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Tasks() {
  const { t, told } = useLanguage();
  const { case: current, context, view } = useHeld();
  const tasks = useMemo(() => current.worklist(context), [current, context]);
  if (tasks.length === 0) return null;
  const whom = (task: Task) => {
    const party = taskWhom(task) && view.parties.find(({ id }) => id === task.whom);
    return party ? { zh: partyName(party, "zh"), en: partyName(party, "en") } : taskWhom(task);
  };
  return (
    <section className="card">
      <h2>{t("待办", "To do")}</h2>
      <ul className="lines">
        {tasks.map((task, index) => (
          <li key={index}>
            <span className={(task.late_days ?? 0) > 0 ? "badge bad" : "badge"}>{task.due}</span>
            <span>
              <TaskSaid task={task} whom={whom(task)} />
              {task.why && <span className="hint"> {told(task.why)}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
