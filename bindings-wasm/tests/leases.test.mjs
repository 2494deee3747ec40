// Handles that nobody holds are freed, each once, and not before the last of those that were made with it is gone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { inspect } from "node:util";
import { Leases } from "../js/leases.js";
import { collect } from "./collect.mjs";

class Handle {}

// A registry that is collected itself tells nothing: ours live as long as the module of the glue does.
const living = [];

/** Leases, and what they freed. */
function watched() {
  const freed = [];
  const leases = new Leases((pointer) => freed.push(pointer));
  living.push(leases);
  return { leases, freed };
}

function make(leases, pointer) {
  const handle = new Handle();
  leases.register(handle, pointer);
  return handle;
}

/** The pointers from one to another, and the handles of those that are to be held. */
function makeAll(leases, first, last, isHeld = () => false) {
  const held = [];
  for (let pointer = first; pointer <= last; pointer += 1) {
    const handle = make(leases, pointer);
    if (isHeld(pointer)) held.push(handle);
  }
  return held;
}

/** What was freed once everything that nobody holds was collected. */
async function collected(freed) {
  for (let turn = 0; turn < 5; turn += 1) {
    await setImmediate();
    collect();
  }
  return freed.toSorted((one, other) => one - other);
}

const upTo = (last) => Array.from({ length: last }, (_, at) => at + 1);

test("what nobody holds is freed, each once", async () => {
  const { leases, freed } = watched();
  makeAll(leases, 1, 100);
  assert.deepEqual(await collected(freed), upTo(100));
});

test("what was given back is not freed again", async () => {
  const { leases, freed } = watched();
  makeAll(leases, 1, 100, (pointer) => pointer % 3 === 0).forEach((handle) =>
    leases.unregister(handle),
  );
  assert.deepEqual(
    await collected(freed),
    upTo(100).filter((pointer) => pointer % 3 !== 0),
  );
});

test("one that is held keeps at most fifteen others", async () => {
  const { leases, freed } = watched();
  const held = makeAll(leases, 1, 100, (pointer) => pointer === 50);
  assert.ok((await collected(freed)).length >= 84, `${freed.length} of 100 were freed`);
  assert.ok(!freed.includes(50));
  held.length = 0;
  assert.deepEqual(await collected(freed), upTo(100));
});

test("what is made later is not kept by what was made before", async () => {
  const { leases, freed } = watched();
  const first = make(leases, 1);
  await setImmediate();
  make(leases, 2);
  assert.deepEqual(await collected(freed), [2]);
  leases.unregister(first);
});

test("a handle looks as it did", () => {
  const leases = new Leases(() => {});
  assert.equal(inspect(make(leases, 1)), "Handle {}");
  assert.deepEqual(make(leases, 2), new Handle());
});
