// For a page without a bundler: call `init` once, then use the rest.
import * as glue from "./anjieflow_bg.js";
import * as errors from "./errors.js";
import * as plain from "./plain.js";

const imports = { "./anjieflow_bg.js": glue, "./errors.js": errors, "./plain.js": plain };
let started;

/** Fetch the wasm and make the rest of this module usable. A second call waits for the first. */
export default function init(source = new URL("./anjieflow_bg.wasm", import.meta.url)) {
  started ??= start(source).catch((error) => {
    // So that a page may try again.
    started = undefined;
    throw error;
  });
  return started;
}

async function start(source) {
  const { instance } = await instantiate(source);
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
}

async function instantiate(source) {
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) {
    return WebAssembly.instantiate(source, imports);
  }
  const response = await fetch(source);
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  // Compiled while it arrives, where the server names its type.
  const streams = response.headers.get("content-type")?.startsWith("application/wasm");
  if (streams) return WebAssembly.instantiateStreaming(response, imports);
  return WebAssembly.instantiate(await response.arrayBuffer(), imports);
}

export * from "./names.js";
