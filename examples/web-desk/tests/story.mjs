// A story of the core, lived in the page: each line that is taken is a step that somebody takes, by clicks or by keys.
import { readFileSync } from "node:fs";
import * as clicks from "./clicks.mjs";
import { visit } from "./desk.mjs";

const STORIES = new URL("../../../core/tests/stories/", import.meta.url);
export const words = JSON.parse(
  readFileSync(new URL("../src/flow/words.json", import.meta.url), "utf8"),
);
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

/** Live a story. In the middle of it the page is loaded again, under an open form. */
export async function live(page, story, hand = clicks) {
  const taken = story.lines.filter(({ isTaken }) => isTaken);
  const middle = Math.floor(taken.length / 2);
  let clerk;
  for (const [index, line] of taken.entries()) {
    await on(page, line.recorded);
    if (line.by !== clerk) {
      clerk = line.by;
      await hand.sitDown(page, clerk);
      if (index > 0) await hand.goBack(page, story.case);
    }
    if (line.command === "open") await hand.open(page, story.case);
    else await take(page, line, hand);
    await page.locator(`[data-length="${index + 1}"]`).waitFor();
    if (index > 0) await hand.seen(page);
    if (index === middle) await reload(page, hand);
  }
}

/** Load the page again under a form that is half filled in: what was kept is there, and nothing more. */
async function reload(page, hand) {
  const length = await page.locator("[data-length]").getAttribute("data-length");
  await hand.begin(page, { name: words.command.notify, command: "notify", scope: ".steps" });
  await hand.write(page, "about", "…");
  await page.reload();
  await page.locator(`[data-length="${length}"]`).waitFor();
}

/** How a step is found: in the steps of its loan, or in those of the case. */
function scopeOf({ command, fields }) {
  if (!words.loan_commands.includes(command)) return ".steps:not([data-loan])";
  return fields.loan ? `[data-loan="${fields.loan}"]` : "[data-loan]";
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

/** Take a step: at once where it asks for nothing, else through its form. */
async function take(page, line, hand) {
  const { command, fields, occurred } = line;
  const name = words.command[command];
  await hand.begin(page, { name, command, scope: scopeOf(line) });
  const asks = Object.keys(fields).some((field) => field !== "loan") || occurred;
  const dialog = page.getByRole("dialog");
  if (!asks && (await dialog.count()) === 0) return;
  await dialog.waitFor();
  for (const [place, value] of places(fields)) await hand.write(page, place, value);
  if (occurred) await hand.write(page, "occurred", occurred);
  await hand.send(page, name);
  await dialog.waitFor({ state: "detached" });
}
