// All that a desk asks: everything of `anjieflow`, of cases and of rules, and what an office asks of its cases.
import type {
  CaseQuestion,
  CommandHandle,
  CommandIn,
  Context,
  ContextHandle,
  Day,
  Entry,
  Facts,
  LoanColumns,
  OfficeQuestion,
  OpenRequest,
  RequiredPaper,
  Stage,
} from "../index.js";
import type * as small from "../index.js";
import type {
  Difference,
  Explanation,
  Finding,
  Impact,
  Lapsing,
  Lint,
  LoadOptions,
  NumberVerdict,
  Place,
  Product,
  RetirementAnswer,
  StageName,
  Task,
  WorkdayAnswer,
} from "../answers.js";

export type * from "../index.js";
export type * from "../answers.js";
export {
  AnjieflowError,
  Command,
  Context,
  InputError,
  Refused,
  day,
  default,
  fen,
  log,
  version,
  yuan,
} from "../index.js";
export { checkNumber, type NumberKind } from "../choice/index.js";

/** A mortgage case in one of its stages. It never changes: a step gives the next case. */
export interface Case<S extends Stage = Stage> extends small.Case<S> {
  step(command: CommandIn<S>, context: Context): [Case, Entry];
  take(command: CommandHandle, context: ContextHandle): Case;
  under(rules: Rules): Case;
  /**
   * What is due, from whom and by when, seen on the day of the context; what presses most comes first.
   *
   * @throws {InputError} when the context is malformed
   */
  worklist(context: Context): Task[];
  /** What lapses before the step that needs it, by a plan; without one, by the case's own known days. */
  forecast(
    context: Context,
    plan?: readonly { readonly step: string; readonly on: Day }[] | null,
  ): Lapsing[];
  /**
   * How each loan stands to its limits: kept, broken or not known, and by which rule.
   *
   * @throws {InputError} when the context is malformed
   */
  findings(context: Context): Finding[];
  /** What the rules of another day mean for this case: `as_of` of each context, or else its day. */
  difference(context: Context, then: Context): Difference;
  /** What other rules mean for this case, on the same day or another. */
  differenceUnder(rules: Rules, context: Context, then: Context): Difference;
}
/** Cases are opened and replayed, under the built-in rules here. */
export const Case: Function & {
  readonly prototype: Case;
  /** Open a case: the case in its first stage, and the first entry of its log. */
  open(request: OpenRequest): [Case, Entry];
  /** The case that a log tells of: text, as `log` writes it. */
  replay(text: string): Case;
  /** The case as of a day: what had occurred by then, as far as the log knows now. Null before it was opened. */
  replayAsOf(text: string, day: Day): Case | null;
  /** The case as known on a day: what had been recorded by then. Null before it was opened. */
  replayKnownOn(text: string, day: Day): Case | null;
};

/** A case whose stage is known, told apart by `stage`. */
export type StagedCase = { [S in Stage]: Case<S> }[Stage];
/** The same case, to be told apart by its `stage`. Nothing is done while the program runs. */
export function staged(aCase: Case): StagedCase;

/** What cases are judged under: one edition of products, lists and routes, and all that it says. */
export interface Rules extends small.Rules {
  /** These rules with layers laid over them that hold in a place; without one, in that of the narrowest layer. */
  at(layers: readonly string[], place?: Place | null): Rules;
  /** What of them a case is judged by, as few bytes: for `Rules.unpack`, also of `anjieflow/slim`. */
  packed(): Uint8Array;
  open(request: OpenRequest): [Case, Entry];
  replay(text: string): Case;
  /** The case as of a day: what had occurred by then, as far as the log knows now. Null before it was opened. */
  replayAsOf(text: string, day: Day): Case | null;
  /** The case as known on a day: what had been recorded by then. Null before it was opened. */
  replayKnownOn(text: string, day: Day): Case | null;
  /** The products, or those offered in a city; seen on a day, each with the `limits` that hold then. */
  products(city?: string | null, date?: Day | null): Product[];
  /** The papers a product asks for, given the facts of a household. */
  productChecklist(product: string, facts: Facts): RequiredPaper[];
  /** What a rule says, as checklist lines, blockers, findings and tasks cite it. */
  explain(rule: string): Explanation;
}
/** Rules come with the package, or from a pack. */
export const Rules: Function & {
  readonly prototype: Rules;
  /** The rules that come with the package. */
  builtin(): Rules;
  /**
   * The rules of a pack: its JSON text, such as that of `anjieflow/builtin.json`; and layers over it.
   *
   * @throws {InputError} with the place in the pack, when it is malformed or its rules contradict one another
   */
  load(pack: string, options?: LoadOptions | null): Rules;
  /** The rules that `packed` wrote: what a case is judged by, and nothing of what else rules say. */
  unpack(bytes: ArrayBuffer | ArrayBufferView): Rules;
};

