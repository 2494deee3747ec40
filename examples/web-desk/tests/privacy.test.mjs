// No page names a person by itself: not in its text, its attributes, its title or its address, not in what the browser keeps
// beside the cases, and not in the console. What somebody is typing, and what a button shows for a while, are theirs.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { LOGS, bring, press, seated, visit } from "./desk.mjs";

const OF_A_PERSON = ["name", "id_number", "other_id", "phone", "address", "number", "account"];
const PAGES = ["#/", "#/tasks", "#/new", "#/calculator", "#/data", "#/customer"];
PAGES.push(...["ledger", "week", "arrears", "calendar"].map((tab) => `#/office/${tab}`));
const TABS = ["overview", "checklist", "timeline", "letters", "product", "archive", "customer"];

const entries = LOGS.flatMap((path) => readFileSync(path, "utf8").trim().split("\n").slice(1));
const personal = entries.map((line) => JSON.parse(line).personal ?? {});
const planted = new Set(personal.flatMap(leaves));

/** The texts of a person; a corrected record has them one level deeper. */
function leaves(fields) {
  return Object.entries(fields).flatMap(([name, value]) => {
    if (value !== null && typeof value === "object") return leaves(value);
    return typeof value === "string" && OF_A_PERSON.includes(name) ? [value] : [];
  });
}

const seats = seated("2026-03-20");
let page, said;
beforeEach(() => {
  ({ page } = seats);
  said = [];
  page.on("console", (line) => said.push(line.text()));
});

function nowhere(place, text) {
  for (const one of planted) {
    const at = text.indexOf(one);
    assert.ok(at < 0, `${place} names ${one}: …${text.slice(Math.max(at - 80, 0), at)}`);
  }
}

/** All that a page holds: its markup with the values of its fields, its title, its address, what is kept beside the cases. */
const held = () =>
  page.evaluate(() => {
    const fields = [...document.querySelectorAll("input, textarea, select")];
    const kept = [localStorage, sessionStorage].map((it) => JSON.stringify({ ...it }));
    const told = [document.documentElement.outerHTML, document.title, decodeURI(location.href)];
    return [...told, ...fields.map(({ value }) => value), ...kept, document.cookie].join("\n");
  });

async function look(place) {
  nowhere(place, await held());
  nowhere(`the console at ${place}`, said.join("\n"));
}

test("there is somebody to look for", async () => {
  assert.ok(planted.size > 80);
  assert.ok(planted.has("林一鸣"));
  await page.evaluate(() => document.body.setAttribute("data-x", "借款人林一鸣"));
  await assert.rejects(look("a page with a name"), /names 林一鸣/);
});

test("no page names anybody, and none in English", async () => {
  await bring(page, LOGS);
  for (const place of PAGES) {
    await visit(page, place);
    await look(place);
  }
  for (const id of ["PS-2603", "JN-2612", "GZ-2611"]) {
    for (const tab of TABS) {
      await visit(page, `#/case/${id}/${tab}`);
      await look(`${id}/${tab}`);
    }
  }
  await press(page, "English");
  for (const place of ["#/", "#/office/ledger", "#/case/PS-2603/overview"]) {
    await visit(page, place);
    await look(`${place} in English`);
  }
});

test("the form of a correction is masked, and so is what was shown, after a reload", async () => {
  await bring(page, LOGS);
  await visit(page, "#/case/PS-2603/timeline");
  await press(page, "更正第 2 条");
  await page.getByRole("dialog").waitFor();
  await look("the form of a correction");
  await page.keyboard.press("Escape");
  await visit(page, "#/case/PS-2603/overview");
  await press(page, "显示借款人 身份证号码");
  await assert.rejects(look("a page that somebody asked"), /names/);
  await page.reload();
  await page.locator(".case-head").waitFor();
  await look("after a reload");
});
