// A story of the core, lived in the page: each line that is taken is a step that somebody clicks.
import { readFileSync } from "node:fs";
import { fill, press, visit } from "./desk.mjs";

const STORIES = new URL("../../../core/tests/stories/", import.meta.url);
const words = JSON.parse(readFileSync(new URL("../src/flow/words.json", import.meta.url), "utf8"));
const LINE = /^(\d{4}-\d\d-\d\d) (?:\((\S+)\) )?(\S+) (\w+) (\{.*\}) => (.+)$/;

/** The lines of a story, each with whether it is taken or refused. */
export function storyOf(name) {
  const text = readFileSync(new URL(`${name}.txt`, STORIES), "utf8");
  const lines = [];
  for (const line of text.split(/\r?\n/)) {
    const told = LINE.exec(line.trim());
    if (!told) continue;
    const [, recorded, occurred, by, command, json, outcome] = told;
    const isTaken = command === "open" || words.command[command] !== undefined;
    const fields = JSON.parse(json);
    const refused = outcome.startsWith("refused");
    lines.push({ recorded, occurred, by, command, fields, isTaken: isTaken && !refused, refused });
  }
  return { case: /^case (\S+)$/m.exec(text)[1], lines };
}

const on = (page, day) => page.clock.setFixedTime(new Date(`${day}T09:00:00`));

/** Live a story. In the middle of it the page is loaded again. */
export async function live(page, story) {
  const taken = story.lines.filter(({ isTaken }) => isTaken);
  const middle = Math.floor(taken.length / 2);
  let clerk;
  for (const [index, line] of taken.entries()) {
    await on(page, line.recorded);
    if (line.by !== clerk) {
      clerk = line.by;
      await visit(page, "#/data");
      await fill(page, { 您的工号或名字: clerk });
      if (index > 0) await visit(page, `#/case/${story.case}/overview`);
    }
    if (line.command === "open") await open(page, story);
    else await take(page, line);
    if (index === middle) {
      await page.reload();
      await page.locator(".case-head").waitFor();
    }
    await page.locator(`[data-length="${index + 1}"]`).waitFor();
  }
}

/** The intake asks for a borrower and a kind of home: it opens the case as the story does, with nothing more. */
async function open(page, story) {
  await visit(page, "#/new");
  await fill(page, { 案件编号: story.case });
  await press(page, "只立案，稍后登记");
  await page.locator(".case-head").waitFor();
}

const text = (field, value) => {
  if (field.endsWith("_fen")) return String(value / 100);
  if (field.endsWith("_millionths")) return String(value / 10_000);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
};

/** The texts of a command by the places of their fields. */
function* places(fields, under = "") {
  for (const [field, value] of Object.entries(fields)) {
    const place = under ? `${under}.${field}` : field;
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        if (typeof item === "object") yield* places(item, `${place}[${index}]`);
        else yield [`${place}[${index}]`, text(field, item)];
      }
    } else if (typeof value === "object") yield* places(value, place);
    else yield [place, text(field, value)];
  }
}

async function write(dialog, place, value) {
  const list = /^(.*)\[(\d+)\]/.exec(place);
  const at = dialog.locator(`[data-place="${place}"] :is(input, select, textarea)`).first();
  if (list && !(await dialog.locator(`[data-place="${list[0]}"]`).count())) {
    await dialog.locator(`[data-many="${list[1]}"]`).getByRole("button").last().click();
  }
  const tag = await at.evaluate((element) => element.tagName);
  if (tag === "SELECT") await at.selectOption(value);
  else await at.fill(value);
}

/** Click a step: at once where it asks for nothing, else through its form. */
async function take(page, { command, fields, occurred }) {
  const name = words.command[command];
  const isLoan = words.loan_commands.includes(command);
  const loan = isLoan && fields.loan ? `[data-loan="${fields.loan}"]` : "[data-loan]";
  const scope = isLoan
    ? page.locator(loan).first()
    : page.locator(".steps:not([data-loan])").first();
  const button = scope.getByRole("button", { name, exact: true });
  const blocked = scope.locator("summary", { has: page.getByText(name, { exact: true }) });
  if (await button.count()) await button.click();
  else if (await blocked.count()) {
    await blocked.click();
    await scope.getByRole("button", { name: `填写${name}` }).click();
  } else {
    await page.getByLabel("登记其他事项").selectOption(command);
    await page.getByRole("button", { name: "填写", exact: true }).click();
  }
  const asks = Object.keys(fields).some((field) => field !== "loan") || occurred;
  if (!asks && (await page.getByRole("dialog").count()) === 0) return;
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  for (const [place, value] of places(fields)) await write(dialog, place, value);
  if (occurred) await fill(dialog, { 发生日期: occurred });
  await dialog.getByRole("button", { name, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}
