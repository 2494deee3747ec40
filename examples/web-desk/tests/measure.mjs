// How fast it is: recorded, not judged. `node tests/measure.mjs` prints a line of JSON.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as anjieflow from "anjieflow/office";
import { bring, house, sit, visit } from "./desk.mjs";

const CASES = 10_000;
const SALT = "00112233445566778899aabbccddeeff";

/** A log of a case with a borrower. */
function logOf(index) {
  const context = { today: "2026-03-02", by: "wang", salt: SALT };
  const id = `M-${String(index).padStart(5, "0")}`;
  const [opened, first] = anjieflow.Case.open({ case: id, context });
  const party = { command: "add_party", id: "b1", role: "borrower", name: "周六安" };
  const [current, second] = opened.step(party, context);
  opened.free();
  current.free();
  return anjieflow.log([first, second]);
}

const folder = mkdtempSync(join(tmpdir(), "measure-"));
const at = await house();
try {
  const cold = [];
  for (let count = 0; count < 5; count++) {
    const context = await at.browser.newContext({ serviceWorkers: "block" });
    const page = await context.newPage();
    const started = Date.now();
    await page.goto(`${at.server.at}#/new`);
    await page.getByLabel("借款人姓名").fill("周");
    cold.push(Date.now() - started);
    await context.close();
  }
  const context = await at.browser.newContext({ serviceWorkers: "block" });
  context.setDefaultTimeout(300_000);
  const page = await sit(context, at.server.at, "#/data");
  const path = join(folder, "many.jsonl");
  writeFileSync(path, Array.from({ length: CASES }, (_, index) => logOf(index)).join(""));
  const importing = Date.now();
  await bring(page, [path]);
  const imported = Date.now() - importing;
  await page.reload();
  const listing = Date.now();
  await visit(page, "#/");
  await page.getByText("M-00000").waitFor();
  const listed = Date.now() - listing;
  const tasks = await page.evaluate(async () => {
    const long = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) long.push(Math.round(duration));
    }).observe({ type: "longtask" });
    const list = document.querySelector(".cases");
    for (let count = 0; count < 120; count++) {
      list.scrollTop += count < 60 ? 200 : 20_000;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    return long;
  });
  const told = {
    cases: CASES,
    cold_first_interaction_ms: cold,
    import_ms: imported,
    list_ms: listed,
    long_tasks_while_scrolling_ms: tasks,
    rows_in_the_page: await page.locator(".case-line").count(),
  };
  console.log(JSON.stringify(told));
} finally {
  await at.close();
  rmSync(folder, { recursive: true });
}
