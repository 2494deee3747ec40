// Each bundler builds a program with the package, and what it built runs.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as anjieflow from "anjieflow";
import { answer } from "./app/answer.js";
import { launch, serve } from "./browser.mjs";
import { TARGET } from "./files.mjs";

const run = promisify(execFile);
const APP = fileURLToPath(new URL("app", import.meta.url));
const BIN = fileURLToPath(new URL("../node_modules/.bin", import.meta.url));
const BUILT = join(TARGET, "bundled");
// What a careful site allows. That a bundle asks for more would stop it.
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
const wanted = answer(anjieflow);

let browser, server;

before(async () => {
  rmSync(BUILT, { recursive: true, force: true });
  server = await serve({ bundled: BUILT }, { "content-security-policy": POLICY });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.close();
});

/** A fresh folder for what a bundler builds, with a page in it unless the bundler makes one. */
function folder(name, script) {
  const built = join(BUILT, name);
  mkdirSync(built, { recursive: true });
  if (script) {
    const head = '<meta charset="utf-8">';
    const page = `<!doctype html>${head}<script type="module" src="${script}"></script>`;
    writeFileSync(join(built, "index.html"), page);
  }
  return built;
}

const tool = (name, ...args) => run(join(BIN, name), args, { cwd: APP });

const answered = (name) => answeredAt(`${server.at}bundled/${name}/index.html`);

/** What a page tells, and that it complains of nothing. */
async function answeredAt(address) {
  const page = await browser.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (line) => {
    // The browser asks for an icon by itself.
    const isIcon = line.location().url.endsWith("/favicon.ico");
    if (line.type() === "error" && !isIcon) faults.push(line.text());
  });
  await page.goto(address);
  const told = await page.evaluate(() => globalThis.answered);
  await page.close();
  assert.deepEqual(faults, []);
  return told;
}

const sizes = (built) => readdirSync(built, { recursive: true }).map(String);

test("Vite", async () => {
  const built = folder("vite");
  await tool("vite", "build", "--logLevel", "warn", "--emptyOutDir", "--outDir", built);
  assert.equal(sizes(built).filter((name) => name.endsWith(".wasm")).length, 1);
  assert.deepEqual(await answered("vite"), { page: wanted, worker: wanted });
});

test("Vite while one develops, from the sources", async () => {
  const { createServer } = await import("vite");
  const developed = await createServer({
    root: APP,
    cacheDir: join(BUILT, "vite-cache"),
    logLevel: "error",
    server: { host: "127.0.0.1", port: 0 },
  });
  try {
    await developed.listen();
    const { port } = developed.httpServer.address();
    assert.deepEqual(await answeredAt(`http://127.0.0.1:${port}/`), {
      page: wanted,
      worker: wanted,
    });
  } finally {
    await developed.close();
  }
});

const WEBPACK = ["--mode", "production", "--no-devtool", "--output-public-path", "auto"];

test("webpack", async () => {
  const built = folder("webpack", "main.js");
  await tool("webpack", "build", "--entry", "./main.js", "--output-path", built, ...WEBPACK);
  assert.equal(sizes(built).filter((name) => name.endsWith(".wasm")).length, 1);
  assert.deepEqual(await answered("webpack"), { page: wanted, worker: wanted });
});

test("webpack for Node", async () => {
  const built = folder("webpack-node");
  const entry = ["--entry", "./once.js", "--output-path", built, "--output-filename", "once.js"];
  await tool(
    "webpack",
    "build",
    ...entry,
    "--target",
    "node20",
    "--mode",
    "production",
    "--no-devtool",
  );
  const { stdout } = await run(process.execPath, [join(built, "once.js")]);
  assert.deepEqual(JSON.parse(stdout), wanted);
});

const ESBUILD = ["--bundle", "--format=esm", "--minify", "--log-level=warning"];
const WASM = ["anjieflow_bg=anjieflow/anjieflow_bg.wasm", "--loader:.wasm=copy"];

test("esbuild, the wasm beside what it builds", async () => {
  const built = folder("esbuild", "main.js");
  await tool("esbuild", "main.js", "worker.js", ...WASM, ...ESBUILD, `--outdir=${built}`);
  assert.deepEqual(await answered("esbuild"), { page: wanted, worker: wanted });
});

test("esbuild, the wasm inside", async () => {
  const built = folder("inline", "inline.js");
  await tool("esbuild", "inline.js", ...ESBUILD, `--outdir=${built}`);
  assert.deepEqual(sizes(built).sort(), ["index.html", "inline.js"]);
  assert.deepEqual(await answered("inline"), { page: wanted });
});

test("esbuild for Node", async () => {
  const built = folder("node");
  await tool("esbuild", "once.js", ...WASM, ...ESBUILD, "--platform=node", `--outdir=${built}`);
  copyFileSync(join(built, "once.js"), join(built, "once.mjs"));
  const { stdout } = await run(process.execPath, [join(built, "once.mjs")]);
  assert.deepEqual(JSON.parse(stdout), wanted);
});
