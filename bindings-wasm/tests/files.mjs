// Where the stories are, and where their transcripts go for xtask to compare.
import { mkdirSync, readFileSync, readdirSync, existsSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const STORIES = process.env.ANJIEFLOW_STORIES ?? join(ROOT, "core/tests/stories");

/** The folder that Cargo builds into. */
export const TARGET = resolve(ROOT, process.env.CARGO_TARGET_DIR ?? "target");

/** Every story: its name and its text. */
export function stories() {
  if (!existsSync(STORIES)) return [];
  const files = readdirSync(STORIES).filter((file) => file.endsWith(".txt"));
  return files.sort().map((file) => ({
    name: basename(file, ".txt"),
    text: readFileSync(join(STORIES, file), "utf8"),
  }));
}

export function writeTranscript(runtime, name, lines) {
  const folder = join(TARGET, "stories", runtime);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.jsonl`), lines.map((line) => `${line}\n`).join(""));
}
