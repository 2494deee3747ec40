// The names of what a page needs that helps to choose a product: the rules, the enquiries and the calculator.
export {
  Rules,
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
