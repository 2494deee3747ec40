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
// A folder for the whole pictures, when somebody wants to look at them closely.
const { WHOLE } = process.env;

// So many pixels may look otherwise; a changed word is more.
const MOST = 12;
// Of a long page the beginning is kept.
const HIGHEST = 1_200;

/** Each pixel is the mean of four. */
function half(whole) {
  const small = new PNG({ width: whole.width >> 1, height: Math.min(HIGHEST, whole.height >> 1) });
  const { width } = whole;
  for (let y = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++) {
      const from = (2 * y * width + 2 * x) * 4;
      const to = (y * small.width + x) * 4;
      for (let channel = 0; channel < 3; channel++) {
        const at = from + channel;
        const { data } = whole;
        const sum = data[at] + data[at + 4] + data[at + 4 * width] + data[at + 4 * width + 4];
        small.data[to + channel] = Math.round(sum / 4);
      }
      small.data[to + 3] = 255;
    }
  }
  return small;
}

/** How two pictures differ: the pixels that do, or null where their sizes do; and a picture of it. */
function difference(kept, now) {
  if (kept.width !== now.width || kept.height !== now.height) return { pixels: null, picture: now };
  const { width, height } = now;
  const picture = new PNG({ width, height });
  const pixels = pixelmatch(kept.data, now.data, picture.data, width, height, { threshold: 0.1 });
  return { pixels, picture };
}

/** Forget what failed before. */
export const begin = () => rmSync(FAILED, { recursive: true, force: true });

/** What is to be said of a picture: nothing, or how it differs and where to look. */
export function compare(name, screenshot) {
  if (WHOLE) writeFileSync(`${WHOLE}/${name}.png`, screenshot);
  const now = half(PNG.sync.read(screenshot));
  const path = `${KEPT}${name}.png`;
  if (renews) {
    writeFileSync(path, written(now));
    return null;
  }
  const kept = existsSync(path) ? PNG.sync.read(readFileSync(path)) : null;
  const { pixels, picture } = kept ? difference(kept, now) : { pixels: null, picture: now };
  if (pixels !== null && pixels <= MOST) return null;
  mkdirSync(FAILED, { recursive: true });
  const [seen, differs] = [`${FAILED}${name}.png`, `${FAILED}${name}.diff.png`];
  writeFileSync(seen, written(now));
  writeFileSync(differs, written(picture));
  const how = kept
    ? pixels === null
      ? "has another size"
      : `differs in ${pixels} pixels`
    : "is new";
  return `${name} ${how}: look at ${here(seen)} and ${here(differs)}`;
}

const here = (path) => relative(process.cwd(), path);

/** Fails when something is to be said of a picture. */
export function assertSame(said) {
  const told = said.filter((line) => line !== null);
  assert.deepEqual(
    told,
    [],
    `pictures differ; if that is meant, run \`npm run shots\`:\n${told.join("\n")}`,
  );
}
