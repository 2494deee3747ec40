// A desk that is open in a browser, and what a clerk does with it: by the names of things, as they are read out.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach } from "node:test";
import { fileURLToPath } from "node:url";
import { DIST, launch, serve } from "./page.mjs";

const CASES = fileURLToPath(new URL("../../office/cases/", import.meta.url));

/** The log of a case of the examples, by its name; of one that is under review; and of all. */
export const logOf = (id) => `${CASES}${id}.jsonl`;
export const PS = logOf("PS-2603");
export const LOGS = readdirSync(CASES).map((name) => CASES + name);

/** The server and the browser of a test file. */
export async function house() {
  const [server, browser] = await Promise.all([serve(DIST), launch()]);
  const close = async () => {
    await browser.close();
    server.close();
  };
  return { server, browser, close };
}

/**
 * A fresh desk for each test of a file, and a folder for its files. At the end nothing may have been said in the console.
 * `day` stops the clock.
 */
export function seated(day) {
  const here = {};
  before(async () => {
    here.at = await house();
    here.folder = mkdtempSync(join(tmpdir(), "desk-"));
  });
  after(async () => {
    await here.at?.close();
    rmSync(here.folder, { recursive: true });
  });
  beforeEach(async () => {
    here.context = await here.at.browser.newContext();
    here.context.setDefaultTimeout(10_000);
    if (day) await here.context.clock.setFixedTime(new Date(`${day}T09:00:00`));
    here.page = await sit(here.context, here.at.server.at);
  });
  afterEach(async () => {
    const { heard } = here.page;
    await here.context.close();
    assert.deepEqual(heard, []);
  });
  return here;
}

/** A page at a place of the desk; `heard` gathers every error of the console and the page. */
export async function sit(context, at, place = "#/") {
  const page = await context.newPage();
  page.heard = [];
  page.on("console", (line) => line.type() === "error" && page.heard.push(line.text()));
  page.on("pageerror", (error) => page.heard.push(error.message));
  await page.goto(at + place);
  await page.locator("h1").waitFor();
  return page;
}

/** Go to a place by its hash. */
export async function visit(page, place) {
  await page.evaluate((place) => (location.hash = place), place);
  await page.locator(`main[data-at="${place}"] h1`).waitFor();
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const field = (page, name) => page.getByLabel(new RegExp(`^${escaped(name)}( 选填)?$`)).first();

/** Fill in a form: text by text, choice by choice. */
export async function fill(page, texts) {
  for (const [name, value] of Object.entries(texts)) {
    const at = field(page, name);
    const tag = await at.evaluate((element) => element.tagName);
    if (tag === "SELECT") await at.selectOption(value);
    else await at.fill(value);
  }
}

/** Open the form of a step. */
export async function ask(page, name) {
  const other = page.getByLabel("登记其他事项");
  const button = page.getByRole("button", { name, exact: true });
  const blocked = page.locator("summary", { has: page.getByText(name, { exact: true }) });
  if (await button.count()) await button.first().click();
  else if (await blocked.count()) {
    await blocked.first().click();
    await page.getByRole("button", { name: `填写${name}` }).click();
  } else {
    await other.selectOption({ label: name });
    await page.getByRole("button", { name: "填写", exact: true }).click();
  }
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  return dialog;
}

/** Open the form of a step, fill it in and take it. */
export async function step(page, name, texts = {}) {
  const dialog = await ask(page, name);
  for (const [label, value] of Object.entries(texts)) await fill(dialog, { [label]: value });
  await dialog.getByRole("button", { name, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

/** A step that needs nothing but the click. */
export async function press(page, name) {
  await page.getByRole("button", { name, exact: true }).first().click();
}

/** Bring logs in through the page of data. */
export async function bring(page, files) {
  await visit(page, "#/data");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "选择文件" }).click();
  await (await chooser).setFiles(files);
  await page.locator("[role=status] li").first().waitFor();
}
