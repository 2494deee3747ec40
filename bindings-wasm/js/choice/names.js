// The names of what a page needs that helps to choose a product: the rules, the enquiries and the calculator.
export {
  Amounts,
  Rules,
  apr,
  arrears,
  checkNumber,
  combined,
  compare,
  explainFigure,
  fortnightly,
  ifRateMoves,
  lateRecord,
  leastPayment,
  monthly,
  prepay,
  prepayNowOrLater,
  schedule,
  settlement,
  shorterOrSmaller,
  spread,
  version,
} from "./anjieflow_bg.js";
export { AnjieflowError, InputError } from "./errors.js";
export { day, fen, yuan } from "../values.js";
