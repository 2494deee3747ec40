// What rules and cases are asked beyond the case itself: plain data, shared by the entries that answer. What the library
// says is held against it by `tests/answers.test.mjs`.
import type { Name, Reason } from "./checklist.js";
import type {
  Confidence,
  Day,
  DeadlineKind,
  DecidingDay,
  ErrorCode,
  Factor,
  Facts,
  GateStep,
  LapseKind,
  ProductKind,
  PropertyKind,
  Stage,
  TaskKind,
} from "./flow.js";

/** A limit of a product: what it is about, where and when it holds, and where it was read. */
export interface Limit {
  readonly rule: string;
  readonly kind: string;
  readonly unit: "millionths" | "years" | "months" | "fen" | "basis_points" | "count";
  /** At least so much; else at most. */
  readonly at_least: boolean;
  readonly place: string;
  readonly district: string | null;
  readonly effective_from: Day | null;
  readonly effective_until: Day | null;
  readonly decided_on: DecidingDay;
  readonly source: string | null;
  readonly source_title: string | null;
  readonly confidence: Confidence;
  readonly note: string;
}

/** One limit, and how a loan stands to it. */
export interface Finding extends Limit {
  readonly loan: string;
  /** Whose age it is about. */
  readonly party: string | null;
  readonly verdict: "kept" | "broken" | "unknown" | "superseded";
  /** How much it is for this household, in `unit`. */
  readonly limit: number | null;
  /** How much this loan has, in `unit`. */
  readonly actual: number | null;
  /** The facts and figures to ask before the verdict is known. */
  readonly ask: readonly string[];
  readonly text: string;
  readonly zh: string;
  /** Read on the lender's page, not in a public rule. */
  readonly printed: boolean;
  readonly superseded_by: string | null;
  readonly edition: string;
  /** The day that was looked up. */
  readonly day: Day;
  /** Whether that day may still move: today stands in for it, it has come, or it was set by hand. */
  readonly basis: "provisional" | "fixed" | "repinned";
}

/** One line of a worklist. */
export interface Task {
  readonly task: TaskKind;
  readonly zh: string;
  /** What it is about, by its name in the log: a document, a milestone, a loan. */
  readonly about: string;
  readonly about_zh: string | null;
  /** Whose move it is. */
  readonly whom: string;
  readonly whom_zh: string | null;
  readonly since: Day;
  /** Null where no day is set, or where it lies in a year whose working days are not published. */
  readonly due: Day | null;
  readonly due_unpublished_year: number | null;
  /** What is in the way. */
  readonly reason: Reason | null;
  readonly rule: string | null;
  /** What the day rests on: the law, a contract, a habit. */
  readonly basis: DeadlineKind | null;
  readonly basis_zh: string | null;
  readonly why: Name | null;
  /** What happens when it is not done. */
  readonly consequence: Name;
  readonly late_days: number | null;
  /** Null also where the working days in between are not published. */
  readonly late_working_days: number | null;
  /** Since when its clock stands still. */
  readonly still_since: Day | null;
  readonly clerk: string;
  /** The step that it opens. */
  readonly unblocks: string | null;
  /** How much it presses, and what makes it. */
  readonly score: {
    readonly total: number;
    readonly parts: readonly {
      readonly part: Factor;
      readonly zh: string;
      readonly points: number;
    }[];
  };
  /** Of an appointment: `HH:MM`. */
  readonly time: string | null;
  readonly place: string | null;
}

/** One thing that lapses before the step that needs it. */
export interface Lapsing {
  readonly lapses: LapseKind;
  readonly zh: string;
  readonly about: string;
  readonly whom: string | null;
  /** The last day it is good. */
  readonly last: Day;
  readonly step: GateStep;
  readonly step_zh: string;
  /** The day of that step. */
  readonly on: Day;
}

/** One product of a pack. */
export interface Product {
  readonly id: string;
  readonly institution: Name;
  readonly name: Name;
  readonly kind: ProductKind;
  readonly region: string | null;
  readonly property_kinds: readonly PropertyKind[];
  /** Whether its list of papers is published; without one it cannot be chosen. */
  readonly requirements_published: boolean;
  readonly requirements: number | null;
  readonly source: string | null;
  readonly source_title: string | null;
  /** Where a day was given: the limits that hold then. */
  readonly limits?: readonly ({ readonly [field: string]: unknown } & Limit)[];
}

/** A stage, with its name in the trade. */
export interface StageName {
  readonly stage: Stage;
  readonly zh: string;
  /** Whether nothing leads out of it. */
  readonly end: boolean;
}

/** Whether a number can be what it is said to be. */
export interface NumberVerdict {
  readonly kind: string;
  readonly valid: boolean;
  /** What is wrong with it. */
  readonly code?: ErrorCode;
  readonly message?: string;
  readonly zh?: string;
}

/** What the calendar of working days answers. */
export interface WorkdayAnswer {
  readonly operation: string;
  readonly date: Day;
  readonly argument: string;
  /** A day, a count, or yes and no; left out where the working days of a year are not published. */
  readonly result?: Day | number | boolean;
  readonly code?: ErrorCode;
  readonly message?: string;
}

/** When somebody reaches the statutory age. */
export interface RetirementAnswer {
  readonly category: string;
  readonly birth_month: string;
  /** The age, in months. */
  readonly months: number;
  /** The month of it, `YYYY-MM`. */
  readonly retires: string;
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
