// What the library says in all stories is written out as TypeScript and compiled: a field that the types do not know, or
// miss, is an error there.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as office from "anjieflow/office";
import { TARGET, stories } from "./files.mjs";
import { play } from "./story.mjs";

const run = promisify(execFile);
const PACKAGE = fileURLToPath(new URL("..", import.meta.url));
const FOLDER = join(TARGET, "answers");

/** Answers by the type they are to have: each that shows a field, or a word in it, which no other showed before. */
class Answers {
  #kept = new Map();
  #seen = new Set();

  add(type, answers) {
    if (!this.#kept.has(type)) this.#kept.set(type, []);
    for (const answer of answers) {
      const shown = [...traits(type, answer)].filter((trait) => !this.#seen.has(trait));
      if (shown.length > 0) this.#kept.get(type).push(JSON.stringify(answer));
      shown.forEach((trait) => this.#seen.add(trait));
    }
  }

  count(type) {
    return this.#kept.get(type).length;
  }

  /** A module that compiles where every answer is of its type. */
  module(types = [...this.#kept.keys()]) {
    // A statement each: of a list, the compiler would work out what all of them have in common.
    const one = (type) => (answer, index) => `export const ${type}${index}: ${type} = ${answer};\n`;
    const lines = types.flatMap((type) => this.#kept.get(type).map(one(type)));
    return `import type { ${types.join(", ")} } from "anjieflow/office";\n${lines.join("")}`;
  }
}

/** Every field of an answer by its path, with the word that stands there: what people wrote is no word of the library. */
function* traits(path, value) {
  if (Array.isArray(value)) {
    yield `${path} []${value.length === 0}`;
    for (const item of value) yield* traits(`${path}[]`, item);
  } else if (value !== null && typeof value === "object") {
    for (const [name, inner] of Object.entries(value)) yield* traits(`${path}.${name}`, inner);
    // What is left out shows in what is there.
    yield `${path} ${Object.keys(value).sort()}`;
  } else {
    yield `${path} ${/^[a-z][a-z_]*$/.test(value) ? value : typeof value}`;
  }
}

/** The package as a story sees it, whose every case is asked. */
function watched(answers) {
  const ask = ([next, entry], context) => {
    answers.add("Entry", [entry]);
    answers.add("View", [next.view()]);
    answers.add("ChecklistLine", next.checklist(context));
    answers.add("Task", next.worklist(context));
    answers.add("Lapsing", next.forecast(context));
    answers.add("Finding", next.findings(context));
    return [next, entry];
  };
  const { step } = office.Case.prototype;
  const open = office.Case.open;
  office.Case.prototype.step = function (command, context) {
    return ask(step.call(this, command, context), context);
  };
  office.Case.open = (request) => ask(open(request), request.context);
  return office;
}

async function compile(module) {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, "answers.ts"), module);
  const options = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    target: "es2022",
    module: "nodenext",
    types: [],
    paths: { "anjieflow/office": [join(PACKAGE, "node_modules/anjieflow/office/index.d.ts")] },
  };
  const config = join(FOLDER, "tsconfig.json");
  writeFileSync(config, JSON.stringify({ compilerOptions: options, files: ["answers.ts"] }));
  return run(join(PACKAGE, "node_modules/.bin/tsc"), ["--project", config]).catch((error) => error);
}

test("what is said is of the type it is said to have", async () => {
  const answers = new Answers();
  const package_ = watched(answers);
  for (const { text } of stories()) play(package_, text);
  const rules = office.Rules.builtin();
  answers.add("Product", [...rules.products(), ...rules.products(null, "2026-03-02")]);
  const listed = rules.products().filter((product) => product.requirements_published);
  listed.forEach(({ id }) => answers.add("RequiredPaper", rules.productChecklist(id, {})));
  answers.add("StageName", office.stages());
  for (const type of ["Entry", "View", "ChecklistLine", "Task", "Lapsing", "Finding", "Product"]) {
    assert.ok(answers.count(type) > 10, `${type}: ${answers.count(type)}`);
  }
  const { stdout } = await compile(answers.module());
  assert.equal(stdout.slice(0, 3_000), "");
  // It can fail: a field more is seen.
  const more = answers.module(["StageName"]).replace('"end":true', '"end":true,"more":1');
  assert.match((await compile(more)).stdout, /'"more"' does not exist in type 'StageName'/);
});
