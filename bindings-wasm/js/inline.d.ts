// One file with the wasm inside. Its classes are its own: an error is told by those of the same import.
export * from "./index.js";
export { default } from "./index.js";
