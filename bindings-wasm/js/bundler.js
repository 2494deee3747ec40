// For bundlers that take a wasm file as a module.
import * as wasm from "./anjieflow_bg.wasm";
import { __wbg_set_wasm } from "./anjieflow_bg.js";

__wbg_set_wasm(wasm);
wasm.__wbindgen_start?.();

export * from "./names.js";
