// A clerk at the desk: what is kept, what is told, what stays hidden, and what comes in is inert.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as anjieflow from "anjieflow/office";
import { bring, fill, house, press, sit, step, visit } from "./desk.mjs";

const CASES = fileURLToPath(new URL("../../office/cases/", import.meta.url));
const PS = `${CASES}PS-2603.jsonl`;
let at, context, page, folder;

before(async () => {
  at = await house();
  folder = mkdtempSync(join(tmpdir(), "desk-"));
});
after(async () => {
  await at?.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  context = await at.browser.newContext();
  context.setDefaultTimeout(5_000);
  page = await sit(context, at.server.at);
});
afterEach(async () => {
  const { heard } = page;
  await context.close();
  assert.deepEqual(heard, []);
});

const length = (page) => page.locator("[data-length]").getAttribute("data-length");

test("of two tabs the other one follows, also under an open form", async () => {
  await bring(page, [PS]);
  await visit(page, "#/case/PS-2603/overview");
  const other = await sit(context, at.server.at, "#/case/PS-2603/overview");
  await other.locator('[data-length="34"]').waitFor();
  await other.getByRole("button", { name: "客户放弃" }).click();
  await step(page, "暂停", { 原因: "等资料" });
  await page.locator('[data-length="35"]').waitFor();
  await other.locator('[data-length="35"]').waitFor();
  await other.keyboard.press("Escape");
  assert.ok(await other.getByText("已暂停").first().isVisible());
  assert.deepEqual(other.heard, []);
});

test("two tabs at the same moment: one is told, and no entry is lost", async () => {
  // A tab that hears nothing of the other.
  await context.addInitScript(() => delete window.BroadcastChannel);
  await bring(page, [PS]);
  const tabs = [];
  for (let count = 0; count < 2; count++) {
    tabs.push(await sit(context, at.server.at, "#/case/PS-2603/overview"));
    await tabs[count].locator('[data-length="34"]').waitFor();
  }
  const [one, other] = tabs;
  await step(one, "暂停", { 原因: "一" });
  await step(other, "暂停", { 原因: "二" });
  await other.getByText("另一个窗口有了新记录").waitFor();
  assert.equal(await length(other), "35");
  await visit(other, "#/case/PS-2603/timeline");
  assert.equal(await other.getByText("一", { exact: true }).count(), 1);
  assert.equal(await other.getByText("二", { exact: true }).count(), 0);
});

test("the worklist is over all cases, follows an entry, and leads to the case", async () => {
  await bring(page, [PS, `${CASES}GZ-2607.jsonl`]);
  await visit(page, "#/tasks");
  await page.getByLabel("经办人").selectOption("chen");
  await page.getByText("审核资料：工作证明").waitFor();
  const other = await sit(context, at.server.at, "#/case/PS-2603/checklist");
  const paper = other.locator(".paper", { hasText: "工作证明" });
  await paper.getByRole("button", { name: /^验讫/ }).click();
  await page.getByText("审核资料：工作证明").waitFor({ state: "detached" });
  await page.getByRole("link", { name: "PS-2603" }).first().click();
  await page.locator(".case-head").waitFor();
});

test("without a network the desk opens, reads, steps and calculates", async () => {
  await bring(page, [PS]);
  await page.evaluate(() => navigator.serviceWorker.ready);
  // The second visit is under the worker.
  await page.reload();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await context.setOffline(true);
  await page.reload();
  await visit(page, "#/case/PS-2603/overview");
  await step(page, "暂停", { 原因: "断网" });
  await page.locator('[data-length="35"]').waitFor();
  await visit(page, "#/calculator");
  await page.getByText("¥4,270.16").waitFor();
  await page.locator(".chart canvas").waitFor();
  await context.setOffline(false);
});

