// The built package under the other runtimes of the command line, with what each asks leave for.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as anjieflow from "anjieflow";
import { answer } from "./app/answer.js";

const run = promisify(execFile);
const TOOLS = new URL("../node_modules/.bin/", import.meta.url);
const APP = fileURLToPath(new URL("app", import.meta.url));
const wanted = answer(anjieflow);

// Deno may read, and nothing else.
const RUNTIMES = {
  deno: ["run", "--no-prompt", "--allow-read", "--node-modules-dir=manual"],
  bun: ["run"],
};

for (const [name, args] of Object.entries(RUNTIMES)) {
  const tool = fileURLToPath(new URL(name, TOOLS));
  const skip = !existsSync(tool) && `npm has no ${name} for this machine`;
  for (const program of ["once.js", "soon.js"]) {
    test(`${name}, ${program}`, { skip }, async () => {
      const { stdout } = await run(tool, [...args, program], { cwd: APP });
      assert.deepEqual(JSON.parse(stdout), wanted);
    });
  }
}
