// Whole cases by clicks alone, and one by keys alone: stories that every language plays, lived in the page, which is
// reloaded in the middle.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import * as anjieflow from "anjieflow/office";
import { house, press, sit } from "./desk.mjs";
import * as keys from "./keys.mjs";
import { live, storyOf } from "./story.mjs";

const LIVES = [
  ["a new home", "01_presale_from_question_to_release", "released"],
  ["a second-hand home", "02_second_hand_signed_before_approval", "released"],
  ["a combined loan", "04_combined_loan_two_lenders", "repaying"],
  ["by keys alone", "27_completed_home_with_the_fund_file_returned", "released", keys],
];
let at;

before(async () => (at = await house()));
after(() => at?.close());

/** The log that the page hands out, as the library reads it. */
async function handedOut(page) {
  const download = page.waitForEvent("download");
  await press(page, "导出记录");
  return anjieflow.Case.replay(readFileSync(await (await download).path(), "utf8"));
}

describe("whole cases", { concurrency: 2 }, () => {
  for (const [what, name, last, hand] of LIVES) {
    test(`${what}, to the last line of its story`, () => lived(name, last, hand));
  }
});

async function lived(name, last, hand) {
  const story = storyOf(name);
  const context = await at.browser.newContext();
  context.setDefaultTimeout(10_000);
  const page = await sit(context, at.server.at);
  try {
    await live(page, story, hand);
    const told = await handedOut(page);
    const taken = story.lines.filter(({ isTaken }) => isTaken);
    assert.deepEqual([told.id, told.stage, told.length], [story.case, last, taken.length]);
    assert.deepEqual(page.heard, []);
  } finally {
    await context.close();
  }
}
