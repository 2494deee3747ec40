// The data in the browser's own store: a record for each entry of a log, and a line about each case for the list.
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from "idb";

/** An entry as its line of the log. Lines are only ever added. */
export interface Line {
  readonly case: string;
  /** From 1. */
  readonly number: number;
  readonly line: string;
}

/** What the list shows of a case, masked. It is made of the log, and can be made again. */
export interface Summary {
  readonly case: string;
  readonly length: number;
  readonly stage: string;
  readonly since: string;
  readonly opened: string;
  readonly clerk: string;
  /** The borrowers, masked. */
  readonly people: string;
  readonly products: readonly string[];
  readonly amount_fen: number | null;
  /** The error that its log gave; null while it can be read. */
  readonly damage: string | null;
}

/** What is kept of a file that was handed in: never what stands in it. */
export interface KeptFile {
  readonly case: string;
  readonly sha256: string;
  readonly name: string;
  readonly size: number;
  readonly added: string;
  /** The paper it belongs to. */
  readonly document: string | null;
}

export interface Schema extends DBSchema {
  entries: { key: [string, number]; value: Line };
  cases: { key: string; value: Summary };
  files: { key: [string, string]; value: KeptFile; indexes: { case: string } };
  settings: { key: string; value: string };
}

export type Database = IDBPDatabase<Schema>;

export const NAME = "anjieflow-desk";
const VERSION = 1;

/** How the browser may stop us from opening it. */
export class Blocked extends Error {}

/** Open the store, or make it. Rejects with the browser's own error, or `Blocked`. */
export async function openDatabase(whenStale: () => void): Promise<Database> {
  return new Promise((resolve, reject) => {
    openDB<Schema>(NAME, VERSION, {
      upgrade(db) {
        db.createObjectStore("entries", { keyPath: ["case", "number"] });
        db.createObjectStore("cases", { keyPath: "case" });
        const files = db.createObjectStore("files", { keyPath: ["case", "sha256"] });
        files.createIndex("case", "case");
        db.createObjectStore("settings");
      },
      blocked: () => reject(new Blocked()),
      // Another tab has a newer version: let it, and say so here.
      blocking: (_old, _new, event) => {
        (event.target as IDBDatabase).close();
        whenStale();
      },
      terminated: whenStale,
    }).then(resolve, reject);
  });
}

/** Everything there is as JSON text, whatever version wrote it: for a store that this version cannot read. */
export async function rawDump(): Promise<string> {
  const db = await openDB(NAME);
  const stores: { [name: string]: unknown[] } = {};
  for (const name of db.objectStoreNames) stores[name] = await db.getAll(name);
  const { version } = db;
  db.close();
  return JSON.stringify({ store: NAME, version, stores }, null, 1);
}

/** Forget everything. */
export const destroy = () => deleteDB(NAME);
