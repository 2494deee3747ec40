// The package without the built-in rules: a case begins with `Rules.unpack`.
import type * as whole from "../index.js";

export type * from "../index.js";
export { default } from "../index.js";
export {
  AnjieflowError,
  Command,
  Context,
  InputError,
  Refused,
  day,
  fen,
  log,
  staged,
  version,
  yuan,
} from "../index.js";

/** A mortgage case in one of its stages. It never changes: a step gives the next case. */
export type Case<S extends whole.Stage = whole.Stage> = whole.Case<S>;
/** Cases are opened and replayed by `Rules`. */
export const Case: Function & { readonly prototype: whole.Case };

/** What cases are judged under. */
export type Rules = whole.Rules;
/** Rules are unpacked. */
export const Rules: Function & Pick<typeof whole.Rules, "unpack" | "prototype">;
