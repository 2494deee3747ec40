// The built package in a browser: fetched from a page without a bundler.
import assert from "node:assert/strict";
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { TARGET, enquiries, stories, writeTranscript } from "./files.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const PACKAGE = fileURLToPath(new URL("../node_modules/anjieflow", import.meta.url));
const WEB = fileURLToPath(new URL("../../examples/web", import.meta.url));
const FOLDERS = { package: PACKAGE, tests: HERE, web: WEB };
const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

// A browser with nothing to say to the world: it is root's, on a machine that reaches nothing.
const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let server, browser, page;

before(async () => {
  server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ARGS });
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.evaluate(load);
});

after(async () => {
  await browser?.close();
  server?.close();
});

function answer(request, response) {
  // The example has the package beside it.
  const path = new URL(request.url, "http://page").pathname.replace("/web/anjieflow/", "/package/");
  const [, folder, ...rest] = path.split("/");
  const file = folder in FOLDERS && join(FOLDERS[folder], normalize(rest.join("/")));
  if (file && existsSync(file)) {
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "text/plain" });
    createReadStream(file).pipe(response);
    return;
  }
  const status = folder === "" ? 200 : 404;
  response.writeHead(status, { "content-type": "text/html" });
  response.end("<!doctype html><title>anjieflow</title>");
}

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
  const said = await page.evaluate(async () => {
    const again = await import("/package/web.js?again");
    const first = await again.default("/package/none.wasm").catch((error) => error.message);
    await again.default();
    return [first, again.version()];
  });
  assert.match(said[0], /none\.wasm answered 404/);
  assert.equal(said[1], await page.evaluate(() => window.anjieflow.version()));
});

test("the example's checklist follows the household", async () => {
  const example = await browser.newPage();
  await example.goto(`http://127.0.0.1:${server.address().port}/web/index.html`);
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
