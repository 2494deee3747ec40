// The store in a real browser: nothing is lost, and what goes wrong is told.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, afterEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as anjieflow from "anjieflow/office";
import { unzipSync, strFromU8 } from "fflate";
import { build } from "vite";
import { launch, serve } from "./page.mjs";

const ENTRY = fileURLToPath(new URL("./store.entry.ts", import.meta.url));
const CASES = fileURLToPath(new URL("../../office/cases/", import.meta.url));
let folder, server, browser, context;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "store-"));
  const input = { input: ENTRY, output: { entryFileNames: "store.js" } };
  await build({
    configFile: false,
    logLevel: "error",
    build: { outDir: folder, target: "es2022", assetsInlineLimit: 0, rollupOptions: input },
  });
  writeFileSync(
    join(folder, "index.html"),
    '<!doctype html><title>store</title><script type="module" src="/store.js"></script>',
  );
  server = await serve(folder);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true });
});

beforeEach(async () => (context = await browser.newContext()));
afterEach(() => context.close());

async function tab(before) {
  const page = await context.newPage();
  if (before) await page.addInitScript(before);
  await page.goto(server.at);
  await page.waitForFunction(() => window.desk);
  return page;
}

/** Runs in the page: a case with a party. */
const openOne = async (id) => {
  const { store } = (await desk.openStore(() => {})).value;
  const command = { command: "add_party", id: "b1", role: "borrower", name: "周六安" };
  const opened = await desk.open(store, id, [{ command }], "wang");
  return { ok: opened.ok, lines: opened.ok && opened.value.lines.length };
};

test("what was kept is there in the next page, and is the file that the library reads", async () => {
  const page = await tab();
  assert.deepEqual(await page.evaluate(openOne, "C-1"), { ok: true, lines: 2 });
  await page.close();
  const next = await tab();
  const [text, list] = await next.evaluate(async () => {
    const { store } = (await desk.openStore(() => {})).value;
    const { bytes } = await desk.exchange.exportCase(store, "C-1");
    return [new TextDecoder().decode(bytes), await store.summaries()];
  });
  const again = anjieflow.Case.replay(text);
  assert.equal(again.length, 2);
  assert.deepEqual([list[0].case, list[0].length, list[0].people], ["C-1", 2, "周*安"]);
});

test("of two tabs the second is told, and no entry is lost", async () => {
  const [one, other] = [await tab(), await tab()];
  await one.evaluate(openOne, "C-1");
  const read = async () => {
    window.store = (await desk.openStore(() => {})).value.store;
    window.opened = (await desk.openCase(store, "C-1")).value;
    window.heard = [];
    desk.channel.listen((news) => window.heard.push(news));
  };
  await Promise.all([one.evaluate(read), other.evaluate(read)]);
  const suspend = async (reason) => {
    const command = { command: "suspend", reason };
    const taken = await desk.take(store, opened, [{ command }], "wang");
    return taken.ok ? "kept" : taken.trouble.kind;
  };
  const both = await Promise.all([one.evaluate(suspend, "one"), other.evaluate(suspend, "other")]);
  assert.deepEqual([...both].sort(), ["kept", "somebody_was_first"]);
  const loser = both[0] === "kept" ? other : one;
  await loser.waitForFunction(() => window.heard.length > 0);
  assert.deepEqual(await loser.evaluate(() => window.heard), [{ case: "C-1", length: 3 }]);
  assert.equal(await loser.evaluate(async () => (await store.lines("C-1")).length), 3);
});

test("a second case of the same name does not write over the first", async () => {
  const page = await tab();
  await page.evaluate(openOne, "C-1");
  assert.deepEqual(await page.evaluate(openOne, "C-1"), { ok: false, lines: false });
});

test("steps are kept together or not at all", async () => {
  const page = await tab();
  const [said, left] = await page.evaluate(async () => {
    const { store } = (await desk.openStore(() => {})).value;
    const opened = (await desk.open(store, "C-1", [], "wang")).value;
    const acts = [
      { command: { command: "suspend", reason: "x" } },
      { command: { command: "submit" } },
    ];
    const said = await desk.take(store, opened, acts, "wang").catch((no) => no.code);
    return [said, (await store.lines("C-1")).length];
  });
  assert.deepEqual([said, left], ["refused", 1]);
});

test("a full store is told, and what was there stays", async () => {
  const page = await tab();
  const session = await context.newCDPSession(page);
  const origin = server.at.slice(0, -1);
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 500_000 });
  await page.evaluate(openOne, "C-1");
  const told = await page.evaluate(async () => {
    const { store } = (await desk.openStore(() => {})).value;
    const opened = (await desk.openCase(store, "C-1")).value;
    const suspend = { command: { command: "suspend", reason: "x".repeat(200) } };
    const acts = Array(5_000)
      .fill([suspend, { command: { command: "resume" } }])
      .flat();
    const taken = await desk.take(store, opened, acts, "wang");
    return [taken.trouble?.kind, taken.trouble?.said.zh, (await store.lines("C-1")).length];
  });
  assert.deepEqual([told[0], told[2]], ["storage_full", 2]);
  assert.match(told[1], /存储空间已满/);
});

test("without a store the desk works, and says that nothing lasts", async () => {
  const page = await tab(() => Object.defineProperty(window, "indexedDB", { value: undefined }));
  const told = await page.evaluate(async () => {
    const { store, trouble } = (await desk.openStore(() => {})).value;
    await desk.open(store, "C-1", [], "wang");
    const { name } = await desk.exchange.exportCase(store, "C-1");
    return [store.lasts, trouble.kind, name];
  });
  assert.deepEqual(told, [false, "no_storage", "C-1.jsonl"]);
});

