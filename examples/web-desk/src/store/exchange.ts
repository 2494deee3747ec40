// Export and import: the log of a case is a file, and all cases are a folder of them in one archive.
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { today } from "../library";
import { tell } from "./channel";
import type { Line } from "./database";
import { rawTextOf, read, replay, split, summaryOf, textOf, type Read } from "./log";
import type { Store } from "./store";
import { done, failed, type Outcome, type Trouble } from "./trouble";

/** A file to hand out. Its name says nothing about a person. */
export interface Handed {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Names that a file system takes; the case has its own name inside. */
const fileName = (case_: string) => case_.replace(/[^\p{L}\p{N}._-]/gu, "_").slice(0, 80);

/** The log of a case as it is kept: that of the library, or the raw lines where it cannot be read. */
function text(case_: string, lines: readonly Line[]): string {
  return replay(case_, lines).ok ? textOf(lines) : rawTextOf(case_, lines);
}

/** One case as the file that `Case.replay` reads. */
export async function exportCase(store: Store, case_: string): Promise<Handed> {
  const bytes = strToU8(text(case_, await store.lines(case_))) as Uint8Array<ArrayBuffer>;
  return { name: `${fileName(case_)}.jsonl`, type: "application/jsonl", bytes };
}

/** All cases: the folder of logs that the desk of Rust works on, zipped. */
export async function exportAll(store: Store): Promise<Handed> {
  const byCase = new Map<string, Line[]>();
  for (const line of await store.allLines()) {
    const lines = byCase.get(line.case);
    if (lines) lines.push(line);
    else byCase.set(line.case, [line]);
  }
  const files: { [name: string]: Uint8Array } = {};
  for (const [case_, lines] of byCase) {
    files[freeName(files, fileName(case_))] = strToU8(text(case_, lines));
  }
  const bytes = zipSync(files, { level: 6 }) as Uint8Array<ArrayBuffer>;
  return { name: `cases-${today()}.zip`, type: "application/zip", bytes };
}

function freeName(files: { [name: string]: Uint8Array }, wanted: string): string {
  for (let again = 1; ; again++) {
    const name = `cases/${again === 1 ? wanted : `${wanted}-${again}`}.jsonl`;
    if (!(name in files)) return name;
  }
}

/** What became of the logs that were handed in. */
export interface Imported {
  /** New cases. */
  readonly added: readonly string[];
  /** Cases that got longer. */
  readonly continued: readonly string[];
  /** Cases of which nothing was new. */
  readonly known: readonly string[];
  readonly refused: readonly { readonly file: string; readonly trouble: Trouble }[];
}

// An archive that unfolds to more is not one of ours.
const MOST_BYTES = 256 * 1024 * 1024;

interface Log {
  readonly file: string;
  readonly text: string;
}

/** The logs of a file. Throws when an archive cannot be read. */
function logsOf(name: string, bytes: Uint8Array): Log[] {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isZip) return split(strFromU8(bytes)).map((text) => ({ file: name, text }));
  let total = 0;
  const filter = ({ name, originalSize }: { name: string; originalSize: number }) => {
    total += originalSize;
    if (total > MOST_BYTES) throw new Error("too large");
    return name.endsWith(".jsonl");
  };
  const entries = Object.entries(unzipSync(bytes, { filter }));
  return entries.flatMap(([file, inside]) =>
    split(strFromU8(inside)).map((text) => ({ file, text })),
  );
}

/** Take files in. Each log is checked by the library, and a case that is here already is only ever continued. */
export async function importFiles(store: Store, files: readonly File[]): Promise<Imported> {
  const told = { added: [], continued: [], known: [], refused: [] } as {
    added: string[];
    continued: string[];
    known: string[];
    refused: { file: string; trouble: Trouble }[];
  };
  for (const file of files) {
    for (const log of await logsIn(file)) {
      const taken = await takeIn(store, log.text);
      if (taken.ok) told[taken.value.as].push(taken.value.case);
      else told.refused.push({ file: log.file, trouble: taken.trouble });
    }
  }
  return told;
}

async function logsIn(file: File): Promise<Log[]> {
  try {
    const logs = logsOf(file.name, new Uint8Array(await file.arrayBuffer()));
    return logs.length ? logs : [{ file: file.name, text: "" }];
  } catch {
    return [{ file: file.name, text: "" }];
  }
}

interface Taken {
  readonly as: "added" | "continued" | "known";
  readonly case: string;
}

async function takeIn(store: Store, text: string): Promise<Outcome<Taken>> {
  const log = read(text);
  if (!log.ok) return log;
  const id = log.value.case.id;
  const kept = await store.lines(id);
  if (!begins(log.value, kept)) return failed("logs_differ", { case: id });
  const more = log.value.lines.slice(kept.length);
  if (more.length === 0) return done({ as: "known", case: id });
  const summary = summaryOf(log.value.case);
  const added = await store.append({ case: id, expected: kept.length, lines: more, summary });
  if (!added.ok) return added;
  tell({ case: id, length: added.value });
  return done({ as: kept.length ? "continued" : "added", case: id });
}

/** Whether one of the two logs is the beginning of the other. */
function begins({ lines }: Read, kept: readonly Line[]): boolean {
  const common = Math.min(lines.length, kept.length);
  return kept.slice(0, common).every(({ line }, index) => same(line, lines[index] ?? ""));
}

// Another writer may put blanks elsewhere; the check of the entry holds for what it says.
const check = (line: string) => (JSON.parse(line) as { check?: unknown }).check;
const same = (one: string, other: string) =>
  one === other || (typeof check(one) === "string" && check(one) === check(other));

/** Hand a file to the person at the desk. */
export function handOut({ name, type, bytes }: Handed): void {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
