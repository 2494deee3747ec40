// Where the stories are, and where their transcripts go for xtask to compare.
import { mkdirSync, readFileSync, readdirSync, existsSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const STORIES = process.env.ANJIEFLOW_STORIES ?? join(ROOT, "core/tests/stories");
const ENQUIRIES = join(ROOT, "core/tests/enquiries");

/** The folder that Cargo builds into. */
export const TARGET = resolve(ROOT, process.env.CARGO_TARGET_DIR ?? "target");

/** Every story: its name and its text. */
export const stories = () => texts(STORIES);

/** Every enquiry, the same way. */
export const enquiries = () => texts(ENQUIRIES);

function texts(folder) {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith(".txt"));
  return files.sort().map((file) => ({
    name: basename(file, ".txt"),
    text: readFileSync(join(folder, file), "utf8"),
  }));
}

export function writeTranscript(runtime, name, lines) {
  const folder = join(TARGET, "stories", runtime);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.jsonl`), lines.map((line) => `${line}\n`).join(""));
}
