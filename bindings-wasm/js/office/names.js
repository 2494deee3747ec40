// The names of the whole package, and of what an office asks of its cases.
export {
  Case,
  Command,
  Context,
  Office,
  Rules,
  ask,
  checkId,
  checkNumber,
  diagram,
  forget,
  impact,
  impactUnder,
  lint,
  log,
  productChecklist,
  products,
  retirementAge,
  stages,
  version,
  workday,
} from "./anjieflow_bg.js";
export { AnjieflowError, InputError, Refused } from "./errors.js";
export { day, fen, staged, yuan } from "../values.js";
