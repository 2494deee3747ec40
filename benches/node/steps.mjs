// What a step, a checklist and a schedule cost in Node, beside libraries of state machines, of processes and of loans.
//
// `cargo xtask bench node` runs it at length; `cargo xtask test` briefly, for the answers. The peers only change a state;
// our step also judges it, dates it, and gives the entry to keep. Each answer is asserted before it is timed.
import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
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

/** The median of several rounds, in microseconds a call. */
function middle(act, calls) {
  const round = () => {
    const started = process.hrtime.bigint();
    for (let call = 0; call < calls; call += 1) act();
    return Number(process.hrtime.bigint() - started) / calls / 1000;
  };
  const rounds = Array.from({ length: ROUNDS }, round);
  return rounds.sort((one, other) => one - other)[(ROUNDS - 1) / 2];
}

/** A line of the report. What suspends and resumes takes two steps. */
function tell(name, act, { calls = steps, parts = 1 } = {}) {
  console.log(`${name}: ${(middle(act, Math.max(1, Math.floor(calls))) / parts).toFixed(2)} us`);
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

tell("step/without its event/anjieflow", () => both((next) => next.free()), { parts: 2 });
const told = (next) => {
  const { entry } = next;
  const what = entry.event;
  entry.free();
  next.free();
  return what;
};
assert.equal(told(opened.take(read.suspend, today)), "case_suspended");
tell("step/with its entry as an object/anjieflow", () => both(told), { parts: 2 });
const written = (next) => {
  const { entry } = next;
  entry.toJSON();
  entry.free();
  next.free();
};
tell("step/with its entry as plain data/anjieflow", () => both(written), {
  calls: steps / 4,
  parts: 2,
});
const plainly = () => {
  opened.step(suspend, plain)[0].free();
  still.step(resume, plain)[0].free();
};
tell("step/all from plain data/anjieflow", plainly, { calls: steps / 10, parts: 2 });

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
tell("step/without its event/XState, an actor", acted, { calls: steps / 2, parts: 2 });

const [start] = [actor.getSnapshot()];
const moved = () =>
  transition(machine, transition(machine, start, { type: "suspend" })[0], { type: "resume" })[0];
assert.equal(transition(machine, start, { type: "suspend" })[0].value, "still");
assert.equal(moved().value, "open");
tell("step/without its event/XState, transition", moved, { calls: steps / 10, parts: 2 });

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
tell("step/without its event/robot3", served, { parts: 2 });

// A process drawn in BPMN, of twenty tasks in a row that somebody does, from its start to its end.
const { Engine } = require("bpmn-engine");
const TASKS = 20;
const tasks = Array.from({ length: TASKS }, (_, task) => `task${task}`);
const nodes = ["start", ...tasks, "end"];
const flow = (from, index) =>
  `<sequenceFlow id="f${index}" sourceRef="${from}" targetRef="${nodes[index + 1]}"/>`;
const source = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="case">
  <process id="case" isExecutable="true"><startEvent id="start"/>
  ${tasks.map((id) => `<userTask id="${id}"/>`).join("")}<endEvent id="end"/>
  ${nodes.slice(0, -1).map(flow).join("")}</process></definitions>`;
const engine = new Engine({ name: "case", source });
async function processed() {
  let done = 0;
  const listener = new EventEmitter();
  listener.on("activity.wait", (task) => {
    done += 1;
    task.signal();
  });
  const execution = await engine.execute({ listener });
  if (execution.state !== "idle") await execution.waitFor("end");
  return done;
}
assert.equal(await processed(), TASKS);
{
  const times = Math.max(1, Math.floor(steps / 2_000));
  const started = process.hrtime.bigint();
  for (let time = 0; time < times; time += 1) await processed();
  const each = Number(process.hrtime.bigint() - started) / times / TASKS / 1000;
  console.log(`step/without its event/bpmn-engine: ${each.toFixed(2)} us`);
}

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
tell("checklist/is it complete, 12 lines/anjieflow", () => chosen.isComplete(today));
tell(`checklist/${lines.length} lines as objects/anjieflow`, () => chosen.checklist(plain), {
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
tell("schedule/360 rows in columns/anjieflow", () => payments.columns(), { calls: steps / 10 });
tell("schedule/360 rows as objects/anjieflow", () => schedule(loan), { calls: steps / 500 });

// In binary floats, each payment rounded to the cent.
const { Loan } = require("loanjs");
const theirs = () => new Loan(1_000_000, 360, 3.1, "annuity");
assert.ok(Math.abs(theirs().installments[0].installment - 4270.16) < 0.01);
tell("schedule/360 rows as objects/loanjs", theirs, { calls: steps / 500 });
