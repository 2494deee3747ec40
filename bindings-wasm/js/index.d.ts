/// <reference lib="esnext.disposable" />
import type {
  Command as PlainCommand,
  CommandName,
  Day,
  Facts,
  LoanColumns,
  ReasonCode,
  Stage,
  StageCommands,
  ErrorCode,
  Fen,
} from "./flow.js";

export type * from "./flow.js";

/** What someone asks for. */
export type Command = PlainCommand;

/**
 * Load the wasm, off the main thread. A second call waits for the first; after a failure one may try again.
 *
 * Importing does no work. In a page, a worker or a bundle nothing can be used before this has come; what is used too early is
 * an `AnjieflowError` with the code `not_started`. In Node, Deno and Bun the first use loads it by itself.
 *
 * `source` is where the wasm is, its bytes, or the module that another thread compiled; without it the file beside the module
 * is taken, and by `anjieflow/inline` what stands in it.
 */
export default function init(
  source?: string | URL | Request | BufferSource | WebAssembly.Module,
): Promise<void>;

/** Plain data: what JSON can say. */
export type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain };

/** What a decision may know besides the case. */
export interface Context {
  /** The day it is recorded. */
  readonly today: Day;
  /** The day it happened, where it is not today. */
  readonly occurred?: Day;
  /** As of which day rules are judged whose deciding day has not come yet, where it is not the day it happened. */
  readonly as_of?: Day;
  /** Who acts. */
  readonly by: string;
  /** 16 random bytes in hex, fresh for every entry with personal fields: they keep these from being guessed. */
  readonly salt?: string;
}

/** What was read or made by anjieflow and is written when you ask. `JSON.stringify` writes the same. */
export interface Handle<T> {
  /** As plain data. */
  toJSON(): T;
  /** As JSON text. */
  readonly text: string;
  /** Give its memory back at once. Without a call it goes back when it is collected. */
  free(): void;
}

// Tells handles apart that look alike; there is no such property.
declare const kind: unique symbol;

/** A context that was read once, for many steps. */
export interface ContextHandle extends Handle<Context> {
  readonly [kind]: "context";
}
/** Read a context. */
export const Context: { new (context: Context): ContextHandle; readonly prototype: ContextHandle };

/** A command that was read once. */
export interface CommandHandle extends Handle<Command> {
  readonly [kind]: "command";
}
/** Read a command. */
export const Command: { new (command: Command): CommandHandle; readonly prototype: CommandHandle };

/** An entry that is written when you ask: `text` is its line of the log. Personal fields are among it. */
export interface EntryHandle extends Handle<Entry> {
  /** Its number in the log, from 1. */
  readonly number: number;
  /** A line for people, without what is personal. */
  toString(): string;
}

/** What to open a case with. */
export interface OpenRequest {
  readonly case: string;
  readonly context: Context;
}

/** A line of the log. It is not masked: it is your own record. */
export interface Entry {
  readonly event: string;
  readonly [field: string]: unknown;
}

/** The masked picture of a case that is in stage `S`. */
export interface ViewIn<S extends Stage> {
  readonly case: string;
  readonly stage: S;
  readonly since: Day;
  readonly opened: Day;
  readonly length: number;
  /** The commands that the flow lists now, the loans' own among them. */
  readonly allowed: readonly StageCommands[S][];
  readonly [field: string]: unknown;
}

/** The masked picture of a case, told apart by `stage`. */
export type View = { [S in Stage]: ViewIn<S> }[Stage];

/** The pictures of a case that is in one of the stages `S`. */
export type ViewOf<S extends Stage> = { [K in S]: ViewIn<K> }[S];

/** An answer in plain data, such as a line of a checklist. */
export type Row = { readonly [field: string]: unknown };

/** One limit, and how a loan stands to it. */
export interface Finding {
  readonly rule: string;
  readonly kind: string;
  readonly loan: string;
  /** Whose age it is about. */
  readonly party: string | null;
  readonly verdict: "kept" | "broken" | "unknown" | "superseded";
  /** How much it is for this household, in `unit`. */
  readonly limit: number | null;
  /** How much this loan has, in `unit`. */
  readonly actual: number | null;
  readonly unit: "millionths" | "years" | "months" | "fen" | "basis_points" | "count";
  /** At least so much; else at most. */
  readonly at_least: boolean;
  /** The facts and figures to ask before the verdict is known. */
  readonly ask: readonly string[];
  readonly text: string;
  readonly zh: string;
  readonly place: string;
  readonly district: string | null;
  /** Read on the lender's page, not in a public rule. */
  readonly printed: boolean;
  readonly superseded_by: string | null;
  readonly edition: string;
  readonly effective_from: Day | null;
  readonly effective_until: Day | null;
  readonly decided_on: "opening" | "contract" | "acceptance" | "payout";
  /** The day that was looked up. */
  readonly day: Day;
  /** Whether that day may still move: today stands in for it, it has come, or it was set by hand. */
  readonly basis: "provisional" | "fixed" | "repinned";
  readonly source: string | null;
  readonly source_title: string | null;
  readonly confidence: "high" | "medium" | "low";
  readonly note: string;
}

