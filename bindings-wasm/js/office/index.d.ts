// The whole package, and what an office asks of its cases.
import type { Case, CaseQuestion, Context, OfficeQuestion, Rules } from "../index.js";

export * from "../index.js";
export { default } from "../index.js";
export { checkNumber, type NumberKind } from "../choice/index.js";

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
