export * from "../plain.js";
