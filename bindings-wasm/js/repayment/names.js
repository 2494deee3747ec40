// The names of the calculator.
export { explainFigure, prepay, schedule, version } from "./anjieflow_bg.js";
export { AnjieflowError, InputError } from "./errors.js";
