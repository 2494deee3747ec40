// The names of the calculator.
export { explainFigure, schedule, version } from "./anjieflow_bg.js";
export { AnjieflowError, InputError } from "./errors.js";
