// Every case is read here, beside the page: ten thousand logs do not stop the hand that scrolls.
import init, { Office, Rules, log, type Context, type Entry } from "anjieflow/office";
import { over, type Laid } from "../rules";

/** The lines of a case. */
export interface Lines {
  readonly case: string;
  readonly lines: readonly string[];
}

export type Question = Parameters<Office["ask"]>[0];

/** What the page sends: the rules first, then cases as they are now, and questions. */
export type Asked =
  | { readonly laid: Laid }
  | { readonly cases: readonly Lines[] }
  | { readonly id: number; readonly question: Question; readonly context: Context };

/** What it answers: `answer` is null where the question was not taken. */
export interface Told {
  readonly id: number;
  readonly answer: unknown;
}

const ready = init();
let rules: Rules;
let office: Office;

function begin(laid: Laid): void {
  rules = over(Rules.builtin(), laid);
  office = Office.under(rules);
}

function put({ case: id, lines }: Lines): void {
  try {
    const current = rules.replay(log(lines.map((line) => JSON.parse(line) as Entry)));
    office.put(current);
    current.free();
  } catch {
    // Its own page tells what is wrong with it.
    office.remove(id);
  }
}

function answer(question: Question, context: Context): unknown {
  try {
    return office.ask(question, context);
  } catch {
    return null;
  }
}

self.addEventListener("message", async ({ data }: MessageEvent<Asked>) => {
  await ready;
  if ("laid" in data) begin(data.laid);
  else if ("cases" in data) data.cases.forEach(put);
  else postMessage({ id: data.id, answer: answer(data.question, data.context) } satisfies Told);
});
