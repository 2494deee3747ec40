// The desk's work on its store: open a case, take a step and keep it, in this order and never one without the other.
import { contextOf, stepBy, type AnyCommand, type Case, type Entry } from "../library";
import { rules } from "../rules";
import { listen, tell } from "./channel";
import { Blocked, openDatabase, type Line } from "./database";
import { LastingStore } from "./lasting";
import { damaged, replay, summaryOf } from "./log";
import { PassingStore } from "./passing";
import type { Store } from "./store";
import { done, failed, trouble, troubleOf, type Outcome, type Trouble } from "./trouble";

/** A case with the lines it was read from. */
export interface Opened {
  readonly case: Case;
  readonly lines: readonly Line[];
}

export interface OpenedStore {
  readonly store: Store;
  /** What to tell before anything is done. */
  readonly trouble: Trouble | null;
}

/** The browser's store; without one, a store that passes with the page. A store that must not be touched is an error. */
export async function openStore(whenStale: () => void): Promise<Outcome<OpenedStore>> {
  try {
    const store = new LastingStore(await openDatabase(whenStale));
    // The browser may say no; then it is as before.
    void navigator.storage?.persist?.().catch(() => false);
    return done({ store, trouble: null });
  } catch (error) {
    if (error instanceof Blocked) return failed("other_tab_holds_it");
    if (troubleOf(error) === "newer_store") return failed("newer_store");
    return done({ store: new PassingStore(), trouble: trouble("no_storage") });
  }
}

/** Read a case. Of one that cannot be read the list is told. */
export async function openCase(store: Store, id: string): Promise<Outcome<Opened> | null> {
  const lines = await store.lines(id);
  if (lines.length === 0) return null;
  const read = replay(id, lines);
  if (!read.ok) {
    await store.resummarise(damaged(id, lines, read.trouble.kind));
    return read;
  }
  return done({ case: read.value, lines });
}

const numbered = (id: string, from: number, lines: readonly string[]): Line[] =>
  lines.map((line, index) => ({ case: id, number: from + index + 1, line }));

/** Keep what was decided, and tell the other tabs. */
async function keep(
  store: Store,
  before: readonly Line[],
  next: Case,
  entries: readonly Entry[],
): Promise<Outcome<Opened>> {
  const lines = entries.map((entry) => JSON.stringify(entry));
  const addition = { case: next.id, expected: before.length, lines, summary: summaryOf(next) };
  const kept = await store.append(addition);
  if (!kept.ok) return kept;
  tell({ case: next.id, length: kept.value });
  return done({ case: next, lines: [...before, ...numbered(next.id, before.length, lines)] });
}

/** A command, and when it happened. */
export interface Act {
  readonly command: AnyCommand;
  /** The day it happened, where that is not today. */
  readonly occurred?: string | undefined;
}

/** Take steps and keep their entries, all or none. Throws what the library throws: then nothing is kept. */
export async function take(
  store: Store,
  opened: Opened,
  acts: readonly Act[],
  by: string,
): Promise<Outcome<Opened>> {
  let current = opened.case;
  const entries: Entry[] = [];
  for (const { command, occurred } of acts) {
    const [next, entry] = stepBy(current, command, contextOf(by, occurred));
    entries.push(entry);
    current = next;
  }
  return keep(store, opened.lines, current, entries);
}

/** What opening a case with these acts would give. Throws what the library throws. */
export function tryOpening(id: string, acts: readonly Act[], by: string): [Case, Entry[]] {
  let [current, entry] = rules().open({ case: id, context: contextOf(by) });
  const entries = [entry];
  for (const { command, occurred } of acts) {
    [current, entry] = stepBy(current, command, contextOf(by, occurred));
    entries.push(entry);
  }
  return [current, entries];
}

/** Open a case with its first entries, and keep it. Throws what the library throws. */
export async function open(
  store: Store,
  id: string,
  acts: readonly Act[],
  by: string,
): Promise<Outcome<Opened>> {
  const [current, entries] = tryOpening(id, acts, by);
  return keep(store, [], current, entries);
}

export { listen };