test("the reason stands beside the field, and the summary leads to it", async () => {
  await visit(page, "#/new");
  await fill(page, {
    案件编号: "C-9",
    借款人姓名: "周六安",
    借款人身份证号码: "710000199003070012",
    "成交价（元）": "12.345",
    网签日期: "2026-02-30",
  });
  await press(page, "立案");
  for (const reason of ["校验码不符", "金额格式不正确", "日期不存在"]) {
    assert.equal(await page.getByText(reason).count(), 1, reason);
  }
  // The summary has the focus, and leads to the field.
  await page.waitForFunction(() => document.activeElement.className === "summary");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.value), "710000199003070012");
  assert.equal(
    await page.evaluate(() => document.activeElement.getAttribute("aria-invalid")),
    "true",
  );
  await fill(page, {
    借款人身份证号码: "710000199003070011",
    "成交价（元）": "１２０.5万",
    网签日期: "2026年3月2日",
    房屋坐落: "某路1号",
    房产类型: "期房",
  });
  await press(page, "立案");
  await page.locator(".case-head").waitFor();
  assert.ok(await page.getByText("¥1,205,000").first().isVisible());
  assert.ok(await page.getByText("已完成 2026-03-02").isVisible());
});

test("by the keyboard alone a case is opened and suspended", async () => {
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await visit(page, "#/new");
  await page.getByLabel("案件编号").focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("K-1");
  const reach = async (name) => {
    for (let count = 0; count < 60; count++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => document.activeElement.innerText);
      if (at === name) return;
    }
    assert.fail(`nobody comes to ${name}`);
  };
  await reach("只立案，稍后登记");
  await page.keyboard.press("Enter");
  await page.locator(".case-head").waitFor();
  const select = page.getByLabel("登记其他事项");
  await reach("客户放弃");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await select.focus();
  await select.selectOption("suspend");
  await reach("填写");
  await page.keyboard.press("Enter");
  await dialog.waitFor();
  await dialog.getByLabel("原因").focus();
  await page.keyboard.type("等资料");
  await page.keyboard.press("Enter");
  await page.locator('[data-length="2"]').waitFor();
});

test("what is personal is masked, shown when asked for, and masked again", async () => {
  await bring(page, [PS]);
  await visit(page, "#/case/PS-2603/overview");
  await page.clock.install();
  const text = readFileSync(PS, "utf8");
  const { id_number } = JSON.parse(
    text.split("\n").find((line) => line.includes("id_number")),
  ).personal;
  const isThere = () =>
    page.evaluate((number) => document.body.innerText.includes(number), id_number);
  assert.equal(await isThere(), false);
  await page.getByRole("button", { name: "显示借款人 身份证号码" }).click();
  assert.equal(await isThere(), true);
  await page.clock.runFor(21_000);
  assert.equal(await isThere(), false);
  const said = await page.evaluate(() => location.href + document.title);
  assert.ok(!said.includes(id_number));
});

test("a paper is taken in, sent back with its defect, and checked; a file leaves its digest", async () => {
  await bring(page, [PS]);
  await visit(page, "#/case/PS-2603/checklist");
  const paper = page.locator(".paper", { hasText: "工作证明" });
  await paper.getByRole("button", { name: /^退回/ }).click();
  const dialog = page.getByRole("dialog");
  await fill(dialog, { 不合格之处: "没有盖章" });
  await dialog.getByRole("button", { name: "审核资料", exact: true }).click();
  await paper.getByText("没有盖章").waitFor();
  await paper.getByRole("button", { name: /^收件/ }).click();
  await dialog.getByRole("button", { name: "收件", exact: true }).click();
  await paper.getByRole("button", { name: /^验讫/ }).click();
  await paper.getByText("已验", { exact: true }).waitFor();
  const chooser = page.waitForEvent("filechooser");
  await paper.getByRole("button", { name: /^登记文件/ }).click();
  await (
    await chooser
  ).setFiles({ name: "work.pdf", mimeType: "application/pdf", buffer: Buffer.from("abc") });
  await paper.getByText("SHA-256 ba7816bf8f01cfea").waitFor();
  const kept = await page.evaluate(async () => {
    const request = indexedDB.open("anjieflow-desk");
    await new Promise((resolve) => (request.onsuccess = resolve));
    const all = request.result.transaction("files").objectStore("files").getAll();
    await new Promise((resolve) => (all.onsuccess = resolve));
    return all.result;
  });
  assert.deepEqual(Object.keys(kept[0]).sort(), [
    "added",
    "case",
    "document",
    "name",
    "sha256",
    "size",
  ]);
});

