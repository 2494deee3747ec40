// Whole cases by clicks alone: stories that every language plays, lived in the page, which is reloaded in the middle.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import * as anjieflow from "anjieflow/office";
import { house, press, sit } from "./desk.mjs";
import { live, storyOf } from "./story.mjs";

const STORIES = {
  "a new home": ["01_presale_from_question_to_release", "released"],
  "a second-hand home": ["02_second_hand_signed_before_approval", "released"],
  "a combined loan": ["04_combined_loan_two_lenders", "repaying"],
};
let at;

before(async () => (at = await house()));
after(() => at?.close());

/** The log that the page hands out, as the library reads it. */
async function handedOut(page) {
  const download = page.waitForEvent("download");
  await press(page, "导出记录");
  return anjieflow.Case.replay(readFileSync(await (await download).path(), "utf8"));
}

for (const [what, [name, last]] of Object.entries(STORIES)) {
  test(`${what}, to the last line of its story`, async () => {
    const story = storyOf(name);
    const context = await at.browser.newContext();
    context.setDefaultTimeout(5_000);
    const page = await sit(context, at.server.at);
    try {
      await live(page, story);
      const told = await handedOut(page);
      assert.deepEqual(
        [told.id, told.stage, told.length],
        [story.case, last, story.lines.filter(({ isTaken }) => isTaken).length],
      );
      assert.deepEqual(page.heard, []);
    } finally {
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
      await context.close();
    }
  });
}
