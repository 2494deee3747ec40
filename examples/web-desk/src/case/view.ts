// The masked view of a case, as the pages look at it.
import type { Case, CaseView as Known, DocumentView, LoanView, PartyView } from "anjieflow/office";

export type Party = PartyView;
export type Loan = LoanView;
export type Paper = DocumentView;

/** In whatever stage it is: which commands that lists is told by their names. */
export interface CaseView extends Known {
  readonly stage: string;
  readonly allowed: readonly string[];
}

export const viewOf = (current: Case): CaseView => current.view();
