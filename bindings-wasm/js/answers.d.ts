// What rules and cases are asked beyond the case itself: plain data, shared by the entries that answer.
import type { Facts, Reason } from "./index.js";
import type { Day } from "./flow.js";

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
