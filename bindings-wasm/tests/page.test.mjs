// The page of a day that `desk` writes, in a browser: nobody is kept from reading it.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { TARGET } from "./files.mjs";

// Written by `cargo xtask test`, or by `desk --page`.
const PAGE = process.env.ANJIEFLOW_PAGE ?? join(TARGET, "page/day.html");
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"];

let browser;

before(async () => {
  assert.ok(existsSync(PAGE), `${PAGE} is missing: write it with desk --page`);
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ARGS });
});

after(() => browser?.close());

/** The page as somebody has it open. */
async function open({ colorScheme = "light", width = 1280, english = false, script = true } = {}) {
  const context = await browser.newContext({
    colorScheme,
    viewport: { width, height: 900 },
    javaScriptEnabled: script,
  });
  const page = await context.newPage();
  await page.goto(pathToFileURL(PAGE).href);
  if (english) await page.locator("#lang").check();
  return page;
}

for (const colorScheme of ["light", "dark"]) {
  for (const [english, width] of [
    [false, 390],
    [true, 1280],
  ]) {
    const name = `${colorScheme}, ${english ? "English" : "Chinese"}, ${width} wide`;
    test(`axe without violations: ${name}`, async () => {
      const page = await open({ colorScheme, english, width });
      // Scores open to their parts. Of the cases, which are alike, the open ones are read: a checker takes its time.
      await page.evaluate(() => {
        for (const it of document.querySelectorAll("#work details")) it.open = true;
        for (const it of [...document.querySelectorAll(".case")].slice(4)) it.remove();
      });
      await page.evaluate(AXE);
      const { violations, passes } = await page.evaluate(() => window.axe.run(document));
      const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((it) => it.target)}`);
      assert.deepEqual(told, []);
      assert.ok(passes.length > 20);
      await page.context().close();
    });
  }
}

test("a phone scrolls down only", async () => {
  const page = await open({ width: 360 });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  await page.context().close();
});

test("the keyboard comes to everything, first past the header", async () => {
  const page = await open();
  const focused = () => page.evaluate(() => document.activeElement.matches(".skip, #lang, nav a"));
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Tab");
  assert.ok(await focused());
  await page.keyboard.press("Space");
  assert.equal(await page.locator("h1 .en").isVisible(), true, "the switch follows the space bar");
  const order = await page.evaluate(() =>
    [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((it) => Number(it.tagName[1])),
  );
  order.forEach((level, at) => assert.ok(at === 0 || level <= order[at - 1] + 1, `heading ${at}`));
  await page.context().close();
});

test("it needs no script, and prints on A4 with nothing cut off", async () => {
  const page = await open({ script: false, width: 703 });
  await page.locator("#lang").check();
  assert.equal(await page.locator("h1 .en").isVisible(), true);
  await page.emulateMedia({ media: "print" });
  // A4 less its margins, in dots of the page.
  const wide = await page.locator("main").evaluate((it) => it.scrollWidth - it.clientWidth);
  assert.equal(wide, 0);
  const head = await page.locator("#gantt thead").evaluate((it) => getComputedStyle(it).display);
  assert.equal(head, "table-header-group");
  await page.context().close();
});
