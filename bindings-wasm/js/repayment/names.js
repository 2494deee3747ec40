// The names of the calculator.
export {
  arrears,
  compare,
  explainFigure,
  fortnightly,
  ifRateMoves,
  lateRecord,
  monthly,
  prepay,
  prepayNowOrLater,
  schedule,
  shorterOrSmaller,
  version,
} from "./anjieflow_bg.js";
export { AnjieflowError, InputError } from "./errors.js";
