// Pictures of pages, compared with those that somebody looked at. They are kept at half the size, in few colours.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { written } from "./palette.mjs";

const folder = (name) => fileURLToPath(new URL(name, import.meta.url));
const KEPT = folder("./pictures/");
const FAILED = folder("../pictures-failed/");
// `npm run shots` writes the pictures anew.
const renews = process.env.SHOTS === "renew";

// So many pixels may look otherwise; a changed word is more.
const MOST = 12;
// Another version of the browser draws each letter a little otherwise: there only what moved or is missing counts.
const MOST_ELSEWHERE = 0.03;
// The version that drew what is kept.
const DRAWN_BY = `${KEPT}browser.txt`;
let isSameBrowser = true;
// Of a long page the beginning is kept.
const HIGHEST = 2_400;

/** A picture of a page, of all of it where that is wanted. */
export async function shoot(page, { isWhole = false, scale = 0.5 } = {}) {
  const session = await sessionOf(page);
  const { width, height } = page.viewportSize();
  const long = await page.evaluate(() => document.documentElement.scrollHeight);
  const most = isWhole ? Math.min(long, HIGHEST) : height;
  const { data } = await session.send("Page.captureScreenshot", {
    captureBeyondViewport: isWhole,
    clip: { x: 0, y: 0, width, height: most, scale },
  });
  return Buffer.from(data, "base64");
}

// A session that ends takes the medium of the page with it: each page has one for good.
const sessions = new WeakMap();

function sessionOf(page) {
  if (!sessions.has(page)) sessions.set(page, page.context().newCDPSession(page));
  return sessions.get(page);
}

/** How two pictures differ: the pixels that do, or null where their sizes do; and a picture of it. */
function difference(kept, now) {
  if (kept.width !== now.width || kept.height !== now.height) return { pixels: null, picture: now };
  const { width, height } = now;
  const picture = new PNG({ width, height });
  const pixels = pixelmatch(kept.data, now.data, picture.data, width, height, { threshold: 0.1 });
  return { pixels, picture };
}

/** Forget what failed before; `version` is the browser's. */
export function begin(version) {
  rmSync(FAILED, { recursive: true, force: true });
  const [major] = version.split(".");
  if (renews) writeFileSync(DRAWN_BY, `${major}\n`);
  isSameBrowser = readFileSync(DRAWN_BY, "utf8").trim() === major;
}

const most = ({ width, height }, isSame) => (isSame ? MOST : width * height * MOST_ELSEWHERE);

/** As it would be kept: what the palette does to a picture is no difference. */
export const asKept = (screenshot) => written(PNG.sync.read(screenshot));

/** What is to be said of a picture: nothing, or how it differs from what is kept, or from one of our own, and where to look. */
export function compare(name, screenshot, own) {
  const kept = own ?? keptOf(name);
  const file = asKept(screenshot);
  if (renews) {
    writeFileSync(`${KEPT}${name}.png`, file);
    return null;
  }
  const now = PNG.sync.read(file);
  const { pixels, picture } = kept
    ? difference(PNG.sync.read(kept), now)
    : { pixels: null, picture: now };
  if (pixels !== null && pixels <= most(now, own || isSameBrowser)) return null;
  mkdirSync(FAILED, { recursive: true });
  const [seen, differs] = [`${FAILED}${name}.png`, `${FAILED}${name}.diff.png`];
  writeFileSync(seen, file);
  writeFileSync(differs, PNG.sync.write(picture));
  return `${name} ${how(kept, pixels)}: look at ${here(seen)} and ${here(differs)}`;
}

function keptOf(name) {
  const path = `${KEPT}${name}.png`;
  return existsSync(path) ? readFileSync(path) : null;
}

function how(kept, pixels) {
  if (kept === null) return "is new";
  return pixels === null ? "has another size" : `differs in ${pixels} pixels`;
}

const here = (path) => relative(process.cwd(), path);

/** A picture for a README, whole: written with the others. */
export function renew(name, screenshot) {
  if (renews) writeFileSync(folder(`../${name}.png`), written(PNG.sync.read(screenshot)));
}

/** Fails when something is to be said of a picture. */
export function assertSame(said) {
  const told = said.filter((line) => line !== null);
  assert.deepEqual(
    told,
    [],
    `pictures differ; if that is meant, run \`npm run shots\`:\n${told.join("\n")}`,
  );
}
