// Compiled and never run: the declarations allow what they should and nothing else.
import { AnjieflowError, Case, InputError, Refused, day, fen, log, staged, yuan } from "anjieflow";
import type {
  Command,
  CommandIn,
  CommandName,
  Context,
  Day,
  Fen,
  LoanColumns,
  Millionths,
  Stage,
  StageCommands,
  StagedCase,
} from "anjieflow";
import * as node from "anjieflow";
import * as audits from "anjieflow/audit";
import initAudit from "anjieflow/audit/web";
import * as office from "anjieflow/office";
import init, * as web from "anjieflow/web";
import * as choice from "anjieflow/choice";
import initChoice from "anjieflow/choice/web";
import * as repayment from "anjieflow/repayment";
import initCalculator from "anjieflow/repayment/web";
import * as slim from "anjieflow/slim";
import initSlim, { Rules } from "anjieflow/slim/web";

const context: Context = { today: "2026-03-02", occurred: "2026-03-02", by: "wang", salt: "00" };

const [first, entry] = Case.open({ case: "C-1", context });
const [next, kept] = first.step(
  { command: "add_party", id: "b1", role: "borrower", name: "陈一诺" },
  context,
);
const text: string = log([entry, kept]);
const names: CommandName[] = Case.replay(text).allowed();
const view = next.view();
const stage: Stage = view.stage;
// The view is told apart by its stage, and knows which commands that stage lists.
if (view.stage === "enquiry") {
  const listed: readonly StageCommands["enquiry"][] = view.allowed;
  // @ts-expect-error: an enquiry is not submitted
  const wrong: readonly "submit"[] = view.allowed;
  console.log(listed, wrong);
}
const offer: Command = {
  command: "offer",
  loan: "L1",
  terms: { amount_fen: 90_000_000, term_months: 360, rate_millionths: 31_000 },
  conditions: [],
  expires: "2026-05-01",
};
next.decide(offer, { today: "2026-03-02", by: "wang" });
// @ts-expect-error: no command is called so
first.step({ command: "fly" }, context);
// @ts-expect-error: a withdrawal has a reason
first.step({ command: "withdraw" }, context);

// @ts-expect-error: limits are asked at a desk
next.findings(context);
const [desk] = office.Case.open({ case: "C-1", context });
const [found] = desk.findings(context);
const sure: "kept" | "broken" | "unknown" | "superseded" | undefined = found?.verdict;
const [changed] = desk.difference(context, { ...context, as_of: "2026-03-01" }).changes;
const turned: "kept" | "broken" | "unknown" | null | undefined = changed?.after;
// @ts-expect-error: no change is called so
const flown: boolean = changed?.change === "flown";
const loans: LoanColumns = {
  product: ["citic-mortgage"],
  amount_fen: [80_000_000],
  term_months: [240],
  marital: [null],
  co_sex: [["male"]],
};
const [group] = office.impact(office.Rules.builtin(), loans, context, context).groups;
const seen: string | undefined = group?.witness.case;
// @ts-expect-error: no loan is without a product
const nothing: LoanColumns = { amount_fen: [1], term_months: [12] };
// @ts-expect-error: no column is called so
const coloured: LoanColumns = { ...loans, colour: ["red"] };
const [fault] = office.lint("{}", { layers: [] }).faults;
const wrong: "error" | "note" | undefined = fault?.level;
const age = office.retirementAge("female_50", "1975-03");
// @ts-expect-error: no category is called so
office.retirementAge("child", "1975-03");
next.step({ command: "state_figures", figures: { monthly_income_fen: 2_000_000 } }, context);
// @ts-expect-error: no figure is called so
next.step({ command: "state_figures", figures: { height: 180 } }, context);

try {
  next.decide({ command: "submit" }, context);
} catch (error) {
  if (error instanceof Refused) {
    const codes: string[] = error.reasons.map((reason) => reason.code);
    const rules: string[] = error.reasons.flatMap((reason) => reason.rules);
    const whys = rules.map((rule) => office.Rules.builtin().explain(rule).zh);
    console.log(error.stage, error.command, codes, whys);
  } else if (error instanceof InputError) {
    const place: string | null = error.place;
    console.log(error.code, place, error instanceof AnjieflowError);
  }
}

await init();
await init(new URL("anjieflow_bg.wasm", "http://localhost"));
await init(new Uint8Array(8));

// The page and Node have the same names.
const same: Omit<typeof web, "default"> = node;