test("the customer's file is masked and is opened read only", async () => {
  await bring(page, [PS]);
  await visit(page, "#/case/PS-2603/customer");
  const download = page.waitForEvent("download");
  await press(page, "导出给客户的文件");
  const path = await (await download).path();
  const text = readFileSync(path, "utf8");
  for (const line of readFileSync(PS, "utf8")
    .split("\n")
    .filter((line) => line.includes('"personal"'))) {
    const { salt, ...personal } = JSON.parse(line).personal;
    for (const value of Object.values(personal))
      assert.ok(!text.includes(String(value)), "unmasked");
  }
  await visit(page, "#/customer");
  const chooser = page.waitForEvent("filechooser");
  await press(page, "选择文件");
  await (
    await chooser
  ).setFiles({ name: "mine.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await page.getByText("共 13 份资料").waitFor();
  assert.equal(await page.getByRole("textbox").count(), 0);
});

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

test("the policy stops what is not ours, and says so", async () => {
  assert.deepEqual(await page.evaluate(attacks), {
    done: [],
    reported: ["connect-src", "img-src", "require-trusted-types-for", "style-src-attr"],
  });
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  page.heard.length = 0;
});

test("a damaged log is told on its page and in the list, and its lines can be handed out", async () => {
  await bring(page, [PS]);
  await page.evaluate(async () => {
    const request = indexedDB.open("anjieflow-desk");
    await new Promise((resolve) => (request.onsuccess = resolve));
    const entries = request.result.transaction("entries", "readwrite").objectStore("entries");
    entries.delete(["PS-2603", 5]);
    await new Promise((resolve) => (entries.transaction.oncomplete = resolve));
  });
  await visit(page, "#/case/PS-2603/overview");
  await page.getByText("记录已损坏").waitFor();
  const download = page.waitForEvent("download");
  await press(page, "导出原始记录");
  const text = readFileSync(await (await download).path(), "utf8");
  assert.equal(text.trim().split("\n").length, 34);
  await visit(page, "#/");
  await page.getByText("记录损坏").waitFor();
  // So is a line of the list that somebody else has written over.
  await page.evaluate(async () => {
    const request = indexedDB.open("anjieflow-desk");
    await new Promise((resolve) => (request.onsuccess = resolve));
    const work = request.result.transaction("cases", "readwrite");
    work.objectStore("cases").put({ case: "X-1", people: 7 });
    await new Promise((resolve) => (work.oncomplete = resolve));
  });
  await page.reload();
  await page.getByRole("link", { name: /X-1/ }).getByText("记录损坏").waitFor();
});

test("a browser that keeps nothing is told on every page, and the case can be exported", async () => {
  const bare = await at.browser.newContext();
  await bare.addInitScript(() => Object.defineProperty(window, "indexedDB", { value: undefined }));
  const here = await sit(bare, at.server.at, "#/new");
  await here.getByText("只留到关闭页面为止").waitFor();
  await fill(here, { 案件编号: "C-7" });
  await press(here, "只立案，稍后登记");
  await here.locator(".case-head").waitFor();
  assert.ok(await here.getByText("只留到关闭页面为止").isVisible());
  const download = here.waitForEvent("download");
  await press(here, "导出记录");
  const text = readFileSync(await (await download).path(), "utf8");
  assert.equal(anjieflow.Case.replay(text).id, "C-7");
  assert.deepEqual(here.heard, []);
  await bare.close();
});

test("a store of a newer desk stops the page, which hands the data out as they are", async () => {
  await bring(page, [PS]);
  // A newer desk in another tab: this one lets it, and says so.
  const newer = await context.newPage();
  await newer.goto(`${at.server.at}icon.svg`);
  await newer.evaluate(async () => {
    const request = indexedDB.open("anjieflow-desk", 99);
    await new Promise((resolve) => (request.onsuccess = resolve));
    request.result.close();
  });
  await page.getByText("另一个窗口还开着旧版本").waitFor();
  await page.reload();
  await page.getByText("由更新版本的工作台保存").waitFor();
  const download = page.waitForEvent("download");
  await press(page, "导出原始数据");
  const { version, stores } = JSON.parse(readFileSync(await (await download).path(), "utf8"));
  assert.deepEqual([version, stores.entries.length], [99, 34]);
});

/** Runs in the page: fills what is left of the browser's store. */
const ballast = async () => {
  const request = indexedDB.open("ballast", 1);
  request.onupgradeneeded = () =>
    request.result.createObjectStore("stones", { autoIncrement: true });
  await new Promise((resolve) => (request.onsuccess = resolve));
  const put = (size) =>
    new Promise((resolve) => {
      const work = request.result.transaction("stones", "readwrite", { durability: "strict" });
      work.objectStore("stones").add(crypto.getRandomValues(new Uint8Array(size)));
      work.oncomplete = () => resolve(true);
      work.onabort = () => resolve(false);
    });
  for (const size of [50_000, 5_000, 100]) while (await put(size));
};

test("a full store is told beside the step, which is not kept", async () => {
  const small = await at.browser.newContext({ serviceWorkers: "block" });
  small.setDefaultTimeout(5_000);
  const here = await small.newPage();
  const session = await small.newCDPSession(here);
  const origin = at.server.at.slice(0, -1);
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1_000_000 });
  await here.goto(`${at.server.at}#/data`);
  await bring(here, [PS]);
  await visit(here, "#/case/PS-2603/overview");
  await here.evaluate(ballast);
  await step(here, "暂停", { 原因: "等资料" });
  await here.getByText("存储空间已满").waitFor();
  assert.equal(await length(here), "34");
  await small.close();
});

