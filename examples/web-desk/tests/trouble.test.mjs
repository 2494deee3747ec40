// What goes wrong with the store is told plainly, and the data can be handed out.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import * as anjieflow from "anjieflow/office";
import { PS, bring, fill, press, seated, sit, step, visit } from "./desk.mjs";

const seats = seated();
let at, context, page;
beforeEach(() => ({ at, context, page } = seats));

const length = (page) => page.locator("[data-length]").getAttribute("data-length");

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