/** A pack and a day. */
export interface EditionDay {
  readonly edition: string;
  readonly day: Day;
}

/** A rule as it is cited. */
export interface Cited {
  readonly rule: string;
  readonly edition: string;
  readonly effective_from: Day | null;
  readonly effective_until: Day | null;
  readonly decided_on: "opening" | "contract" | "acceptance" | "payout" | null;
  readonly source: string | null;
  readonly source_title: string | null;
  readonly confidence: "high" | "medium" | "low" | null;
  /** What it says. */
  readonly text: string;
  readonly zh: string;
}

/** A rule that changes, and how. */
export interface Cause {
  readonly change:
    | "paper_added"
    | "paper_dropped"
    | "paper_changed"
    | "limit_added"
    | "limit_dropped"
    | "limit_changed"
    | "rate_changed"
    | "gate_added"
    | "gate_dropped"
    | "gate_changed";
  readonly change_zh: string;
  readonly old: Cited | null;
  readonly new: Cited | null;
  /** How the loan stood to the limit. */
  readonly before: "kept" | "broken" | "unknown" | null;
  /** How it stands to the limit now. */
  readonly after: "kept" | "broken" | "unknown" | null;
  /** In what a row asks otherwise. */
  readonly aspects: readonly string[];
  readonly text: string;
  readonly zh: string;
}

/** A rule that changes for one loan. */
export interface Change extends Cause {
  readonly loan: string;
  readonly party: string | null;
  readonly limit_before: number | null;
  readonly limit_after: number | null;
}

/** What other rules mean for a case. */
export interface Difference {
  readonly from: EditionDay;
  readonly to: EditionDay;
  readonly changes: readonly Change[];
  /** Coming steps that are blocked now, or open now, and what was and is in their way. */
  readonly steps: readonly {
    readonly step: string;
    readonly step_zh: string;
    readonly change: "blocked" | "opened";
    readonly old: readonly Reason[];
    readonly new: readonly Reason[];
  }[];
}

/** What other rules mean for many loans. */
export interface Impact {
  readonly from: EditionDay;
  readonly to: EditionDay;
  /** How many loans were looked at. */
  readonly loans: number;
  /** For how many of them something changes. */
  readonly touched: number;
  /** Everybody for whom one rule changes in one way, and one of them. */
  readonly groups: readonly (Cause & {
    readonly loans: number;
    readonly changes: number;
    readonly witness: { readonly case: string; readonly loan: string };
  })[];
  /** What changes in the rules, whether or not it touches a loan. */
  readonly rules: readonly Cause[];
}

/** What is wrong with a pack, or worth knowing. */
export interface Fault {
  readonly kind:
    | "unreachable"
    | "contradiction"
    | "gap"
    | "nobody_supplies"
    | "gate_shut"
    | "stranded"
    | "too_complex";
  /** An error keeps the pack from being loaded. */
  readonly level: "error" | "note";
  /** The rows it is about. */
  readonly rules: readonly string[];
  /** The fewest facts under which it shows; empty when it shows for everybody. */
  readonly example: Facts;
  readonly en: string;
  readonly zh: string;
}

/** What `lint` finds. */
export interface Lint {
  readonly edition: string;
  readonly faults: readonly Fault[];
  /** Always null: the machine is run by `desk lint` and in Python. */
  readonly coverage: null;
}

/** One thing that stands in the way of a command. */
export interface Reason {
  readonly code: ReasonCode;
  readonly message: string;
  readonly advice: string;
  /** The message in Chinese. */
  readonly zh: string;
  /** What would help, in Chinese. */
  readonly advice_zh: string;
  /** The rules that ask for it, each of which `Rules.explain` answers; empty where the machine itself asks. */
  readonly rules: readonly string[];
  readonly details: { readonly [name: string]: string | number };
}

/** The commands that each stage lists, with their fields. */
export type StageSteps = {
  [S in Stage]: Extract<Command, { readonly command: StageCommands[S] }>;
};
/** The commands that stage `S` lists, with their fields; of any stage, all commands. */
export type CommandIn<S extends Stage> = StageSteps[S];