/** What a log says of a party. */
function personalOf(path, id) {
  const entries = readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => JSON.parse(line));
  return entries.find(({ event, data }) => event === "party_added" && data.id === id).personal;
}

test("a wrong entry is corrected from the log, and keeps what was not wrong", async () => {
  await bring(page, [PS]);
  await visit(page, "#/case/PS-2603/timeline");
  await page.clock.install();
  await press(page, "更正第 2 条");
  const dialog = page.getByRole("dialog");
  // What is personal stays masked until somebody changes it.
  const personal = ["name", "id_number"].map((field) => `[data-place="record.${field}"] input`);
  assert.equal(await dialog.locator(personal.join()).count(), 0);
  await dialog.getByRole("button", { name: "显示并更改姓名" }).click();
  const name = dialog.locator('[data-place="record.name"] input');
  await page.clock.runFor(15_000);
  await name.fill("沈更秋");
  // Who writes has it in sight for longer, but not for ever.
  await page.clock.runFor(15_000);
  assert.equal(await name.inputValue(), "沈更秋");
  await page.clock.runFor(6_000);
  await name.waitFor({ state: "detached" });
  await fill(dialog, { 原因: "姓名录错" });
  await dialog.getByRole("button", { name: "更正", exact: true }).click();
  await page.locator('[data-length="35"]').waitFor();
  const download = page.waitForEvent("download");
  await press(page, "导出记录");
  const text = readFileSync(await (await download).path(), "utf8");
  const last = JSON.parse(text.trim().split("\n").at(-1));
  assert.equal(last.event, "record_corrected");
  const before = personalOf(PS, "b1");
  assert.deepEqual(
    [last.personal.record.name, last.personal.record.id_number],
    ["沈更秋", before.id_number],
  );
  await visit(page, "#/case/PS-2603/overview");
  await page.getByRole("button", { name: "显示借款人 姓名" }).click();
  assert.ok(await page.getByText("沈更秋").isVisible());
});
