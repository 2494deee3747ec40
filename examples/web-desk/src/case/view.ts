// The masked view of a case, whatever stage it is in: its commands are names, as many as there are.
import type { Case, View } from "../library";

export type CaseView = Omit<View, "allowed"> & { readonly allowed: readonly string[] };

export const viewOf = (current: Case): CaseView => current.view();
