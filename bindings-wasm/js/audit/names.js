// The names of seals and audits.
export { audit, join, seal, signature, signed, split, toSign, version } from "./anjieflow_bg.js";
export { AnjieflowError, InputError } from "./errors.js";
