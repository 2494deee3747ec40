// For Node: the wasm is read from the disk before the first import returns.
import { readFileSync } from "node:fs";
import * as glue from "./anjieflow_bg.js";
import * as errors from "./errors.js";
import * as plain from "./plain.js";

const bytes = readFileSync(new URL("./anjieflow_bg.wasm", import.meta.url));
const imports = { "./anjieflow_bg.js": glue, "./errors.js": errors, "./plain.js": plain };
const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
glue.__wbg_set_wasm(exports);
exports.__wbindgen_start?.();

// What `console.log` shows of a case: the line for people, not the address inside. The calculator knows no cases.
if ("Case" in glue) {
  Object.defineProperty(glue.Case.prototype, Symbol.for("nodejs.util.inspect.custom"), {
    value() {
      return this.toString();
    },
  });
}

export * from "./names.js";
