// Every page in both languages, wide and at 360 px: nothing is reported, axe finds nothing, nothing sticks out.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { bring, house, sit, visit } from "./desk.mjs";

const AXE = readFileSync(new URL(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const CASES = fileURLToPath(new URL("../../office/cases/", import.meta.url));
// Where the pictures go, when somebody wants to look at them.
const SHOTS = process.env.SHOTS;

const PLACES = {
  cases: "#/",
  tasks: "#/tasks",
  new: "#/new",
  calculator: "#/calculator",
  data: "#/data",
  customer: "#/customer",
  overview: "#/case/PS-2603/overview",
  checklist: "#/case/PS-2603/checklist",
  product: "#/case/PS-2603/product",
  letters: "#/case/GZ-2607/letters",
  timeline: "#/case/GZ-2607/timeline",
  archive: "#/case/GZ-2607/archive",
  sheet: "#/case/PS-2603/customer",
  absent: "#/case/nobody/overview",
};
const SIZES = { wide: { width: 1100, height: 800 }, narrow: { width: 360, height: 740 } };

let at, context, page;

before(async () => {
  at = await house();
  context = await at.browser.newContext({ serviceWorkers: "block" });
  await context.addInitScript(() => {
    window.reported = [];
    document.addEventListener("securitypolicyviolation", (event) =>
      window.reported.push(event.effectiveDirective),
    );
  });
  page = await sit(context, at.server.at, "#/data");
  await bring(
    page,
    ["PS-2603", "GZ-2607"].map((id) => `${CASES}${id}.jsonl`),
  );
  if (SHOTS) mkdirSync(SHOTS, { recursive: true });
});

after(async () => at?.close());

const reported = () => page.evaluate(() => window.reported);

async function speak(language) {
  const button = page.getByRole("button", { name: language, exact: true });
  if (await button.count()) await button.click();
}

/** Runs in the page. */
const stickingOut = () =>
  document.documentElement.scrollWidth > innerWidth
    ? [...document.querySelectorAll("main *")]
        .filter((element) => element.getBoundingClientRect().right > innerWidth)
        .map((element) => element.className || element.tagName)
    : [];

const WAYS = [
  ["wide", "中文", "light"],
  ["wide", "English", "light"],
  ["narrow", "中文", "light"],
  ["narrow", "English", "light"],
  ["wide", "中文", "dark"],
];

for (const [size, language, colorScheme] of WAYS) {
  test(`every page, ${size}, ${language}, ${colorScheme}`, async () => {
    await page.setViewportSize(SIZES[size]);
    await page.emulateMedia({ colorScheme });
    await speak(language);
    const found = {};
    for (const [name, place] of Object.entries(PLACES)) {
      await visit(page, place);
      await page.waitForFunction(() => !document.querySelector("[aria-busy=true]"));
      if (SHOTS) {
        // The chart has been drawn by then.
        await page.waitForTimeout(300);
        const path = join(
          SHOTS,
          `${name}-${language === "中文" ? "zh" : "en"}-${size}-${colorScheme}.png`,
        );
        await page.screenshot({ path, fullPage: true });
      }
      await page.evaluate(AXE);
      const { violations } = await page.evaluate(() => window.axe.run());
      const said = violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`);
      said.push(...(await page.evaluate(stickingOut)));
      if (said.length) found[name] = said;
    }
    assert.deepEqual(found, {});
  });
}

test("a dialog and opened reasons", async () => {
  await page.emulateMedia({ colorScheme: "light" });
  await visit(page, "#/case/PS-2603/overview");
  await page.locator("summary").first().click();
  await page.getByRole("button", { name: "客户放弃" }).click();
  await page.getByRole("dialog").waitFor();
  const { violations } = await page.evaluate(() => window.axe.run());
  assert.deepEqual(
    violations.map(({ id }) => id),
    [],
  );
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
});

test("on paper there is the index, and nothing to press", async () => {
  await visit(page, "#/case/GZ-2607/archive");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.getByRole("button").filter({ visible: true }).count(), 0);
  assert.equal(await page.getByRole("navigation").filter({ visible: true }).count(), 0);
  assert.ok(await page.getByRole("table").isVisible());
  if (SHOTS) await page.pdf({ path: join(SHOTS, "archive.pdf"), format: "A4" });
  await page.emulateMedia({ media: "screen" });
});

test("the policy stopped nothing on any page, and no page threw", async () => {
  assert.deepEqual([page.heard, await reported()], [[], []]);
  // It would have been heard.
  await page.evaluate(() => document.body.setAttribute("style", "color: red"));
  await page.waitForFunction(() => window.reported.length > 0);
  assert.deepEqual(await reported(), ["style-src-attr"]);
});
