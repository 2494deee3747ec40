// What an office asks of its cases, the rules of its place, and a pair of loans.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as anjieflow from "anjieflow/office";
import { LOGS, bring, fill, press, seated, sit, step, visit } from "./desk.mjs";

const PACKS = fileURLToPath(new URL("../../packs/", import.meta.url));
const DAY = "2026-04-02";
const seats = seated(DAY);
let at, context, page, folder;
beforeEach(() => ({ at, context, page, folder } = seats));

/** What the library says of all the cases, without a page. */
function office() {
  const all = new anjieflow.Office();
  for (const log of LOGS) all.put(anjieflow.Case.replay(readFileSync(log, "utf8")));
  return (question) => all.ask(question, { today: DAY, by: "wang" });
}

/** Press a button that hands out a file; answers its name and text. */
async function handedOut(name) {
  const download = page.waitForEvent("download");
  await press(page, name);
  const file = await download;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

test("the ledger is the library's, masked, and goes out as a table with names only when asked", async () => {
  await bring(page, LOGS);
  await visit(page, "#/office/ledger");
  const { rows, csv_zh } = office()({ question: "ledger" });
  await page.getByText(`${rows.length} 个案件`).waitFor();
  assert.equal(await page.locator("tbody tr").count(), rows.length);
  const masked = await handedOut("保存表格（CSV）");
  assert.deepEqual(masked, { name: `ledger-${DAY}.csv`, text: `\uFEFF${csv_zh}` });
  const whole = await handedOut("保存表格（含姓名地址）");
  const revealed = office()({ question: "ledger", reveal: true });
  assert.equal(whole.text, `\uFEFF${revealed.csv_zh}`);
  assert.notEqual(whole.text, masked.text);
});

test("the week that is asked for, the arrears, and the days ahead with their calendar file", async () => {
  await bring(page, LOGS);
  await visit(page, "#/office/week");
  await fill(page, { "哪一周（其中任一天）": "2026-3-10" });
  await page.getByText("2026-03-09 至 2026-03-15").waitFor();
  await page.getByText("初审通过", { exact: true }).first().waitFor();
  await fill(page, { "哪一周（其中任一天）": "2026-13-10" });
  await page.getByText("日期不存在").waitFor();
  await visit(page, "#/office/arrears");
  const [behind] = office()({ question: "arrears" });
  await page.getByRole("cell", { name: String(behind.days), exact: true }).waitFor();
  await visit(page, "#/office/calendar");
  await page.getByLabel("经办人").selectOption("wang");
  await page.getByRole("heading", { name: /2026-04-13/ }).waitFor();
  const { name, text } = await handedOut("保存日历（.ics）");
  assert.equal(name, `tasks-${DAY}.ics`);
  assert.equal(text, office()({ question: "calendar", clerk: "wang" }));
});

/** Load a file as local rules. */
async function load(page, file) {
  const chooser = page.waitForEvent("filechooser");
  await press(page, "加载地方规则");
  await (await chooser).setFiles(file);
}

/** The log of a case in Jinan whose bank has a local list of its own. */
function jinan() {
  const context = { today: DAY, by: "wang", salt: "00112233445566778899aabbccddeeff" };
  let [current, entry] = anjieflow.Case.open({ case: "JN-1", context });
  const entries = [entry];
  const commands = [
    { command: "add_party", id: "b1", role: "borrower", name: "周六安" },
    { command: "state_facts", facts: { property: "presale", marital: "single" } },
    { command: "describe_property", address: "某路1号", price_fen: 150_000_000 },
    {
      command: "choose_product",
      loans: [{ product: "citic-mortgage", amount_fen: 90_000_000, term_months: 360 }],
    },
  ];
  for (const command of commands) {
    [current, entry] = current.step(command, context);
    entries.push(entry);
  }
  return anjieflow.log(entries);
}

const papers = (rules, log) => rules.replay(log).checklist({ today: DAY, by: "wang" }).length;
const edition = (page) => page.locator("footer").innerText();

test("local rules are kept, judge every case, are named on every page, and are followed by another tab", async () => {
  const log = jinan();
  const layer = readFileSync(`${PACKS}citic-jinan.json`, "utf8");
  const builtin = anjieflow.Rules.builtin();
  const [few, many] = [papers(builtin, log), papers(builtin.at([layer]), log)];
  assert.notEqual(few, many);
  const file = join(folder, "jinan.jsonl");
  writeFileSync(file, log);
  await bring(page, [file]);
  const other = await sit(context, at.server.at, "#/case/JN-1/checklist");
  await other.getByText(`共 ${few} 项`).waitFor();
  await load(page, `${PACKS}citic-jinan.json`);
  await page.getByText("适用于 Jinan · China CITIC Bank").waitFor();
  await other.getByText(`共 ${many} 项`).waitFor();
  for (const place of ["#/", "#/case/JN-1/checklist", "#/office/ledger", "#/new"]) {
    await visit(page, place);
    assert.match(await edition(page), /citic-jinan-2026-11-24 · Jinan · China CITIC Bank/);
  }
  await page.reload();
  await visit(page, "#/case/JN-1/checklist");
  await page.getByText(`共 ${many} 项`).waitFor();
  await visit(page, "#/data");
  await press(page, "移除 citic-jinan.json");
  await other.getByText(`共 ${few} 项`).waitFor();
  assert.doesNotMatch(await edition(page), /Jinan/);
  assert.deepEqual(other.heard, []);
});

test("a layer that does not fit is refused with its reason, and the rules stay", async () => {
  await visit(page, "#/data");
  await load(page, `${PACKS}citic-jinan.json`);
  await page.getByText("适用于 Jinan").waitFor();
  const before = await edition(page);
  const bad = (name, text) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const markup = `<img src=x onerror="window.hacked=1">`;
  const refused = [
    [`${PACKS}conflict.json`, "互相矛盾"],
    [bad("deep.json", '{"a":'.repeat(200_000)), "deep.json："],
    [bad("long.json", `"${"x".repeat(3_000_000)}"`), "文件太大"],
    [
      bad("markup.json", JSON.stringify({ pack: 1, about: markup, edition: markup })),
      "markup.json：",
    ],
  ];
  for (const [file, reason] of refused) {
    await load(page, file);
    await page.locator("[role=alert]", { hasText: reason }).waitFor();
    assert.equal(await edition(page), before);
  }
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  // Of two places one has to be named: the last that was added, or the other.
  await load(page, `${PACKS}shanghai.json`);
  await page.getByText("；适用于 Shanghai").waitFor();
  await page.getByLabel("在哪里办理").selectOption("Jinan · China CITIC Bank");
  await page.getByText("；适用于 Jinan").waitFor();
  assert.equal(await edition(page), before);
});

test("rules that are kept and fit no longer are told, and the built-in ones hold", async () => {
  await page.evaluate(async () => {
    const request = indexedDB.open("anjieflow-desk");
    await new Promise((resolve) => (request.onsuccess = resolve));
    const work = request.result.transaction("settings", "readwrite");
    work
      .objectStore("settings")
      .put('{"layers":[{"file":"x","text":"{}"}],"place":null}', "layers");
    await new Promise((resolve) => (work.oncomplete = resolve));
  });
  await page.reload();
  await page.getByText("保存的地方规则不能用于本版本").waitFor();
  assert.equal(await edition(page), "规则版本 builtin-2026-11-24");
});

test("a pair of loans is chosen from the match table, shared as the library says", async () => {
  await visit(page, "#/new");
  await fill(page, {
    案件编号: "ZH-1",
    借款人姓名: "周六安",
    房产类型: "二手房",
    房屋坐落: "某路1号",
    "成交价（元）": "200万",
    城市: "广州",
    家庭已有住房套数: "0",
    "家庭月收入（元）": "3万",
  });
  await press(page, "立案");
  await page.locator(".case-head").waitFor();
  await visit(page, "#/case/ZH-1/product");
  // The income of the case is reckoned with, and masked.
  await page.getByText("按案件登记的月收入试算").waitFor();
  assert.equal(await page.getByText("¥30,000").count(), 0);
  await press(page, "显示月收入");
  await page.getByText("¥30,000").waitFor();
  await fill(page, { "贷款金额（元）": "120万" });
  const row = (text) => page.getByRole("row", { name: text });
  await row(/广州住房公积金/)
    .getByRole("button", { name: /^组合/ })
    .click();
  await row(/邮政储蓄/)
    .getByRole("button", { name: /^组合/ })
    .click();
  const card = page.locator(".card", { hasText: "组合贷款" });
  const share = async (name) =>
    Number(
      (
        await card
          .locator("div", { has: page.getByText(name, { exact: true }) })
          .last()
          .locator("dd")
          .innerText()
      ).replace(/\D/g, ""),
    );
  // Nobody has said yet whether there is a co-borrower: then the fund may lend it all.
  await card.getByText("其中一家就够").waitFor();
  await visit(page, "#/case/ZH-1/overview");
  await step(page, "登记事实", { 有共同借款人: "no" });
  await visit(page, "#/case/ZH-1/product");
  await fill(page, { "贷款金额（元）": "120万" });
  await row(/广州住房公积金/)
    .getByRole("button", { name: /^组合/ })
    .click();
  await row(/邮政储蓄/)
    .getByRole("button", { name: /^组合/ })
    .click();
  await card.getByText("公积金贷", { exact: true }).waitFor();
  const shares = [await share("银行贷"), await share("公积金贷")];
  assert.equal(shares[0] + shares[1], 1_200_000);
  await card.getByRole("button", { name: "选定这一对" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "选定产品", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  await visit(page, "#/case/ZH-1/overview");
  const { text } = await handedOut("导出记录");
  const { loans } = anjieflow.Case.replay(text).view();
  assert.deepEqual(
    loans.map(({ product, amount_fen }) => [product, amount_fen / 100]),
    [
      ["psbc-second", shares[0]],
      ["pf-guangzhou", shares[1]],
    ],
  );
});
