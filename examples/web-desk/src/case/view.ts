// The masked view of a case, as far as the pages look at it.
import type { Case } from "../library";

export interface Party {
  readonly id: string;
  readonly role: string;
  readonly name: string;
  readonly id_number: string | null;
  readonly other_id: string | null;
  readonly phone: string | null;
}

export interface Loan {
  readonly id: string;
  readonly state: string;
  readonly product: string;
  readonly amount_fen: number;
  readonly term_months: number;
  readonly terms: { readonly amount_fen: number; readonly rate_millionths: number } | null;
  readonly expires: string | null;
}

export interface Paper {
  readonly id: string;
  readonly kind: string;
  readonly holder: string;
  readonly state: string;
  readonly received: string;
  readonly good_until: string | null;
  readonly reason: string | null;
}

export interface Milestone {
  readonly milestone: string;
  readonly state: string;
  readonly on: string;
  readonly reference: string | null;
}

export interface CaseView {
  readonly stage: string;
  readonly since: string;
  readonly opened: string;
  readonly clerk: string | null;
  readonly suspended: unknown;
  readonly facts: { readonly [fact: string]: string | number | boolean };
  readonly figures: { readonly [figure: string]: unknown };
  readonly parties: readonly Party[];
  readonly property: {
    readonly address: string;
    readonly price_fen: number;
    readonly appraisal_fen: number | null;
    readonly site: { readonly city?: string } | null;
  } | null;
  readonly loans: readonly Loan[];
  readonly milestones: readonly Milestone[];
  readonly documents: readonly Paper[];
  readonly allowed: readonly string[];
}

export const viewOf = (current: Case) => current.view() as unknown as CaseView;
