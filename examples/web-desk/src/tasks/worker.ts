// Every case is read here, beside the page: ten thousand logs do not stop the hand that scrolls.
import init, { Case, Office, log, type Context, type Entry } from "anjieflow/office";
import type { Line } from "../store/database";

/** What the page sends: the lines of all cases first, then questions. */
export type Asked =
  | { readonly lines: readonly Line[] }
  | { readonly clerk: string; readonly count: number; readonly context: Context };

export interface Task {
  readonly case: string;
  readonly task: string;
  readonly zh: string;
  readonly about: string;
  readonly about_zh: string;
  readonly due: string | null;
  readonly late_days: number | null;
  readonly why: { readonly zh: string; readonly en: string } | null;
}

/** What it answers: a worklist, and whom it may be asked of. */
export interface Told {
  readonly clerks: readonly {
    readonly clerk: string;
    readonly tasks: number;
    readonly late: number;
  }[];
  readonly clerk: string;
  readonly tasks: number;
  readonly late: number;
  readonly rows: readonly Task[];
}

const ready = init();
let office: Office | undefined;

function put(into: Office, lines: readonly Line[]): void {
  try {
    const current = Case.replay(log(lines.map(({ line }) => JSON.parse(line) as Entry)));
    into.put(current);
    current.free();
  } catch {
    // Its own page tells what is wrong with it.
  }
}

function fill(lines: readonly Line[]): void {
  office?.free();
  office = new Office();
  let of: Line[] = [];
  for (const line of lines) {
    if (of.length > 0 && of[0]?.case !== line.case) {
      put(office, of);
      of = [];
    }
    of.push(line);
  }
  if (of.length > 0) put(office, of);
}

function answer(office: Office, clerk: string, count: number, context: Context): Told {
  const clerks = office.ask({ question: "clerks" }, context) as Told["clerks"];
  const of = clerks.some((one) => one.clerk === clerk) ? clerk : (clerks[0]?.clerk ?? clerk);
  const asked = { question: "worklist", clerk: of, count } as const;
  const { tasks, late, rows } = office.ask(asked, context) as Told;
  return { clerks, clerk: of, tasks, late, rows };
}

self.addEventListener("message", async ({ data }: MessageEvent<Asked>) => {
  await ready;
  if ("lines" in data) return fill(data.lines);
  if (office) postMessage(answer(office, data.clerk, data.count, data.context));
});
