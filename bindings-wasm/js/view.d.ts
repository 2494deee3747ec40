// The picture of a case: what is known of it, with names, numbers and addresses masked.
import type {
  Channel,
  Day,
  Facts,
  Fen,
  Form,
  GateStep,
  LoanState,
  MilestoneKind,
  MilestoneState,
  Millionths,
  Owed,
  PaperState,
  Role,
  Terms,
} from "./flow.js";

/** Somebody in a case, masked. */
export interface PartyView {
  readonly id: string;
  readonly role: Role;
  readonly name: string;
  readonly id_number: string | null;
  readonly other_id: string | null;
  readonly phone: string | null;
}

/** The home, its address masked. */
export interface PropertyView {
  readonly address: string;
  readonly price_fen: Fen;
  readonly appraisal_fen: Fen | null;
  readonly site: {
    readonly province: string | null;
    readonly city: string;
    readonly district: string | null;
  } | null;
}

/** A loan of a case. */
export interface LoanView {
  readonly id: string;
  readonly state: LoanState;
  readonly product: string;
  readonly amount_fen: Fen;
  readonly term_months: number;
  /** What the lender granted. */
  readonly terms: Terms | null;
  readonly conditions: readonly { readonly text: string; readonly met: Day | null }[];
  /** What the lender asked for (补件). */
  readonly queries: readonly {
    readonly items: readonly string[];
    readonly asked: Day;
    readonly due: Day;
    readonly answered: Day | null;
  }[];
  /** Until when the approval holds. */
  readonly expires: Day | null;
  readonly rate_locked_until: Day | null;
  readonly branch: string | null;
  readonly handed_in: Day | null;
  readonly contract: string | null;
  readonly paid_fen: Fen | null;
  readonly paid_on: Day | null;
  readonly first_due: Day | null;
  readonly arrears_fen: Fen | null;
  /** An early payment that was asked for; of the whole loan where the amount is null. */
  readonly prepayment: {
    readonly amount_fen: Fen | null;
    readonly on: Day;
    readonly asked: Day;
  } | null;
  readonly repricings: readonly {
    readonly rate_millionths: Millionths;
    readonly from: Day;
    readonly instalment_fen: Fen | null;
  }[];
  readonly instalments_paid: number;
  readonly prepaid: readonly { readonly on: Day; readonly amount_fen: Fen }[];
}

/** A paper on file. */
export interface DocumentView {
  readonly id: string;
  readonly kind: string;
  readonly holder: string;
  readonly state: PaperState;
  readonly received: Day;
  readonly issued: Day | null;
  readonly good_until: Day | null;
  readonly form: Form | null;
  readonly copies: number | null;
  readonly pages: number | null;
  /** Why it was sent back. */
  readonly reason: string | null;
}

/** Something that may come later, by leave or by a promise. */
export interface ObligationView {
  readonly id: string;
  readonly kind: "waiver" | "promise";
  readonly what: Owed;
  readonly by: string;
  readonly loan: string | null;
  readonly made: Day;
  readonly until: Day;
  readonly steps: readonly GateStep[];
  readonly reason: string | null;
  readonly withdrawn: Day | null;
  readonly kept: Day | null;
}

/** What the picture of a case has in every stage. */
export interface CaseView {
  readonly case: string;
  readonly since: Day;
  readonly opened: Day;
  readonly clerk: string;
  readonly length: number;
  readonly suspended: { readonly since: Day; readonly reason: string } | null;
  /** Why it ended before its way did. */
  readonly ended: {
    readonly reason: string;
    readonly fault?: "buyer" | "seller" | "nobody";
  } | null;
  readonly facts: Facts;
  /** As text, for what tells of a person's means is masked. */
  readonly figures: { readonly [figure: string]: string };
  readonly parties: readonly PartyView[];
  readonly property: PropertyView | null;
  readonly loans: readonly LoanView[];
  readonly milestones: readonly {
    readonly milestone: MilestoneKind;
    readonly state: MilestoneState;
    readonly on: Day;
    readonly reference: string | null;
    readonly lapses: Day | null;
  }[];
  readonly documents: readonly DocumentView[];
  readonly obligations: readonly ObligationView[];
  readonly accounts: readonly {
    readonly loan: string | null;
    readonly holder: string;
    readonly number: string;
  }[];
  readonly notices: readonly {
    readonly whom: string;
    readonly about: string;
    readonly on: Day;
    readonly channel: Channel | null;
  }[];
  /** Which entry was amended by which. */
  readonly corrections: readonly { readonly entry: number; readonly by: number }[];
}
