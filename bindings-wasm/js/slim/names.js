// The names of the package without the built-in rules.
export { Case, Command, Context, Rules, log, version } from "./anjieflow_bg.js";
export { AnjieflowError, InputError, Refused } from "./errors.js";
export { day, fen, staged, yuan } from "../values.js";
