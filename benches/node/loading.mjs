// What loading a package costs in Node: ours reads, compiles and starts its WebAssembly, and opens a case with it.
//
// Each is loaded in a process of its own, whose files the system has read before; Node's own start is not counted.
// `cargo xtask bench node` runs it at length; `cargo xtask test` briefly.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

// Where xtask has put the package and the peers.
const require = createRequire(new URL("../../bindings-wasm/package.json", import.meta.url));

const packages = {
  anjieflow: ["anjieflow", ({ Case }) => Case.open({ case: "C-1", context })],
  "anjieflow/repayment": ["anjieflow/repayment", ({ schedule }) => schedule(loan)],
  XState: ["xstate", ({ createMachine }) => createMachine({})],
  robot3: ["robot3", ({ createMachine, state }) => createMachine({ open: state() })],
  "bpmn-engine": ["bpmn-engine", ({ Engine }) => new Engine({ name: "case" })],
};
const context = { today: "2026-03-02", by: "wang", salt: "00".repeat(16) };
const loan = { principal_fen: 100_000_000, rate_millionths: 31_000, months: 360 };

/** Loads one of them and says how many microseconds passed before and after its first use. */
async function load(name) {
  const [module, use] = packages[name];
  const address = pathToFileURL(require.resolve(module));
  const started = performance.now();
  const loaded = await import(address);
  const ready = performance.now();
  assert.ok(use(loaded.default?.createMachine || loaded.default?.Engine ? loaded.default : loaded));
  console.log(
    JSON.stringify([ready - started, performance.now() - started].map((it) => it * 1000)),
  );
}

function once(name) {
  const said = execFileSync(process.execPath, [fileURLToPath(import.meta.url), "--load", name]);
  return JSON.parse(said);
}

function median(numbers) {
  return numbers.sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
}

function measure(rounds) {
  for (const name of Object.keys(packages)) {
    once(name);
    const taken = Array.from({ length: rounds }, () => once(name));
    const [whose, part] = name.split("/");
    const what = part ? `the part ${part}` : "the package";
    const told = (times) => median(times).toFixed(0);
    console.log(`import/${what}/${whose}: ${told(taken.map(([it]) => it))} us`);
    console.log(
      `import/${what} with its first use/${whose}: ${told(taken.map(([, it]) => it))} us`,
    );
  }
}

if (process.argv[2] === "--load") await load(process.argv[3]);
else measure(Number(process.argv[2] ?? 21));
