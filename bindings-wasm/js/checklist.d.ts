// What papers are asked for, and what stands in the way of a step. What the library says is held against it by
// `tests/answers.test.mjs`.
import type { Day, Facts, Original, ReasonCode, RequirementStep, Role, ValidFrom } from "./flow.js";

/** A name in both languages. */
export interface Name {
  readonly zh: string;
  readonly en: string;
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
  /** What it speaks of, by name; amounts end in `_fen`, days are ISO text. */
  readonly details: { readonly [name: string]: string | number };
}

/** A paper that a row asks for. */
export interface PaperAsked {
  readonly document: string;
  readonly zh: string | null;
  readonly en: string | null;
  readonly original: Original;
  /** How many copies; null where the source does not say. */
  readonly copies: number | null;
  /** For how many days it is good, and from when they count. */
  readonly validity?: { readonly days: number; readonly from: ValidFrom };
}

/** What a row asks for: a paper, or some of several. */
export type Asks =
  | PaperAsked
  | { readonly all_of: readonly Asks[] }
  | { readonly any_of: readonly Asks[] }
  | { readonly at_least: { readonly count: number; readonly of: readonly Asks[] } };

/** How a line of a checklist stands. */
export interface PaperStanding {
  readonly status:
    | "missing"
    | "received"
    | "accepted"
    | "rejected"
    | "expired"
    | "waived"
    | "promised"
    | "party_missing"
    | "undecided";
  /** The last day it was good: of `expired`. */
  readonly expired?: Day;
  /** Until when it may come: of `waived` and `promised`. */
  readonly until?: Day;
  /** The facts to ask: of `undecided`. */
  readonly ask?: readonly (keyof Facts)[];
}

/** When a row asks for nothing. */
export interface Exempt {
  readonly unless?: Name;
}

/** One line of a case's checklist. */
export interface ChecklistLine extends PaperStanding, Exempt {
  /** The row of the pack, which `Rules.explain` answers. */
  readonly rule: string;
  readonly document: string;
  readonly zh: string | null;
  readonly en: string | null;
  readonly role: Role;
  readonly role_zh: string;
  /** The party who brings it; null while the case has none of that role. */
  readonly holder: string | null;
  /** Where a row names several papers: how they hang together, and how each of them stands. */
  readonly asks?: Asks;
  readonly parts?: readonly (PaperAsked & PaperStanding)[];
  /** How many are there of how many that are wanted, such as months of bank statements. */
  readonly there?: { readonly count: number; readonly wanted: number };
  readonly original: Original;
  readonly copies: number | null;
  /** The step that it is handed in for. */
  readonly step: RequirementStep;
  readonly note: string;
  /** It lapsed after the step that needed it was taken: nobody asks for it again. */
  readonly served?: true;
}

/** One row of a product's list, before there is a case. */
export interface RequiredPaper extends Exempt {
  readonly rule: string;
  readonly document: string | null;
  readonly zh: string | null;
  readonly en: string | null;
  readonly role: Role;
  readonly role_zh: string;
  /** Whether it is asked for; false while facts are open, which stand in `ask`. */
  readonly required: boolean;
  readonly ask: readonly (keyof Facts)[];
  readonly asks?: Asks;
  readonly original: Original | null;
  readonly copies: number | null;
  readonly step: RequirementStep;
  readonly effective_from?: Day | null;
  readonly effective_until?: Day | null;
  readonly note: string;
}
