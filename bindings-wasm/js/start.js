// What every way of loading the wasm has in common: what it imports, and what stands in for it until it is there.
import * as glue from "./anjieflow_bg.js";
import * as errors from "./errors.js";
import * as plain from "./plain.js";

const imports = { "./anjieflow_bg.js": glue, "./errors.js": errors, "./plain.js": plain };

// The exports of the instance at work. There is one for all entries of a folder: what it made lies in its memory.
let used;
let load = tooEarly;

// Until it is there, whoever reaches for an export has it loaded, or is told how to.
glue.__wbg_set_wasm(new Proxy({}, { get: (_, name) => (used ?? load())[name] }));

function tooEarly() {
  throw new errors.AnjieflowError({
    code: "not_started",
    message: "anjieflow was used before its WebAssembly was there",
    zh: "WebAssembly 尚未加载完成就调用了 anjieflow",
    advice: "call `await init()` first",
  });
}

/** Where the wasm can be had without waiting: the first use compiles the bytes that `read` gives. */
export function onFirstUse(read) {
  load = () => use(new WebAssembly.Instance(new WebAssembly.Module(read()), imports));
}

/**
 * An `init` that works once: `find` makes bytes, a module or a response of what it is given. A second call waits for the
 * first, and after a failure one may try again.
 */
export function initBy(find) {
  let started;
  const start = async (source) => {
    if (!used) use(await instantiate(isReady(source) ? source : await find(source)));
  };
  return function init(source) {
    started ??= start(source).catch((error) => {
      started = undefined;
      throw error;
    });
    return started;
  };
}

const isBytes = (source) => source instanceof ArrayBuffer || ArrayBuffer.isView(source);
const isReady = (source) => source instanceof WebAssembly.Module || isBytes(source);

async function instantiate(source) {
  if (source instanceof WebAssembly.Module) return WebAssembly.instantiate(source, imports);
  const { instance } = await (isBytes(source)
    ? WebAssembly.instantiate(source, imports)
    : WebAssembly.instantiateStreaming(source, imports));
  return instance;
}

function use({ exports }) {
  // Whoever came first stays: another instance could not read what it made.
  if (used) return used;
  used = exports;
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start?.();
  return exports;
}
