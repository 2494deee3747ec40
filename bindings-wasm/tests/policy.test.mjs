// A page with a strict policy: the package runs in it and nothing is reported.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as anjieflow from "anjieflow";
import { answer } from "./app/answer.js";
import { launch, serve } from "./browser.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const PACKAGE = fileURLToPath(new URL("../node_modules/anjieflow", import.meta.url));
const STRICT = "default-src 'none'; connect-src 'self'; require-trusted-types-for 'script'";
const ENTRIES = ["", "slim/", "repayment/", "choice/", "office/", "audit/"];

let browser;

before(async () => (browser = await launch()));
after(() => browser?.close());

/** A page under a policy, what it says of `run`, and what was reported of it: to the page and to the server. */
async function under(script, run, given) {
  const policy = `${STRICT}; script-src ${script}; report-uri /report`;
  const headers = { "content-security-policy": policy };
  const server = await serve({ package: PACKAGE, tests: HERE }, headers);
  const page = await browser.newPage();
  const reported = [];
  page.on("console", (line) => line.type() === "error" && reported.push(line.text()));
  await page.goto(server.at);
  const told = await page.evaluate(run, given).catch((error) => error.message);
  // A report that was sent has come by the time that another request is answered.
  await page.evaluate(() => fetch("/"));
  await page.close();
  server.close();
  return { told, reported: [...reported, ...server.posts] };
}

/** Runs in the page. */
async function versions(paths) {
  const told = [];
  for (const path of paths) {
    const { default: init, version } = await import(path);
    await init();
    told.push(version());
  }
  const anjieflow = await import(paths[0]);
  const { answer } = await import("/tests/app/answer.js");
  return [told, answer(anjieflow)];
}

for (const way of ["web", "inline"]) {
  test(`every ${way} entry runs with nothing reported`, async () => {
    const paths = ENTRIES.map((entry) => `/package/${entry}${way}.js`);
    const { told, reported } = await under("'self' 'wasm-unsafe-eval'", versions, paths);
    assert.deepEqual(reported, []);
    assert.deepEqual(told, [paths.map(() => anjieflow.version()), answer(anjieflow)]);
  });

  test(`without leave for WebAssembly the ${way} entry is stopped, and it is reported`, async () => {
    const { told, reported } = await under("'self'", versions, [`/package/${way}.js`]);
    assert.match(told, /Content Security Policy/);
    assert.match(reported.join(), /wasm-eval/);
  });
}
