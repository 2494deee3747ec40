// For Node, Deno and Bun: the wasm is read from the disk at the first use, or by `init` without waiting for it.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import * as glue from "./anjieflow_bg.js";
import { initBy, onFirstUse } from "./start.js";

const file = new URL("./anjieflow_bg.wasm", import.meta.url);

onFirstUse(() => readFileSync(file));

export default initBy((source = file) => readFile(new URL(source, file)));

// What `console.log` shows of a case: the line for people, not the address inside. The calculator knows no cases.
if ("Case" in glue) {
  Object.defineProperty(glue.Case.prototype, Symbol.for("nodejs.util.inspect.custom"), {
    value() {
      return this.toString();
    },
  });
}

export * from "./names.js";