test("a store of a newer desk is left alone and can be handed out", async () => {
  const page = await tab();
  await page.evaluate(openOne, "C-1");
  await page.close();
  const next = await tab();
  const told = await next.evaluate(async () => {
    await new Promise((resolve, reject) => {
      const request = indexedDB.open("anjieflow-desk", 99);
      request.onsuccess = () => resolve(request.result.close());
      request.onerror = () => reject(request.error);
    });
    const opened = await desk.openStore(() => {});
    return [opened.ok, opened.trouble?.kind, await desk.database.rawDump()];
  });
  assert.deepEqual(told.slice(0, 2), [false, "newer_store"]);
  const { version, stores } = JSON.parse(told[2]);
  assert.deepEqual([version, stores.entries.length], [99, 2]);
});

/** Runs in the page: changes a kept line behind the desk's back. */
const forge = async () => {
  const { store } = (await desk.openStore(() => {})).value;
  const [, line] = await store.lines("C-1");
  const request = indexedDB.open("anjieflow-desk");
  await new Promise((resolve) => (request.onsuccess = resolve));
  const work = request.result.transaction("entries", "readwrite");
  work.objectStore("entries").put({ ...line, line: line.line.replace("周六安", "周六<b>") });
  await new Promise((resolve) => (work.oncomplete = resolve));
  request.result.close();
};

test("a log that was changed behind our back is told, kept and can be handed out", async () => {
  const page = await tab();
  await page.evaluate(openOne, "C-1");
  await page.evaluate(forge);
  const [kind, damage, text] = await page.evaluate(async () => {
    const { store } = (await desk.openStore(() => {})).value;
    const opened = await desk.openCase(store, "C-1");
    const [{ damage }] = await store.summaries();
    const { bytes } = await desk.exchange.exportCase(store, "C-1");
    return [opened.trouble?.kind, damage, new TextDecoder().decode(bytes)];
  });
  assert.deepEqual([kind, damage], ["log_unreadable", "log_unreadable"]);
  assert.match(text, /周六<b>/);
});

/** Runs in the page: takes texts in as files. */
const takeIn = async (texts) => {
  const { store } = (await desk.openStore(() => {})).value;
  const files = texts.map((text, index) => new File([text], `${index}.jsonl`));
  const { added, continued, known, refused } = await desk.exchange.importFiles(store, files);
  return { added, continued, known, refused: refused.map(({ trouble }) => trouble.kind) };
};

test("files of the desk of Rust come in, all go out in one folder, and come in again as known", async () => {
  const page = await tab();
  const texts = ["GZ-2607", "JN-2601"].map((id) => readFileSync(`${CASES}${id}.jsonl`, "utf8"));
  const nothing = { added: [], continued: [], known: [], refused: [] };
  const first = await page.evaluate(takeIn, texts);
  assert.deepEqual(first, { ...nothing, added: ["GZ-2607", "JN-2601"] });
  const zipped = await page.evaluate(async () => {
    const { store } = (await desk.openStore(() => {})).value;
    return Array.from((await desk.exchange.exportAll(store)).bytes);
  });
  const files = unzipSync(Uint8Array.from(zipped));
  assert.deepEqual(Object.keys(files), ["cases/GZ-2607.jsonl", "cases/JN-2601.jsonl"]);
  assert.deepEqual(
    Object.values(files).map((bytes) => strFromU8(bytes)),
    texts,
  );
  const again = await page.evaluate(takeIn, [texts.join("")]);
  assert.deepEqual(again, { ...nothing, known: ["GZ-2607", "JN-2601"] });
});

test("forged, foreign and deep files are refused, and nothing is written", async () => {
  const page = await tab();
  const text = readFileSync(`${CASES}GZ-2607.jsonl`, "utf8");
  const forged = text.replace('"number":2', '"number":2 ').replace(/"by":"\w+"/, '"by":"mallory"');
  const deep = '{"anjieflow":1,"case":"X","entries":1}\n' + "[".repeat(200_000);
  const told = await page.evaluate(takeIn, [forged, "<script>alert(1)</script>", deep, ""]);
  assert.deepEqual(told.refused, Array(4).fill("not_a_log"));
  const left = await page.evaluate(async () => {
    const { store } = (await desk.openStore(() => {})).value;
    return (await store.allLines()).length;
  });
  assert.equal(left, 0);
});

test("a log that goes another way than the one here is refused", async () => {
  const page = await tab();
  await page.evaluate(openOne, "C-1");
  const [, first] = anjieflow.Case.open({
    case: "C-1",
    context: { today: "2026-01-02", by: "li" },
  });
  const told = await page.evaluate(takeIn, [anjieflow.log([first])]);
  assert.deepEqual(told.refused, ["logs_differ"]);
});

test("of a file only its name, size and digest are kept", async () => {
  const page = await tab();
  const kept = await page.evaluate(async () => {
    const { store } = (await desk.openStore(() => {})).value;
    await store.keepFile(await desk.file.noted("C-1", new File(["abc"], "a.pdf"), null));
    return store.files("C-1");
  });
  const { added, ...rest } = kept[0];
  assert.match(added, /^\d{4}-\d\d-\d\d$/);
  assert.deepEqual(rest, {
    case: "C-1",
    sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    name: "a.pdf",
    size: 3,
    document: null,
  });
});
