// Seals and audits in Node and in a browser, held to what Rust and Python find.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as anjieflow from "anjieflow/audit";
import { audits, expected, seals } from "./audit.mjs";
import { launch, serve } from "./browser.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const PACKAGE = fileURLToPath(new URL("../node_modules/anjieflow", import.meta.url));
const VECTORS = new URL("../../core/tests/data/audit/vectors.json", import.meta.url);
const vectors = JSON.parse(readFileSync(VECTORS, "utf8"));
const [{ log }] = vectors.seals;
const text = log.map((line) => `${vectors.pool[line]}\n`).join("");
const sealed = { day: "2026-03-31", by: "audit" };

let server, browser;
before(async () => {
  server = await serve({ package: PACKAGE, tests: HERE });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
});

test("Node finds and seals what every language does", async () => {
  const told = expected(vectors);
  assert.deepEqual(await audits(anjieflow, vectors), told.audits);
  assert.deepEqual(await seals(anjieflow, vectors), told.seals);
});

for (const way of ["web", "inline"]) {
  test(`a page finds and seals what every language does, by ${way}`, async () => {
    const page = await browser.newPage();
    await page.goto(server.at);
    const found = await page.evaluate(
      async ([way, vectors]) => {
        const anjieflow = await import(`/package/audit/${way}.js`);
        await anjieflow.default();
        const { audits, seals } = await import("/tests/audit.mjs");
        return { audits: await audits(anjieflow, vectors), seals: await seals(anjieflow, vectors) };
      },
      [way, vectors],
    );
    assert.deepEqual(found, expected(vectors));
    await page.close();
  });
}

test("a joined text is split again", () => {
  const seal = anjieflow.seal(text, sealed);
  assert.deepEqual(anjieflow.split(anjieflow.join(text, seal)), [text, seal]);
  assert.equal(anjieflow.signature(seal), null);
});

test("nobody looks at a signature unasked", () => {
  const seal = anjieflow.seal(text, sealed);
  assert.equal(anjieflow.audit(text, seal).verified, false);
  const kinds = (fits) => anjieflow.audit(text, seal, fits).findings.map((it) => it.kind);
  assert.deepEqual([kinds(undefined), kinds(false)], [[], ["unsigned"]]);
});

test("what cannot be read is an error with its place", () => {
  const is = (place) => (no) => no instanceof anjieflow.InputError && no.place === place;
  assert.throws(() => anjieflow.seal(text.replace("wang", "li"), sealed), is("entry 1"));
  assert.throws(() => anjieflow.seal(text, { ...sealed, day: "2026-02-30" }), is("sealed.day"));
  assert.throws(() => anjieflow.audit(text, text), is("seal.header"));
  assert.throws(() => anjieflow.audit(7), is("log"));
  const seal = anjieflow.seal(text, sealed);
  assert.throws(() => anjieflow.signed(seal, "Ed25519", "office", "abc"), is("value"));
  assert.throws(
    () => anjieflow.signed(seal, "Ed25519", "office", new Uint8Array()),
    is("signature"),
  );
});

test("every name is declared", () => {
  const declared = readFileSync(`${PACKAGE}/audit/index.d.ts`, "utf8");
  const names = [...declared.matchAll(/^export function (\w+)/gm)].map(([, name]) => name);
  const rest = ["AnjieflowError", "InputError", "default", "version"];
  assert.deepEqual([...names, ...rest].sort(), Object.keys(anjieflow).sort());
});