/** A case whose stage is known, told apart by `stage`: once that is compared, only its own commands compile. */
export type StagedCase = { [S in Stage]: Case<S> }[Stage];

/**
 * The same case, to be told apart by its `stage`. Nothing is done while the program runs.
 *
 * ```ts
 * const it = staged(current);
 * if (it.stage === "prechecked") it.step({ command: "submit" }, context);
 * ```
 */
export function staged(aCase: Case): StagedCase;

/**
 * A day that exists, of text as `YYYY-MM-DD`.
 *
 * @throws {InputError} `malformed`, or `no_such_date`
 */
export function day(text: string): Day;
/**
 * An amount in fen: a whole number within 53 bits.
 *
 * @throws {InputError} `out_of_range`
 */
export function fen(amount: number): Fen;
/**
 * The fen of an amount in yuan, of its digits: `yuan("1234.5")` is 123450. Two places at most, thirteen before the point.
 *
 * @throws {InputError} `malformed`
 */
export function yuan(text: string): Fen;

/**
 * A mortgage case in one of its stages. It never changes: a step gives the next case. `staged` tells it apart by its stage.
 */
export class Case<S extends Stage = Stage> {
  private constructor();
  /** Open a case under the built-in rules: the case in its first stage, and the first entry of its log. */
  static open(request: OpenRequest): [Case, Entry];
  /** The case that a log tells of: text, as `log` writes it. */
  static replay(text: string): Case;
  /** The case as of a day: what had occurred by then, as far as the log knows now. Null before it was opened. */
  static replayAsOf(text: string, day: Day): Case | null;
  /** The case as known on a day: what had been recorded by then. Null before it was opened. */
  static replayKnownOn(text: string, day: Day): Case | null;
  /** The name the application gave this case. */
  readonly id: string;
  /** The stage this case is in. */
  readonly stage: S;
  /** The number of entries so far. */
  readonly length: number;
  /** The commands that the stage of this case lists. */
  allowed(): StageCommands[S][];
  /**
   * The event that a command would give. The case stays as it is.
   *
   * @throws {Refused} with all that stands in its way
   * @throws {InputError} when the command or the context is malformed
   */
  decide(command: CommandIn<S>, context: Context): Row;
  /**
   * Take a step: the next case, and the entry to keep.
   *
   * @throws {Refused} with all that stands in its way
   * @throws {InputError} when the command or the context is malformed
   */
  step(command: CommandIn<S>, context: Context): [Case, Entry];
  /** Take a step with what was read before: the next case, whose `entry` is the one to keep. */
  take(command: CommandHandle, context: ContextHandle): Case;
  /** The entry of the step that led here; null in a case that a log told of. */
  readonly entry: EntryHandle | null;
  /** Whether every paper that is asked for is accepted; null while nobody can say, for a fact is open or no loan is applied for. */
  isComplete(context: ContextHandle): boolean | null;
  /** What is known of the case, with names and numbers of persons masked. */
  view(): ViewOf<S>;
  /** The papers this case must hand in, and how each one stands on the day of the context. */
  checklist(context: Context): Row[];
  /** What is due, from whom and by when, seen on the day of the context. */
  worklist(context: Context): Row[];
  /** The same case under other rules, such as another edition. */
  under(rules: Rules): Case;
  /** What lapses before the step that needs it, by a plan; without one, by the case's own known days. */
  forecast(
    context: Context,
    plan?: readonly { readonly step: string; readonly on: Day }[] | null,
  ): Row[];
  /** How each loan stands to its limits: kept, broken or not known, and by which rule. */
  findings(context: Context): Finding[];
  /** What the rules of another day mean for this case: `as_of` of each context, or else its day. */
  difference(context: Context, then: Context): Difference;
  /** What other rules mean for this case, on the same day or another. */
  differenceUnder(rules: Rules, context: Context, then: Context): Difference;
  /** The masked view: what `JSON.stringify` writes of a case. */
  toJSON(): ViewOf<S>;
  /** A line for people: which case, where it is, how many entries. */
  toString(): string;
  /** Give its memory back at once. Without a call it goes back when the case is collected. */
  free(): void;
  /** The same at the end of a block: `using current = …`. */
  [Symbol.dispose](): void;
}

/** A rule, explained: what it says, under which edition, since when, and where it was read. */
export interface Explanation {
  rule: string;
  kind:
    | "requirement"
    | "gate"
    | "sequence"
    | "deadline"
    | "limit"
    | "printed"
    | "waiver"
    | "product"
    | "route";
  en: string;
  zh: string;
  edition: string;
  effective_from: Day | null;
  effective_until: Day | null;
  decided_on: "opening" | "contract" | "acceptance" | "payout" | null;
  source: string | null;
  source_title: string | null;
  source_url: string | null;
  confidence: "high" | "medium" | "low" | null;
}

