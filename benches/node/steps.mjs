// What a step, a checklist and a schedule cost in Node, beside two libraries of state machines.
//
// `cargo xtask bench node` runs it at length; `cargo xtask test` briefly, for the answers. The peers only change a state;
// our step also judges it, dates it, and gives the entry to keep. Each answer is asserted before it is timed.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

// Where xtask has put the package and the peers.
const require = createRequire(new URL("../../bindings-wasm/package.json", import.meta.url));
const load = (name) => import(pathToFileURL(require.resolve(name)));
const { Case, Command, Context } = await load("anjieflow");
const { Amounts, schedule } = await load("anjieflow/repayment");
const { createActor, createMachine, transition } = require("xstate");
const robot = require("robot3");

const ROUNDS = 7;
const steps = Number(process.argv[2] ?? 100_000);

/** The best of several rounds, in microseconds a call. */
function best(act, calls) {
  const round = () => {
    const started = process.hrtime.bigint();
    for (let call = 0; call < calls; call += 1) act();
    return Number(process.hrtime.bigint() - started) / calls / 1000;
  };
  return Math.min(...Array.from({ length: ROUNDS }, round));
}

/** A line of the report. What suspends and resumes takes two steps. */
function tell(name, act, { calls = steps, parts = 1 } = {}) {
  console.log(`${name}: ${(best(act, Math.max(1, Math.floor(calls))) / parts).toFixed(2)} us`);
}

const plain = { today: "2026-03-02", by: "wang", salt: "00".repeat(16) };
const today = new Context(plain);
const [suspend, resume] = [
  { command: "suspend", reason: "documents abroad" },
  { command: "resume" },
];
const read = { suspend: new Command(suspend), resume: new Command(resume) };

const [opened] = Case.open({ case: "C-1", context: plain });
const still = opened.take(read.suspend, today);
assert.equal(still.entry.toJSON().event, "case_suspended");
assert.equal(still.take(read.resume, today).entry.toJSON().event, "case_resumed");
assert.deepEqual(opened.step(suspend, plain)[1], still.entry.toJSON());

function both(act) {
  act(opened.take(read.suspend, today));
  act(still.take(read.resume, today));
}

tell("step, anjieflow", () => both((next) => next.free()), { parts: 2 });
const told = (next) => {
  const { entry } = next;
  const what = entry.event;
  entry.free();
  next.free();
  return what;
};
assert.equal(told(opened.take(read.suspend, today)), "case_suspended");
tell("step with its entry at hand, anjieflow", () => both(told), { parts: 2 });
const written = (next) => {
  const { entry } = next;
  entry.toJSON();
  entry.free();
  next.free();
};
tell("step with its entry written, anjieflow", () => both(written), { calls: steps / 4, parts: 2 });
const plainly = () => {
  opened.step(suspend, plain)[0].free();
  still.step(resume, plain)[0].free();
};
tell("step of plain data, anjieflow", plainly, { calls: steps / 10, parts: 2 });

const machine = createMachine({
  initial: "open",
  states: {
    open: { on: { suspend: { target: "still", guard: () => true } } },
    still: { on: { resume: { target: "open", guard: () => true } } },
  },
});
const actor = createActor(machine).start();
const acted = () => {
  actor.send({ type: "suspend" });
  const between = actor.getSnapshot().value;
  actor.send({ type: "resume" });
  return between;
};
assert.deepEqual([acted(), actor.getSnapshot().value], ["still", "open"]);
tell("step, an actor of XState", acted, { calls: steps / 2, parts: 2 });

const [start] = [actor.getSnapshot()];
const moved = () =>
  transition(machine, transition(machine, start, { type: "suspend" })[0], { type: "resume" })[0];
assert.equal(transition(machine, start, { type: "suspend" })[0].value, "still");
assert.equal(moved().value, "open");
tell("step, transition of XState", moved, { calls: steps / 10, parts: 2 });

const guarded = (event, to) =>
  robot.state(
    robot.transition(
      event,
      to,
      robot.guard(() => true),
    ),
  );
const desk = robot.createMachine({
  open: guarded("suspend", "still"),
  still: guarded("resume", "open"),
});
const service = robot.interpret(desk, () => {});
const served = () => {
  service.send("suspend");
  const between = service.machine.current;
  service.send("resume");
  return between;
};
assert.deepEqual([served(), service.machine.current], ["still", "open"]);
tell("step, robot3", served, { parts: 2 });

const chosen = [
  { command: "add_party", id: "b1", role: "borrower", name: "陈一诺" },
  { command: "state_facts", facts: { property: "presale", marital: "single" } },
  { command: "describe_property", address: "试验路1号", price_fen: 150_000_000 },
  {
    command: "choose_product",
    loans: [{ product: "citic-jinan-new", amount_fen: 90_000_000, term_months: 360 }],
  },
].reduce((at, command) => at.take(new Command(command), today), opened);
const lines = chosen.checklist(plain);
assert.ok(lines.length > 5 && lines.every(({ status }) => status !== "accepted"));
assert.equal(chosen.isComplete(today), false);
tell("is it complete, anjieflow", () => chosen.isComplete(today));
tell(`checklist of ${lines.length} lines, anjieflow`, () => chosen.checklist(plain), {
  calls: steps / 50,
});

const loan = { principal_fen: 100_000_000, rate_millionths: 31_000, months: 360 };
const payments = new Amounts(loan);
const { rows } = schedule(loan);
assert.equal(rows[0].payment_fen, 427_016);
assert.deepEqual(
  [...payments.columns().payment_fen],
  rows.map((row) => row.payment_fen),
);
tell("schedule of 360 rows in columns, anjieflow", () => payments.columns(), { calls: steps / 10 });
tell("schedule of 360 rows as objects, anjieflow", () => schedule(loan), { calls: steps / 500 });
