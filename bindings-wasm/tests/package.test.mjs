// The package as it is packed: what its manifest promises is there, for every way of resolving it that knows `exports`.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { TARGET } from "./files.mjs";

const run = promisify(execFile);
const tool = (name) => fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url));
const PACKED = join(TARGET, "npm");
const [tarball] = readdirSync(PACKED).filter((name) => name.endsWith(".tgz"));

test("publint has nothing to say", async () => {
  const { stdout } = await run(tool("publint"), ["run", join(PACKED, tarball), "--strict"]);
  assert.match(stdout, /All good!/);
});

test("the types of every entry are found as its code is", async () => {
  const args = [join(PACKED, tarball), "--profile", "esm-only", "--format", "json"];
  const { stdout } = await run(tool("attw"), args, { maxBuffer: 2 ** 26 });
  const { analysis, problems } = JSON.parse(stdout);
  // A `require` of a module is for Node 20.19 and later, which do it.
  const other = Object.keys(problems).filter((kind) => kind !== "CJSResolvesToESM");
  assert.deepEqual(other, []);
  assert.equal(Object.keys(analysis.entrypoints).length, 27);
});

test("every file that the manifest names is there", () => {
  const folder = join(PACKED, "package");
  const { exports, sideEffects } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = Object.values(exports).flatMap((it) => (it.types ? Object.values(it) : [it]));
  for (const file of [...files, ...sideEffects]) {
    assert.ok(readFileSync(join(folder, file)).length > 0, file);
  }
});
