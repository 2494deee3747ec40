// What the page knows of the flow is what the library says.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as anjieflow from "anjieflow/office";
import { tables } from "../tools/tables.mjs";

test("the tables are as their sources have them: else `npm run tables`", async () => {
  for (const [path, text] of await tables()) assert.equal(readFileSync(path, "utf8"), text, path);
});

test("every command has its fields and its name, and every stage its word", async () => {
  const read = (name) => JSON.parse(readFileSync(new URL(`../src/flow/${name}`, import.meta.url)));
  const [commands, words] = [read("commands.json"), read("words.json")];
  assert.deepEqual(Object.keys(commands).sort(), Object.keys(words.command).sort());
  const known = readFileSync(new URL("../src/flow/words.ts", import.meta.url), "utf8");
  for (const { stage, zh } of anjieflow.stages()) assert.ok(known.includes(`${stage}: "${zh}"`));
});
