// The names of the calculator.
export {
  arrears,
  explainFigure,
  fortnightly,
  lateRecord,
  prepay,
  schedule,
  version,
} from "./anjieflow_bg.js";
export { AnjieflowError, InputError } from "./errors.js";
