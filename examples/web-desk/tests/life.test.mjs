// Whole cases by clicks alone, from the question to the release, with a reload on the way.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import * as anjieflow from "anjieflow/office";
import { readFileSync } from "node:fs";
import { fill, house, press, sit, stands, step, visit } from "./desk.mjs";

let at, context, page;

before(async () => (at = await house()));
after(() => at?.close());
beforeEach(async () => {
  context = await at.browser.newContext();
  context.setDefaultTimeout(5_000);
});
afterEach(async () => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/life.png` });
  await context.close();
});

/** The clock of the page. */
const on = (day) => page.clock.setFixedTime(new Date(`${day}T09:00:00`));

async function intake(texts) {
  await visit(page, "#/new");
  await fill(page, texts);
  await press(page, "立案");
  await page.locator(".case-head").waitFor();
}

const tab = (case_, name) => visit(page, `#/case/${case_}/${name}`);

const papers = (status) => page.locator(".paper", { has: page.getByText(status, { exact: true }) });

/** Take every missing paper in. */
async function receive() {
  for (let left = await papers("待收").count(); left > 0; left--) {
    await papers("待收").first().getByRole("button", { name: /^收件/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "收件", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
  }
  assert.equal(await papers("待收").count(), 0);
}

/** Find every paper good that was taken in. */
async function check() {
  for (let left = await papers("已收待验").count(); left > 0; left--) {
    await papers("已收待验").first().getByRole("button", { name: /^验讫/ }).click();
    await page.waitForFunction(
      (left) => document.querySelectorAll(".paper .badge.warn").length < left,
      left,
    );
  }
}

const mark = (milestone, texts = {}) =>
  step(page, "登记节点", { 节点: milestone, 状态: "已完成", ...texts });
const consent = (party, purpose, to) =>
  step(page, "登记同意授权", { 当事人: party, 接收方: to, 用途: purpose, 形式: "书面" });

/** The log that the page hands out, as the library reads it. */
async function handedOut() {
  const download = page.waitForEvent("download");
  await press(page, "导出记录");
  return anjieflow.Case.replay(readFileSync(await (await download).path(), "utf8"));
}

async function reload() {
  await page.reload();
  await page.locator(".case-head").waitFor();
}

test("a second-hand home from the question to the release", async () => {
  page = await sit(context, at.server.at);
  await on("2026-03-02");
  await page.reload();
  await intake({
    案件编号: "C-2",
    房产类型: "二手房",
    借款人姓名: "周六安",
    借款人身份证号码: "710000199003070011",
    婚姻状况: "未婚",
    身份类别: "内地居民",
    身份证状态: "有效",
    卖方姓名: "吴七宁",
    卖方身份证号码: "710000197509210035",
    房屋坐落: "广州市天河区试验二路8号1201房",
    "成交价（元）": "200万",
  });
  await step(page, "登记事实", { 有保证人: "否", 卖方有共有人: "否", 卖方已婚: "否" });
  await step(page, "选定产品", {
    产品: "psbc-second",
    "金额（元）": "100万",
    "期限（月）": "300",
  });
  await stands(page, "收集资料");
  await reload();
  await tab("C-2", "checklist");
  await receive();
  await tab("C-2", "overview");
  await press(page, "提交初审");
  await stands(page, "初审");
  await on("2026-03-09");
  await tab("C-2", "checklist");
  await check();
  await tab("C-2", "overview");
  await press(page, "初审通过");
  await stands(page, "初审通过");
  await mark("查册", { 失效日期: "2026-03-12" });
  await mark("网签");
  await mark("面签");
  await consent("b1", "报送贷款申请", "psbc-second");
  await consent("v1", "报送贷款申请", "psbc-second");
  await consent("b1", "征信查询", "psbc-second");
  await press(page, "报卷");
  await stands(page, "银行审批");
  await reload();
  await on("2026-03-16");
  await mark("评估");
  await on("2026-03-19");
  await step(page, "批复", {
    "金额（元）": "1,000,000",
    "期限（月）": "300",
    "年利率（%）": "3.15",
    批复有效期至: "2026-5-18",
  });
  await press(page, "接受批复");
  await press(page, "确认批复");
  await stands(page, "签约");
  await step(page, "签约", { 合同编号: "PSBC-77" });
  await press(page, "送交登记");
  await stands(page, "抵押登记");
  await on("2026-04-09");
  await mark("过户");
  await on("2026-04-13");
  await mark("抵押登记");
  await press(page, "等待放款");
  await stands(page, "待放款");
  await step(page, "指定收款账户", { 谁的: "v1", 号码: "6222020200112230051" });
  await mark("首付");
  await mark("放款前二次征信");
  await on("2026-04-20");
  await step(page, "放款", { "金额（元）": "100万", 收款账号: "6222020200112230051" });
  await step(page, "入账", { 首次还款日: "2026-05-20", "首期还款（元）": "5200" });
  await press(page, "进入还款");
  await stands(page, "还款中");
  await mark("归档");
  await on("2036-04-21");
  await press(page, "结清");
  await press(page, "确认结清");
  await stands(page, "已结清");
  await mark("注销抵押");
  await press(page, "解押");
  await stands(page, "已解押");
  const told = await handedOut();
  assert.deepEqual([told.id, told.stage], ["C-2", "released"]);
  assert.deepEqual(page.heard, []);
});
