// The store that lasts: IndexedDB.
import type { Database, KeptFile, Summary } from "./database";
import type { Addition, Store } from "./store";
import { done, failed, troubleOf, type Outcome } from "./trouble";

const everyNumber = (case_: string) => IDBKeyRange.bound([case_, 0], [case_, Infinity]);

// What is told to be kept is on the disk.
const STRICT = { durability: "strict" } as const;

export class LastingStore implements Store {
  readonly lasts = true;

  constructor(private readonly db: Database) {}

  summaries() {
    return this.db.getAll("cases");
  }

  lines(case_: string) {
    return this.db.getAll("entries", everyNumber(case_));
  }

  allLines() {
    return this.db.getAll("entries");
  }

  /** One transaction looks at the length and writes: two tabs cannot both win. */
  async append({ case: id, expected, lines, summary }: Addition): Promise<Outcome<number>> {
    const work = this.db.transaction(["entries", "cases"], "readwrite", STRICT);
    // Its end is awaited below; until then nobody else looks at it.
    const end = work.done.then(
      () => null,
      (error: unknown) => error ?? new Error("aborted"),
    );
    try {
      const entries = work.objectStore("entries");
      const length = await entries.count(everyNumber(id));
      if (length !== expected) {
        work.abort();
        await end;
        return failed("somebody_was_first", { case: id });
      }
      const added = lines.map((line, index) =>
        entries.add({ case: id, number: expected + index + 1, line }),
      );
      await Promise.all([...added, work.objectStore("cases").put(summary)]);
    } catch (error) {
      await end;
      return failed(troubleOf(error), { case: id });
    }
    const error = await end;
    return error ? failed(troubleOf(error), { case: id }) : done(expected + lines.length);
  }

  resummarise(summary: Summary) {
    return told(this.db.put("cases", summary));
  }

  files(case_: string) {
    return this.db.getAllFromIndex("files", "case", case_);
  }

  keepFile(file: KeptFile) {
    return told(this.db.put("files", file));
  }

  setting(name: string) {
    return this.db.get("settings", name);
  }

  set(name: string, value: string) {
    return told(this.db.put("settings", value, name));
  }
}

async function told(work: Promise<unknown>): Promise<Outcome<void>> {
  try {
    await work;
    return done(undefined);
  } catch (error) {
    return failed(troubleOf(error));
  }
}
