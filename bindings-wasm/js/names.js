// The names of the package, whichever way its wasm was loaded.
export {
  Case,
  Command,
  Context,
  Rules,
  checkId,
  diagram,
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
export { day, fen, staged, yuan } from "./values.js";