await initSlim();
const [kept2, opened2]: [Case, typeof entry] = Rules.unpack(new Uint8Array(8)).open({
  case: "C-1",
  context,
});
// @ts-expect-error: a pack is text, and is not packed
Rules.unpack("{}");
const under: Case = kept2.under(node.Rules.builtin());
console.log(opened2, under, slim.version(), kept2 instanceof slim.Case);
const local: office.Rules = office.Rules.load("{}", { layers: ["{}"], place: { city: "Jinan" } });
local.at([]).products("Jinan", "2026-03-02");
const bytes: Uint8Array = local.packed();
const later: office.Case = local.open({ case: "C-1", context })[0].under(local);
later.worklist(context);
console.log(bytes, later instanceof office.Case, office.staged(later).stage);
// @ts-expect-error: no place has a planet
local.at([], { planet: "Mars" });
// @ts-expect-error: there are no built-in rules in it
slim.Rules.builtin();
// @ts-expect-error: nor can a case be opened without rules
slim.Case.open({ case: "C-1", context });

// @ts-expect-error: a case is opened or replayed
new Case();
// @ts-expect-error: a case does not change
first.stage = "Closed";
// @ts-expect-error: a command has a name
first.step({ id: "b1" }, context);
// @ts-expect-error: a context has a day
first.checklist({ occurred: "2026-03-02", by: "wang", salt: "00" });
// @ts-expect-error: errors come from the library
new Refused();

console.log(names, stage, same, sure, age);

const [payment] = repayment.schedule({ principal_fen: 100, rate_millionths: 0, months: 1 }).rows;
console.log(payment?.balance_fen, initCalculator);
// @ts-expect-error a method is one of four words
repayment.schedule({ principal_fen: 100, rate_millionths: 0, months: 1, method: "balloon" });
const floating: repayment.Floating = {
  published: [{ day: "2025-12-22", rate_millionths: 35_000 }],
  spread_millionths: -3_000,
};
const lent = {
  principal_fen: 100,
  rate_millionths: 0,
  months: 1,
  payout: "2026-01-20",
};
const { changes, not_known_from } = repayment.schedule({ ...lent, floating });
console.log(changes?.[0]?.interest_fen, not_known_from);
// @ts-expect-error a rate is set anew every three, six or twelve months
repayment.schedule({ ...lent, floating: { ...floating, cycle_months: 4 } });
const [both] = repayment.combined({ loans: [lent, lent] }).rows;
console.log(both?.parts[1]?.payment_fen);
// @ts-expect-error a combined loan is two loans
repayment.combined({ loans: [lent] });
console.log(repayment.settlement({ ...lent, day: "2026-02-01" }).overdue.costs_fen);
console.log(repayment.apr({ ...lent, fee_at_payout_fen: 1 }).compound_millionths);
const order: repayment.Behind["order"] = { parts: ["principal", "interest"], across: "part_first" };
console.log(order, repayment.leastPayment({ principal_fen: 100_000_000, years: 25 }).payment_fen);
const cut = repayment.spread({ spread_millionths: 0, batch_of_2024: { from: "2024-10-25" } });
const asked: repayment.Floating = { ...floating, ...cut };
console.log(
  asked,
  repayment.lateRecord({ payments: [{ due: "2026-01-20", paid: null }], day: "2026-02-01" }),
);
// @ts-expect-error a term is in months or in fortnights
repayment.schedule({ ...lent, fortnights: 26 });

const rules: choice.Rules = choice.Rules.builtin();
const household: choice.Household = {
  date: "2026-03-20",
  facts: { marital: "married", household_home_count: 0 },
  figures: { monthly_income_fen: 1_000_000 },
  site: { city: "Guangzhou" },
  applicants: [{ id: "b1", role: "borrower", birth: "1988-06-15", sex: "male" }],
};
const wanted = { amount_fen: 100_000_000, term_months: 360 };
const [best] = rules.choose({ ...household, ...wanted, objective: "fastest", area: 8_900 });
const why: readonly string[] | undefined = best?.broken.map((finding) => finding.zh);
const assessed = rules.assess({ ...household, ...wanted, product: "ccb-housing" });
const shares = rules.split({ ...household, ...wanted, fund: "pf-guangzhou", bank: "ccb-housing" });
const most: number | null = rules.costs({ date: "2026-03-20" }).paid_by.buyer.most_fen;
console.log(initChoice, why, assessed.room.amount?.fen, shares.figures.fund?.terms, most);
const debt: choice.Debt = { principal_fen: 100, rate_millionths: 0, months: 1 };
console.log(choice.schedule(debt), choice.monthly(debt).figures.last_fen);
const gain: number = choice.prepayNowOrLater({
  ...debt,
  payout: "2024-01-20",
  days: ["2025-01-20", "2027-01-20"],
  sum_fen: 100,
}).figures.saved_more_fen;
console.log(gain, choice.compare({ loans: [debt, debt] }).zh);
// @ts-expect-error: two loans are compared
choice.compare({ loans: [debt] });
// @ts-expect-error: an application names its product
rules.assess({ ...household, ...wanted });
// @ts-expect-error: there are no cases here
rules.open({ case: "C-1", context });
// @ts-expect-error: an objective is one of three words
rules.choose({ ...household, ...wanted, objective: "nearest" });
// @ts-expect-error: a rate moves by something
choice.ifRateMoves(debt);

