// Importing costs nothing; `init`, or in Node the first use, loads the wasm: once, and wherever it runs.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import * as anjieflow from "anjieflow";
import * as inline from "anjieflow/inline";
import { answer } from "./app/answer.js";

const run = promisify(execFile);
const HERE = fileURLToPath(new URL(".", import.meta.url));
const ENTRIES = ["anjieflow", "slim", "repayment", "choice", "office", "audit"];
const names = ENTRIES.map((name) => (name === "anjieflow" ? name : `anjieflow/${name}`));

// Every way to the wasm, counted: reading the file, and compiling.
const COUNT = `
  import fs, { promises } from "node:fs";
  import { syncBuiltinESMExports } from "node:module";
  const made = [];
  for (const [of, name] of [[fs, "readFileSync"], [promises, "readFile"]]) {
    const own = of[name];
    of[name] = (file, ...rest) => {
      if (String(file).endsWith(".wasm")) made.push(name);
      return own(file, ...rest);
    };
  }
  syncBuiltinESMExports();
  WebAssembly.Module = class extends WebAssembly.Module {
    constructor(bytes) { super(bytes); made.push("Module"); }
  };
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = (...args) => { made.push("instantiate"); return instantiate(...args); };
`;

async function counted(program) {
  const args = ["--input-type=module", "--eval", `${COUNT}${program} console.log(made.join());`];
  return (await run(process.execPath, args, { cwd: HERE })).stdout.trim();
}

for (const name of names) {
  test(`importing ${name} does no work, its first use does all`, async () => {
    const load = `const it = await import("${name}");`;
    assert.equal(await counted(load), "");
    assert.equal(await counted(`${load} it.version();`), "readFileSync,Module");
    assert.equal(
      await counted(`${load} it.version(); it.version(); await it.default();`),
      "readFileSync,Module",
    );
    const both = `${load} await Promise.all([it.default(), it.default()]); it.version();`;
    assert.equal(await counted(both), "readFile,instantiate");
    for (const way of ["web", "inline"]) {
      assert.equal(await counted(`await import("${name}/${way}");`), "");
    }
  });
}

test("what was made while `init` was under way stays usable", async () => {
  const program = `
    import init, { Case } from "anjieflow";
    const loading = init();
    const [opened] = Case.open({ case: "C-1", context: { today: "2026-03-02", by: "wang" } });
    await loading;
    if (opened.stage !== "enquiry" || opened.id !== "C-1") throw new Error("another wasm");`;
  assert.equal(await counted(program), "readFile,readFileSync,Module,instantiate");
});

const tooEarly = ({ name, code, advice, zh }) =>
  name === "AnjieflowError" && code === "not_started" && /await init/.test(advice) && zh !== "";

test("what is used before `init` in a page says what to do", async () => {
  const program = `
    import { version } from "anjieflow/web";
    try { version(); } catch (no) { made.push(no.name, no.code, no.advice); }`;
  assert.equal(await counted(program), "AnjieflowError,not_started,call `await init()` first");
  assert.throws(() => inline.version(), tooEarly);
  await inline.default();
  assert.deepEqual(answer(inline), answer(anjieflow));
});

test("bytes, and after what is none another try", async () => {
  const program = `
    import init, { version } from "anjieflow/web";
    await init(new Uint8Array(8)).catch((error) => made.push(error.name));
    const file = new URL(import.meta.resolve("anjieflow/anjieflow_bg.wasm"));
    await init(fs.readFileSync(file));
    made.push(version() === (await import("anjieflow")).version());`;
  const told = "instantiate,CompileError,readFileSync,instantiate,true";
  assert.equal(await counted(program), told);
});

for (const way of ["anjieflow", "anjieflow/inline"]) {
  test(`a worker of Node has ${way}`, async () => {
    const file = new URL(import.meta.resolve("anjieflow/anjieflow_bg.wasm"));
    // By itself, and with the module that this thread has compiled.
    for (const module of [undefined, new WebAssembly.Module(readFileSync(file))]) {
      const worker = new Worker(new URL("worker.mjs", import.meta.url));
      worker.postMessage({ entry: way, module });
      const [told] = await once(worker, "message");
      await worker.terminate();
      assert.deepEqual(told, answer(anjieflow));
    }
  });
}
