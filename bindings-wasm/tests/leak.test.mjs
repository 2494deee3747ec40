// A million calls: what is given back, and what is left to the collector, leaves the memory of the wasm as large as it was.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { collect } from "./collect.mjs";

const CALLS = 1_000_000;
// So many cases at most wait for the collector.
const BATCH = 5_000;

// The memory is nobody's to see but the instance's: it is caught as that is made.
const memories = [];
const { Instance } = WebAssembly;
WebAssembly.Instance = function (...args) {
  const instance = new Instance(...args);
  memories.push(instance.exports.memory);
  return instance;
};

const { Case, Refused, Rules } = await import("anjieflow");
const context = { today: "2026-03-02", by: "wang", salt: "00112233445566778899aabbccddeeff" };

/** The ways a handle comes and goes; each is one call that gives one, or is refused. */
const WAYS = {
  freed: ({ opened, rules }) => opened.under(rules).free(),
  disposed: ({ opened, rules }) => opened.under(rules)[Symbol.dispose](),
  left: ({ opened, rules }) => void opened.under(rules),
  opened: ({ request }) => Case.open(request)[0].free(),
  asked: ({ opened }) => void opened.stage,
  seen: ({ opened }) => void opened.view(),
  refused: ({ opened }) => {
    try {
      opened.decide({ command: "submit" }, context);
    } catch (no) {
      if (!(no instanceof Refused)) throw no;
    }
  },
  malformed: () => {
    try {
      Case.replay("no log");
    } catch (no) {
      if (no.name !== "InputError") throw no;
    }
  },
};

const size = () => memories[0].buffer.byteLength;

async function call(times, ways) {
  const request = { case: "C-1", context };
  const given = { opened: Case.open(request)[0], rules: Rules.builtin(), request };
  for (let at = 0; at < times; at += 1) {
    ways[at % ways.length](given);
    if (at % BATCH !== 0) continue;
    // What was collected is given back between tasks.
    collect();
    await setImmediate();
  }
  given.opened.free();
  given.rules.free();
}

test("a million calls leave the memory as it was", async () => {
  const ways = Object.values(WAYS);
  await call(CALLS / 20, ways);
  const before = size();
  await call(CALLS, ways);
  assert.equal(memories.length, 1);
  assert.equal(size(), before);
});

test("what is held does show", async () => {
  const [opened] = Case.open({ case: "C-1", context });
  const rules = Rules.builtin();
  const before = size();
  const held = [];
  while (size() === before && held.length < CALLS) held.push(opened.under(rules));
  assert.ok(held.length < CALLS / 10, "a case takes room");
  for (const it of held) it.free();
  assert.throws(() => held[0].stage, /null pointer/);
});