// A case is told apart by its stage, and takes the commands of that stage alone.
const it: StagedCase = staged(next);
const applied = { product: "citic-jinan-new", amount_fen: 80_000_000, term_months: 240 };
if (it.stage === "enquiry") {
  it.step({ command: "choose_product", loans: [applied] }, context);
  const listed: readonly StageCommands["enquiry"][] = it.allowed();
  const seen: "enquiry" = it.view().stage;
  // @ts-expect-error: an enquiry is not submitted
  it.step({ command: "submit" }, context);
  // @ts-expect-error: nor would it be
  it.decide({ command: "submit" }, context);
  const any: Case = it;
  console.log(listed, seen, any);
}
switch (it.stage) {
  case "prechecked":
    it.step({ command: "submit" }, context);
    break;
  case "released":
    // @ts-expect-error: a loan of a released mortgage is not paid out
    it.step({ command: "pay_out", amount_fen: 1, account: "6222" }, context);
    break;
}
// Of any stage, all commands are taken, and no other.
const every: CommandIn<Stage> = offer as Command;
console.log(every);
// @ts-expect-error: no case is in two stages
const astray: Case<"enquiry"> = staged(next) as Case<"signing">;
// @ts-expect-error: before it is known in which it is, it is in any
const early: Case<"enquiry"> = next;

// Units: plain values are taken, those of another unit are not.
const price: Fen = yuan("1234.56");
const rate: Millionths = 31_000;
const payout: Day = day("2026-03-20");
repayment.schedule({ principal_fen: price, rate_millionths: rate, months: 1, payout });
repayment.schedule({ principal_fen: fen(price + 1), rate_millionths: 0, months: 1 });
// @ts-expect-error: a rate is no amount
repayment.schedule({ principal_fen: rate, rate_millionths: 0, months: 1 });
// @ts-expect-error: an amount is no rate
repayment.schedule({ principal_fen: 100, rate_millionths: price, months: 1 });
// @ts-expect-error: a number is no day
repayment.schedule({ principal_fen: 100, rate_millionths: 0, months: 1, payout: 20260320 });
// @ts-expect-error: a day is text, not a `Date`
day(new Date());
// @ts-expect-error: an amount in yuan is text, for a number has no exact hundredths
yuan(1234.56);

// Errors have their codes as literals.
function told(no: AnjieflowError): string {
  if (no.code === "not_started") return "init";
  // @ts-expect-error: no code is called so
  if (no.code === "no_such_code") return "never";
  if (no instanceof Refused) {
    const refused: "refused" = no.code;
    const code = no.reasons[0]?.code;
    // @ts-expect-error: nor is any reason
    return code === "bad_weather" ? "never" : refused;
  }
  return no.code === "no_such_date" ? "day" : "other";
}

// What holds memory is given back at the end of its block.
{
  using held = Case.replay(text);
  using shared = node.Rules.builtin();
  console.log(held.under(shared), told, astray, early);
}

const handle = new node.Context(context);
const suspend = new node.Command({ command: "suspend", reason: "documents abroad" });
const taken: Case = first.take(suspend, handle);
const line: string | undefined = taken.entry?.text;
const whole: string = log([entry, ...(taken.entry ? [taken.entry] : [])]);
const complete: boolean | null = taken.isComplete(new slim.Context(handle.toJSON()));
// @ts-expect-error: what is taken was read before
first.take({ command: "suspend", reason: "documents abroad" }, handle);
// @ts-expect-error: one is not the other
first.take(handle, suspend);
// @ts-expect-error: no command is called so
new node.Command({ command: "fly" });
const columns: Float64Array = new repayment.Amounts({
  principal_fen: 100_000_000,
  rate_millionths: 31_000,
  months: 360,
}).columns().balance_fen;
console.log(line, whole, complete, columns);

await initAudit();
const seal = audits.seal(text, { day: "2026-03-31", by: "audit" }, null);
const keptSeal = audits.signed(seal, "Ed25519", "office", audits.toSign(seal, "Ed25519", "office"));
const signature = audits.signature(keptSeal);
const audited = audits.audit(...audits.split(audits.join(text, keptSeal)), signature !== null);
const kinds: audits.AuditKind[] = audited.findings.map((it) => it.kind);
// @ts-expect-error: a seal has a day
audits.seal(text, { by: "audit" });
console.log(kinds);