/** The products of the built-in edition, or those offered in a city; seen on a day, with their `limits`. */
export function products(city?: string | null, date?: Day | null): Product[];
/**
 * The papers a product asks for, given the facts of a household.
 *
 * @throws {InputError} `unknown_code` when there is no such product, `not_published` when it has no published list
 */
export function productChecklist(product: string, facts: Facts): RequiredPaper[];
/** Whether a number can be that of a person or a firm; with `today`, nobody is born later. */
export function checkId(number: string, today?: Day): NumberVerdict;
/** A question to the calendar of working days. */
export type WorkdayOperation =
  "is_working_day" | "roll_forward" | "roll_back" | "add_working_days" | "working_days_between";
/** Ask the calendar of working days; the argument is a count of days or a second day. */
export function workday(operation: WorkdayOperation, date: Day, argument?: string): WorkdayAnswer;
/** Whose retirement age: by sex and, for women, by the age before the reform. */
export type RetirementCategory = "male" | "female_55" | "female_50";
/**
 * The statutory retirement age of somebody born in a month (`YYYY-MM`); it stands in `months`.
 *
 * @throws {InputError} when the month is malformed
 */
export function retirementAge(category: RetirementCategory, birthMonth: string): RetirementAnswer;
/** The stages of a case, with their names in the trade. */
export function stages(): StageName[];
/** The flow of the case and the loan as text. */
export function diagram(kind: "mermaid" | "dot"): string;
/** What the rules of another day mean for loans in columns: `as_of` of each context, or else its day. */
export function impact(rules: Rules, columns: LoanColumns, context: Context, then: Context): Impact;
/** What other rules mean for them, on the same day or another. */
export function impactUnder(
  rules: Rules,
  other: Rules,
  columns: LoanColumns,
  context: Context,
  then: Context,
): Impact;
/** What is wrong with a pack and the layers laid over it: each fault with its smallest example. */
export function lint(pack: string, options?: LoadOptions | null): Lint;

/** A question: its name, and what belongs to it. */
export interface Question<Name extends string> {
  readonly question: Name;
  readonly [field: string]: unknown;
}

/** Ask a case something, as seen on the day of the context. Each question has a section in `QUESTIONS.md` of the package. */
export function ask(case_: Case, question: Question<CaseQuestion>, context: Context): any;

/** A log without the personal fields of what it says was erased. */
export function forget(log: string): string;

/** The cases of an office, by their names, under one set of rules. */
export class Office {
  /** An office without a case, under the built-in rules. */
  constructor();
  /** An office without a case, under these rules. */
  static under(rules: Rules): Office;
  /** How many cases there are. */
  readonly size: number;
  /** Put a case in, in the place of what it was before. */
  put(case_: Case): void;
  /** Take a case out: whether there was one of that name. */
  remove(case_: string): boolean;
  /**
   * Ask something of all cases, as seen on the day of the context. Each question has a section in `QUESTIONS.md` of the
   * package. The worklists of a day are computed when first asked for, and kept: an event costs its own case.
   */
  ask(question: Question<OfficeQuestion>, context: Context): any;
  /** Give its memory back at once. Without a call it goes back when the office is collected. */
  free(): void;
  /** The same at the end of a block: `using office = …`. */
  [Symbol.dispose](): void;
}
