// Every page in both languages, wide and at 360 px: nothing is reported, axe finds nothing, nothing sticks out, and it
// looks as it did when somebody looked at it.
import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { LOGS, bring, fill, house, press, sit, visit } from "./desk.mjs";
import { asKept, assertSame, begin, compare, renew, shoot } from "./pictures.mjs";

const AXE = readFileSync(new URL(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const LAYER = fileURLToPath(new URL("../../packs/citic-jinan.json", import.meta.url));

const PLACES = {
  cases: "#/",
  tasks: "#/tasks",
  new: "#/new",
  ledger: "#/office/ledger",
  week: "#/office/week",
  arrears: "#/office/arrears",
  calendar: "#/office/calendar",
  calculator: "#/calculator",
  data: "#/data",
  customer: "#/customer",
  overview: "#/case/JN-2606/overview",
  checklist: "#/case/PS-2603/checklist",
  product: "#/case/JN-2601/product",
  letters: "#/case/GZ-2607/letters",
  timeline: "#/case/PS-2603/timeline",
  archive: "#/case/GZ-2607/archive",
  sheet: "#/case/PS-2603/customer",
  absent: "#/case/nobody/overview",
};
const SIZES = { wide: { width: 1100, height: 800 }, narrow: { width: 360, height: 740 } };

let at, page;

/** Runs in the page before all else. */
const hear = () => {
  window.reported = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.reported.push(event.effectiveDirective),
  );
  // What the pictures are drawn with, whatever fonts a machine has besides.
  const fonts = new CSSStyleSheet();
  fonts.replaceSync(
    `* { font-family: "DejaVu Sans", "WenQuanYi Micro Hei", sans-serif }
     code { font-family: "DejaVu Sans Mono", "WenQuanYi Micro Hei Mono", monospace }`,
  );
  document.adoptedStyleSheets = [fonts];
  // The machine's disk is not the page's affair.
  navigator.storage.estimate = async () => ({ usage: 1_200_000, quota: 1_000_000_000 });
  navigator.storage.persisted = async () => false;
};

/** A desk on a day that does not pass. */
async function opened() {
  const context = await at.browser.newContext({ serviceWorkers: "block", reducedMotion: "reduce" });
  await context.clock.setFixedTime(new Date("2026-04-02T09:00:00"));
  await context.addInitScript(hear);
  return sit(context, at.server.at, "#/data");
}

before(async () => {
  at = await house();
  begin(at.browser.version());
  page = await opened();
  await bring(page, LOGS);
  await fill(page, { 您的工号或名字: "wang" });
});

after(async () => at?.close());

const reported = () => page.evaluate(() => window.reported);

async function speak(language) {
  const button = page.getByRole("button", { name: language, exact: true });
  if (await button.count()) await button.click();
}

/** Runs in the page. */
const stickingOut = () =>
  [document.documentElement, ...document.querySelectorAll(".overlay")].some(
    ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth,
  )
    ? [...document.querySelectorAll("main *, [role=dialog] *")]
        .filter((element) => element.getBoundingClientRect().right > innerWidth)
        .map((element) => element.className || element.tagName)
    : [];

// What may be Chinese in an English page: titles of sources, and what somebody wrote. What is masked is a person's.
const DATA = "[lang=zh-CN], .written";

/** Runs in the page: Chinese words of the page itself. */
const untranslated = (data) => {
  const han = /\p{Script=Han}/u;
  const masked = /\S*\*+\S*/gu;
  const own = (element) =>
    [...element.childNodes]
      .filter(({ nodeType }) => nodeType === 3)
      .map(({ data }) => data)
      .join("");
  return [...document.querySelectorAll("body *")]
    .filter((element) => han.test(own(element).replace(masked, "")) && !element.closest(data))
    .map(own);
};

async function violations() {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`);
}

async function settle() {
  await page.waitForFunction(() => {
    const charts = [...document.querySelectorAll(".chart")];
    const isBusy = document.querySelector("[aria-busy=true]");
    return !isBusy && charts.every((chart) => chart.querySelector("canvas"));
  });
  await page.mouse.move(0, 0);
  // Whatever has the focus, the picture has not.
  await page.evaluate(() => document.activeElement?.blur());
}

const WAYS = [
  { size: "wide", language: "中文", colour: "light", looked: "zh-wide", axe: true },
  { size: "wide", language: "English", colour: "light", looked: "en-wide" },
  { size: "narrow", language: "中文", colour: "light", looked: "zh-narrow" },
  { size: "narrow", language: "English", colour: "light", looked: "en-narrow", axe: true },
  { size: "wide", language: "中文", colour: "dark", axe: true },
];

for (const { size, language, colour, looked, axe } of WAYS) {
  test(`every page, ${size}, ${language}, ${colour}`, async () => {
    await page.setViewportSize(SIZES[size]);
    await page.emulateMedia({ colorScheme: colour });
    await speak(language);
    const found = {};
    const pictures = [];
    for (const [name, place] of Object.entries(PLACES)) {
      await visit(page, place);
      await settle();
      const said = await page.evaluate(stickingOut);
      if (axe) said.push(...(await violations()));
      if (language === "English") said.push(...(await page.evaluate(untranslated, DATA)));
      if (said.length) found[name] = said;
      if (looked) {
        const shot = await shoot(page, { isWhole: true });
        pictures.push(compare(`${name}-${looked}`, shot));
      }
    }
    assert.deepEqual(found, {});
    assertSame(pictures);
  });
}

test("every form of a case, narrow, in English", async () => {
  await page.setViewportSize(SIZES.narrow);
  await speak("English");
  await visit(page, PLACES.overview);
  const pick = page.getByLabel("Record something else");
  const names = (await pick.locator("option").allInnerTexts()).slice(1);
  assert.ok(names.length > 20);
  const dialog = page.getByRole("dialog");
  const found = {};
  for (const name of names) {
    await pick.selectOption({ label: name });
    await page.getByRole("button", { name: "Fill in", exact: true }).click();
    await dialog.waitFor();
    const said = [
      ...(await page.evaluate(stickingOut)),
      ...(await page.evaluate(untranslated, DATA)),
    ];
    if (said.length) found[name] = said;
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  }
  await speak("中文");
  assert.deepEqual(found, {});
});

test("what opens: a form with its reasons, and local rules", async () => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(SIZES.wide);
  await visit(page, "#/case/PS-2603/overview");
  await page.locator("summary").first().click();
  await page.getByRole("button", { name: "客户放弃" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "客户放弃", exact: true }).click();
  await dialog.getByText("有 1 处需要更正").waitFor();
  const pictures = [compare("form-zh-wide", await shoot(page))];
  const said = await violations();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await visit(page, "#/data");
  const chooser = page.waitForEvent("filechooser");
  await press(page, "加载地方规则");
  await (await chooser).setFiles(LAYER);
  await page.getByText("适用于 Jinan").waitFor();
  await settle();
  said.push(...(await violations()));
  pictures.push(compare("rules-zh-wide", await shoot(page)));
  await press(page, "移除 citic-jinan.json");
  assert.deepEqual(said, []);
  assertSame(pictures);
});

test("of two pictures that differ in one character both are left to look at", async (context) => {
  if (process.env.SHOTS) return context.skip("the pictures are written");
  await visit(page, "#/new");
  await settle();
  const kept = asKept(await shoot(page));
  const write = (text) =>
    page
      .locator("[data-place=borrower_phone] label")
      .evaluate(({ firstChild }, text) => (firstChild.data = text), text);
  await write("借款人手札");
  const shot = await shoot(page);
  await write("借款人手机");
  assert.equal(compare("proof", await shoot(page), kept), null);
  const said = compare("proof", shot, kept);
  assert.match(said, /^proof differs in \d+ pixels: look at .*proof\.png and .*proof\.diff\.png$/);
  for (const path of said.match(/\S+\.png/g)) {
    assert.ok(readFileSync(path).length > 0);
    rmSync(path);
  }
  assert.throws(() => assertSame([null, said]), /npm run shots/);
});

test("the desk as the README shows it", async () => {
  await page.setViewportSize({ width: 1100, height: 720 });
  for (const [language, name] of [
    ["English", "desk"],
    ["中文", "desk.zh-CN"],
  ]) {
    await speak(language);
    await visit(page, PLACES.overview);
    await page.locator("summary").first().click();
    await settle();
    renew(name, await shoot(page, { scale: 1 }));
    assertSame([compare(name, await shoot(page))]);
    await page.locator("summary").first().click();
  }
});

test("an empty desk says so on every page, and what to do", async () => {
  const full = page;
  page = await opened();
  await page.setViewportSize(SIZES.narrow);
  const pictures = [];
  for (const [language, name] of [
    ["中文", "zh"],
    ["English", "en"],
  ]) {
    await speak(language);
    for (const place of ["cases", "tasks", "ledger", "week", "arrears", "calendar"]) {
      await visit(page, PLACES[place]);
      await settle();
      pictures.push(compare(`${place}-empty-${name}`, await shoot(page)));
    }
  }
  const said = await violations();
  page = full;
  assert.deepEqual(said, []);
  assertSame(pictures);
});

test("on paper there is what was asked for, and nothing to press", async () => {
  await page.emulateMedia({ media: "print" });
  const pictures = [];
  for (const name of ["archive", "checklist", "sheet", "ledger"]) {
    await visit(page, PLACES[name]);
    await settle();
    assert.equal(await page.getByRole("button").filter({ visible: true }).count(), 0, name);
    assert.equal(await page.getByRole("navigation").filter({ visible: true }).count(), 0, name);
    assert.ok(await page.locator("table, .papers, article").first().isVisible(), name);
    const shot = await shoot(page, { isWhole: true });
    pictures.push(compare(`${name}-print`, shot));
  }
  await page.emulateMedia({ media: "screen" });
  assertSame(pictures);
});

test("the policy stopped nothing on any page, and no page threw", async () => {
  assert.deepEqual([page.heard, await reported()], [[], []]);
  // It would have been heard.
  await page.evaluate(() => document.body.setAttribute("style", "color: red"));
  await page.waitForFunction(() => window.reported.length > 0);
  assert.deepEqual(await reported(), ["style-src-attr"]);
});
