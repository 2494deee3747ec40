/// <reference lib="esnext.disposable" />
import type { ChecklistLine, Reason } from "./checklist.js";
import type {
  Command as PlainCommand,
  CommandName,
  Day,
  EventName,
  ReasonCode,
  Stage,
  StageCommands,
  ErrorCode,
  Fen,
} from "./flow.js";
import type { CaseView } from "./view.js";

export type * from "./checklist.js";
export type * from "./flow.js";
export type * from "./view.js";

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
  /** What happened. */
  readonly event: EventName;
  /** The day it happened. */
  readonly occurred: Day;
  /** The day it was recorded. */
  readonly recorded: Day;
  /** Who acted. */
  readonly by: string;
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
  /** From 1. */
  readonly number: number;
  /** The name the application gave the case. */
  readonly case: string;
  readonly occurred: Day;
  readonly recorded: Day;
  /** Who acted. */
  readonly by: string;
  readonly event: EventName;
  /** What happened, without what is personal. */
  readonly data: { readonly [field: string]: unknown };
  /** What is personal of it, and the salt that keeps it from being guessed by the check. */
  readonly personal?: { readonly salt: string; readonly [field: string]: unknown };
  /** What ties it to the entry before it. */
  readonly check: string;
}

/** The masked picture of a case that is in stage `S`. */
export interface ViewIn<S extends Stage> extends CaseView {
  readonly stage: S;
  /** The commands that the flow lists now, the loans' own among them. */
  readonly allowed: readonly StageCommands[S][];
}

/** The masked picture of a case, told apart by `stage`. */
export type View = { [S in Stage]: ViewIn<S> }[Stage];

/** The pictures of a case that is in one of the stages `S`. */
export type ViewOf<S extends Stage> = { [K in S]: ViewIn<K> }[S];

/** What a command would give: the event, and what it says. */
export interface Decided {
  readonly event: EventName;
  readonly data: { readonly [field: string]: unknown };
  readonly personal?: { readonly [field: string]: unknown };
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
  /**
   * The case that a log tells of: text, as `log` writes it.
   *
   * @throws {InputError} with the line, when it is no log, was cut or damaged, or tells of what cannot have happened
   */
  static replay(text: string): Case;
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
  decide(command: CommandIn<S>, context: Context): Decided;
  /**
   * Take a step: the next case, and the entry to keep.
   *
   * @throws {Refused} with all that stands in its way
   * @throws {InputError} when the command or the context is malformed
   */
  step(command: CommandIn<S>, context: Context): [Case, Entry];
  /**
   * Take a step with what was read before: the next case, whose `entry` is the one to keep.
   *
   * @throws {Refused} with all that stands in its way
   */
  take(command: CommandHandle, context: ContextHandle): Case;
  /** The entry of the step that led here; null in a case that a log told of. */
  readonly entry: EntryHandle | null;
  /** Whether every paper that is asked for is accepted; null while nobody can say, for a fact is open or no loan is applied for. */
  isComplete(context: ContextHandle): boolean | null;
  /** What is known of the case, with names and numbers of persons masked. */
  view(): ViewOf<S>;
  /**
   * The papers this case must hand in, and how each one stands on the day of the context. Empty until a loan is applied for.
   *
   * @throws {InputError} when the context is malformed
   */
  checklist(context: Context): ChecklistLine[];
  /** The same case under other rules, such as another edition. */
  under(rules: Rules): Case;
  /** The masked view: what `JSON.stringify` writes of a case. */
  toJSON(): ViewOf<S>;
  /** A line for people: which case, where it is, how many entries. */
  toString(): string;
  /** Give its memory back at once. Without a call it goes back when the case is collected. */
  free(): void;
  /** The same at the end of a block: `using current = …`. */
  [Symbol.dispose](): void;
}

/** What cases are judged under: one edition of products, lists and routes. A case keeps to the rules it was opened under. */
export class Rules {
  private constructor();
  /** The rules that come with the package. */
  static builtin(): Rules;
  /** The rules that `packed` of `anjieflow/office` wrote, such as those of `anjieflow/builtin.pack`: what a case is judged by. */
  static unpack(bytes: ArrayBuffer | ArrayBufferView): Rules;
  /** Which edition they are. */
  readonly edition: string;
  /** Open a case: the case in its first stage, and the first entry of its log. */
  open(request: OpenRequest): [Case, Entry];
  /**
   * The case that a log tells of: text, as `log` writes it.
   *
   * @throws {InputError} with the line, when it is no log, was cut or damaged, or tells of what cannot have happened
   */
  replay(text: string): Case;
  /** Give its memory back at once. Without a call it goes back when the rules are collected. */
  free(): void;
  /** The same at the end of a block: `using current = …`. */
  [Symbol.dispose](): void;
}

/** The log of these entries as text, a header and an entry a line, as `replay` reads it. */
export function log(entries: readonly (Entry | EntryHandle)[]): string;
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
