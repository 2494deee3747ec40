// What comes in from elsewhere does nothing: markup, long and deep texts, files that are none of ours, foreign scripts.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import * as anjieflow from "anjieflow/office";
import { bring, press, seated, visit } from "./desk.mjs";

const seats = seated();
let page, folder;
beforeEach(() => ({ page, folder } = seats));

const EVIL = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>`;

test("markup in names, a long paste and foreign files do nothing", async () => {
  const salt = "00112233445566778899aabbccddeeff";
  const context_ = { today: "2026-03-02", by: "wang", salt };
  let [current, entry] = anjieflow.Case.open({ case: "EVIL-1", context: context_ });
  const entries = [entry];
  const commands = [
    { command: "add_party", id: "b1", role: "borrower", name: "<b onclick=alert(1)>x</b>" },
    { command: "describe_property", address: EVIL, price_fen: 100_000_000 },
    { command: "raise_query", asker: "clerk", to: "b1", about: EVIL, text: EVIL },
    { command: "suspend", reason: EVIL },
  ];
  for (const command of commands) {
    [current, entry] = current.step(command, context_);
    entries.push(entry);
  }
  const path = join(folder, "evil.jsonl");
  writeFileSync(path, anjieflow.log(entries));
  const deep = join(folder, "deep.jsonl");
  writeFileSync(deep, `{"anjieflow":1,"case":"X","entries":1}\n${'{"a":'.repeat(100_000)}`);
  await bring(page, [path, deep]);
  assert.equal(await page.getByText("这个文件不是案件记录").count(), 1);
  for (const tab of ["overview", "letters", "timeline", "customer", "archive"]) {
    await visit(page, `#/case/EVIL-1/${tab}`);
    assert.equal(await page.locator("main img, main script, main b").count(), 0);
  }
  await visit(page, "#/new");
  const started = Date.now();
  await page.getByLabel("借款人姓名").evaluate((input) => {
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
    set.call(input, "x".repeat(10_000_000));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await press(page, "立案");
  await page.getByText("位数不对").first().waitFor();
  assert.ok(Date.now() - started < 5_000);
  // Of a paste of megabytes the page keeps no more than a field can hold.
  assert.equal((await page.getByLabel("借款人姓名").inputValue()).length, 2_000);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
});

test("a customer's file that is none, or has markup in it, does nothing", async () => {
  const paper = { name: { zh: EVIL, en: EVIL }, whom: { zh: EVIL }, status: EVIL, note: EVIL };
  const sheet = {
    anjieflow_customer: 1,
    case: EVIL,
    stage: EVIL,
    made: EVIL,
    papers: [paper, 7, null],
  };
  await visit(page, "#/customer");
  const show = async (text) => {
    const chooser = page.waitForEvent("filechooser");
    await press(page, "选择文件");
    const buffer = Buffer.from(text);
    await (await chooser).setFiles({ name: "x.json", mimeType: "application/json", buffer });
  };
  await show(JSON.stringify(sheet));
  await page.getByText("共 3 份资料").waitFor();
  assert.equal(await page.locator("main img, main script").count(), 0);
  for (const text of ["[".repeat(200_000), "{}", JSON.stringify({ ...sheet, papers: "x" })]) {
    await show(text);
    await page.getByText("这不是给客户的清单文件").waitFor();
    assert.equal(await page.locator("article").count(), 0);
  }
  assert.equal(await page.evaluate(() => window.hacked), undefined);
});

/** Runs in the page: what a foreign text would try; answers what became of it. */
const attacks = async () => {
  // What the tool itself runs is let through.
  await new Promise((resolve) => setTimeout(resolve));
  const reported = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    reported.push(event.effectiveDirective),
  );
  const add = (tag, fields) =>
    document.body.append(Object.assign(document.createElement(tag), fields));
  const tried = {
    markup: () => (document.body.lastElementChild.innerHTML = "<img src=x onerror=hacked=1>"),
    "script of text": () => add("script", { textContent: "window.hacked = 1" }),
    "script of elsewhere": () => add("script", { src: "http://127.0.0.1:9/x.js" }),
    eval: () => window.eval("window.hacked = 1"),
    worker: () => new Worker("data:text/javascript,0"),
  };
  const done = Object.entries(tried).filter(([, attack]) => {
    try {
      attack();
      return true;
    } catch {
      return false;
    }
  });
  add("p", {});
  document.body.lastElementChild.setAttribute("style", "color: red");
  add("img", { src: "http://127.0.0.1:9/x.png" });
  await fetch("http://127.0.0.1:9/").catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 100));
  return { done: done.map(([name]) => name), reported: [...new Set(reported)].sort() };
};

test("the policy stops what is not ours, and says so", async () => {
  assert.deepEqual(await page.evaluate(attacks), {
    done: [],
    reported: ["connect-src", "img-src", "require-trusted-types-for", "style-src-attr"],
  });
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  page.heard.length = 0;
});
