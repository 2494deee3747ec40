// The names of the package, whichever way its wasm was loaded.
export { Case, Command, Context, Rules, log, version } from "./anjieflow_bg.js";
export { AnjieflowError, InputError, Refused } from "./errors.js";
export { day, fen, staged, yuan } from "./values.js";
