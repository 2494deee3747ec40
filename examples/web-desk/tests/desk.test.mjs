// A clerk at the desk: what is kept, what follows, what stays hidden.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { LOGS, PS, ask, bring, fill, logOf, press, seated, sit, step, visit } from "./desk.mjs";

const seats = seated();
let at, context, page;
beforeEach(() => ({ at, context, page } = seats));

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
  await bring(page, [PS, logOf("GZ-2607")]);
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
  await visit(page, "#/office/ledger");
  await page.getByText("1 个案件").waitFor();
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

test("what was typed outlasts a reload, in this tab alone, and is gone once it was sent", async () => {
  const name = () => page.getByLabel("借款人姓名");
  await visit(page, "#/new");
  await fill(page, { 案件编号: "C-7", 借款人姓名: "吴九宁", 房产类型: "期房" });
  await page.reload();
  assert.equal(await name().inputValue(), "吴九宁");
  const other = await sit(context, at.server.at, "#/new");
  assert.equal(await other.getByLabel("借款人姓名").inputValue(), "");
  await press(page, "立案");
  await page.locator(".case-head").waitFor();

  await fill(await ask(page, "暂停"), { 原因: "等征信报告" });
  await page.reload();
  const again = await ask(page, "暂停");
  assert.equal(await again.getByLabel("原因").inputValue(), "等征信报告");
  await press(again, "取消");
  assert.equal(await (await ask(page, "暂停")).getByLabel("原因").inputValue(), "");
  await page.keyboard.press("Escape");

  await visit(page, "#/new");
  assert.equal(await name().inputValue(), "");
  await fill(page, { 借款人姓名: "郑十全" });
  await press(page, "清空");
  assert.equal(await name().inputValue(), "");
  await page.reload();
  assert.equal(await name().inputValue(), "");
});

test("keys lead through the list and to a case, and past the menu", async () => {
  await bring(page, LOGS);
  await visit(page, "#/");
  const at = () => page.evaluate(() => document.activeElement.innerText.split("\n")[0]);
  await page.locator(".case-line").first().focus();
  const order = [await at()];
  for (const key of ["ArrowDown", "ArrowDown", "ArrowUp", "End", "Home", "PageDown"]) {
    await page.keyboard.press(key);
    await page.waitForFunction((before) => {
      const { activeElement: at } = document;
      return at.matches(".case-line") && at.innerText.split("\n")[0] !== before;
    }, order.at(-1));
    order.push(await at());
  }
  const [first, second, third, again, last, top, paged] = order;
  assert.equal(new Set([first, second, third, last, paged]).size, 5);
  assert.deepEqual([again, top], [second, first]);
  // One line of the list is a stop: the next is behind it.
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.matches(".case-line")), false);
  await page.keyboard.press("Shift+Tab");
  assert.equal(await at(), paged);
  await page.keyboard.press("Enter");
  await page.locator(".case-head").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
  await page.reload();
  await page.locator(".case-head").waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
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