/** Where rules hold. What is left out is not narrowed. */
export interface Place {
  readonly province?: string;
  readonly city?: string;
  readonly institution?: string;
  readonly branch?: string;
}

/** What to lay over a pack. */
export interface LoadOptions {
  /** Layers, each its JSON text; those of other places are left out. */
  readonly layers?: readonly string[];
  /** Where the rules are to hold; without it, in the place of the narrowest layer. */
  readonly place?: Place | null;
}

/** What cases are judged under: one edition of products, lists and routes. A case keeps to the rules it was opened under. */
export class Rules {
  private constructor();
  /** The rules that come with the package. */
  static builtin(): Rules;
  /** The rules of a pack: its JSON text, such as that of `anjieflow/builtin.json`; and layers over it. */
  static load(pack: string, options?: LoadOptions | null): Rules;
  /** These rules with layers laid over them that hold in a place; without one, in that of the narrowest layer. */
  at(layers: readonly string[], place?: Place | null): Rules;
  /** Which edition they are. */
  readonly edition: string;
  /** Open a case: the case in its first stage, and the first entry of its log. */
  open(request: OpenRequest): [Case, Entry];
  /** The case that a log tells of: text, as `log` writes it. */
  replay(text: string): Case;
  /** The case as of a day: what had occurred by then, as far as the log knows now. Null before it was opened. */
  replayAsOf(text: string, day: Day): Case | null;
  /** The case as known on a day: what had been recorded by then. Null before it was opened. */
  replayKnownOn(text: string, day: Day): Case | null;
  /** The products, or those offered in a city; seen on a day, each with the `limits` that hold then. */
  products(city?: string | null, date?: Day | null): Row[];
  /** The papers a product asks for, given the facts of a household. */
  productChecklist(product: string, facts: Facts): Row[];
  /** What a rule says, as checklist lines, blockers, findings and tasks cite it. */
  explain(rule: string): Explanation;
  /** Give its memory back at once. Without a call it goes back when the rules are collected. */
  free(): void;
  /** The same at the end of a block: `using current = …`. */
  [Symbol.dispose](): void;
}

/** The log of these entries as text, a header and an entry a line, as `replay` reads it. */
export function log(entries: readonly (Entry | EntryHandle)[]): string;
/** The products of the built-in edition, or those offered in a city; seen on a day, with their `limits`. */
export function products(city?: string | null, date?: Day | null): Row[];
/** The papers a product asks for, given the facts of a household. */
export function productChecklist(product: string, facts: Facts): Row[];
/** Whether a number can be that of a person or a firm; with `today`, nobody is born later. */
export function checkId(number: string, today?: Day): Row;
/** A question to the calendar of working days. */
export type WorkdayOperation =
  "is_working_day" | "roll_forward" | "roll_back" | "add_working_days" | "working_days_between";
/** Ask the calendar of working days; the argument is a count of days or a second day. */
export function workday(operation: WorkdayOperation, date: Day, argument?: string): Row;
/** Whose retirement age: by sex and, for women, by the age before the reform. */
export type RetirementCategory = "male" | "female_55" | "female_50";
/** The statutory retirement age of somebody born in a month (`YYYY-MM`); it stands in `months`. */
export function retirementAge(category: RetirementCategory, birthMonth: string): Row;
/** The stages of a case, with their names in the trade. */
export function stages(): Row[];
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
/** The version of this package. */
export function version(): string;

/** The code of an error: of what is malformed, or that a command was refused, or that `init` has not come. */
export type FailureCode = ErrorCode | "not_plain_data" | "not_started" | "refused";

/** Any no of anjieflow. */
export class AnjieflowError extends Error {
  protected constructor();
  /** Stable; the message may be reworded. */
  readonly code: FailureCode;
  /** What is wrong, in Chinese. */
  readonly zh: string;
  readonly place: string | null;
  readonly advice: string | null;
}

/** What was handed in is malformed; `place` names the spot. */
export class InputError extends AnjieflowError {
  protected constructor();
  readonly code: ErrorCode | "not_plain_data";
}

/** The command was understood, the answer is no, and `reasons` tells all that is in its way. */
export class Refused extends AnjieflowError {
  protected constructor();
  readonly code: "refused";
  readonly command: CommandName;
  readonly stage: Stage;
  readonly reasons: readonly Reason[];
}
