// The built package in a browser: fetched from a page without a bundler.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as anjieflow from "anjieflow";
import { answer } from "./app/answer.js";
import { launch, serve } from "./browser.mjs";
import { TARGET, enquiries, stories, writeTranscript } from "./files.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const PACKAGE = fileURLToPath(new URL("../node_modules/anjieflow", import.meta.url));
const WEB = fileURLToPath(new URL("../../examples/web", import.meta.url));
let server, browser, page;

before(async () => {
  server = await serve({ package: PACKAGE, tests: HERE, web: WEB });
  browser = await launch();
  page = await browser.newPage();
  await page.goto(server.at);
  await page.evaluate(load);
});

after(async () => {
  await browser?.close();
  server?.close();
});

/** Runs in the page. */
async function load() {
  const anjieflow = await import("/package/web.js");
  await Promise.all([anjieflow.default(), anjieflow.default()]);
  const choice = await import("/package/choice/web.js");
  await choice.default();
  const office = await import("/package/office/web.js");
  await office.default();
  const { play } = await import("/tests/story.mjs");
  const enquiry = await import("/tests/enquiry.mjs");
  window.anjieflow = anjieflow;
  window.play = (text) => play(office, text);
  window.ask = (text) => enquiry.play(choice, text);
}

for (const { name, text } of stories()) {
  test(`story ${name}`, async () => {
    const lines = await page.evaluate((text) => window.play(text), text);
    writeTranscript("chromium", name, lines);
  });
}

for (const { name, text } of enquiries()) {
  test(`enquiry ${name}`, async () => {
    const lines = await page.evaluate((text) => window.ask(text), text);
    writeTranscript("chromium", name, lines);
  });
}

test("an error is of its class in the page too", async () => {
  const said = await page.evaluate(() => {
    try {
      return String(window.anjieflow.Case.open({ case: "C-1", context: new Map() }));
    } catch (error) {
      return [error instanceof window.anjieflow.InputError, error.name, error.place];
    }
  });
  assert.deepEqual(said, [true, "InputError", "request.context"]);
});

test("a wasm that is not there is an error, and one may try again", async () => {
  const fresh = await browser.newPage();
  await fresh.goto(server.at);
  const said = await fresh.evaluate(async () => {
    const { default: init, version } = await import("/package/web.js");
    const first = await init("/package/none.wasm").catch((error) => error.message);
    await init();
    return [first, version()];
  });
  await fresh.close();
  assert.match(said[0], /none\.wasm answered 404/);
  assert.equal(said[1], await page.evaluate(() => window.anjieflow.version()));
});

test("the example's checklist follows the household", async () => {
  const example = await browser.newPage();
  // The example has the package beside it.
  await example.route("**/web/anjieflow/**", (route) => {
    const url = route.request().url().replace("/web/anjieflow/", "/package/");
    return route.fulfill({ path: join(PACKAGE, new URL(url).pathname.slice("/package/".length)) });
  });
  await example.goto(`${server.at}web/index.html`);
  await example.waitForSelector("body[data-ready]");
  await example.selectOption("#product", "citic-jinan-new");
  await example.selectOption("#marital", "single");
  const single = await example.locator("#papers li").allTextContents();
  assert.ok(single.some((line) => line.startsWith("单身声明")));
  await example.selectOption("#marital", "married");
  const married = await example.locator("#papers li").allTextContents();
  assert.ok(married.some((line) => line.startsWith("结婚证")));
  assert.ok(!married.some((line) => line.startsWith("单身声明")));
  assert.match(await example.textContent("#count"), /^需要 12 份资料，另有 0 份视情况而定$/);
  assert.match(await example.textContent("#allowed"), /^choose_product/);
  await example.screenshot({ path: join(TARGET, "first_case.png") });
  await example.close();
});

test("what helps to choose answers in the page as in every language", async () => {
  const folder = new URL("../../core/tests/data/enquiry/", import.meta.url);
  const read = (name) => JSON.parse(readFileSync(new URL(name, folder), "utf8"));
  const { request } = read("requests.json").choose_fewest_papers;
  const answer = await page.evaluate(async (request) => {
    const choice = await import("/package/choice/web.js");
    await choice.default();
    return choice.Rules.builtin().choose(request);
  }, request);
  assert.deepEqual(answer, read("answers.json").choose_fewest_papers.answer);
});

for (const entry of ["/package/web.js", "/package/inline.js"]) {
  test(`a module worker has ${entry}`, async () => {
    for (const shared of [false, true]) {
      const told = await page.evaluate(
        async ([entry, shared]) => {
          const wasm = fetch("/package/anjieflow_bg.wasm");
          const module = shared ? await WebAssembly.compileStreaming(wasm) : undefined;
          const worker = new Worker("/tests/worker.mjs", { type: "module" });
          const told = new Promise((resolve, reject) => {
            worker.onmessage = ({ data }) => resolve(data);
            worker.onerror = ({ message }) => reject(new Error(message));
          });
          // The worker listens once its own imports have come.
          worker.postMessage({ entry, module });
          return told.finally(() => worker.terminate());
        },
        [entry, shared],
      );
      assert.deepEqual(told, answer(anjieflow));
    }
  });
}

test("importing fetches no wasm and compiles none", async () => {
  const fresh = await browser.newPage();
  const fetched = [];
  fresh.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  await fresh.goto(server.at);
  const compiled = await fresh.evaluate(async () => {
    let compiled = 0;
    for (const name of ["instantiate", "instantiateStreaming"]) {
      const own = WebAssembly[name];
      WebAssembly[name] = (...args) => ((compiled += 1), own(...args));
    }
    const entries = [await import("/package/web.js"), await import("/package/inline.js")];
    const before = compiled;
    for (const { default: init } of entries) await init();
    return [before, compiled];
  });
  assert.deepEqual(compiled, [0, 2]);
  assert.deepEqual(
    fetched.filter((path) => path.endsWith(".wasm")),
    ["/package/anjieflow_bg.wasm"],
  );
  await fresh.close();
});
