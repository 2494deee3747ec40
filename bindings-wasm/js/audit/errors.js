// The very classes of the whole package, so that a program with both has one tree of errors.
export * from "../errors.js";
