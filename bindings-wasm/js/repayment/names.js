// The names of the calculator.
export {
  Amounts,
  apr,
  arrears,
  combined,
  explainFigure,
  fortnightly,
  lateRecord,
  leastPayment,
  prepay,
  schedule,
  settlement,
  spread,
  version,
} from "./anjieflow_bg.js";
export { AnjieflowError, InputError } from "./errors.js";
export { day, fen, yuan } from "../values.js";
