// Compiled and never run: the declarations allow what they should and nothing else.
import { AnjieflowError, Case, InputError, Refused, log, type Context } from "anjieflow";
import * as node from "anjieflow";
import init, * as web from "anjieflow/web";

const context: Context = { today: "2026-03-02", occurred: "2026-03-02", by: "wang", salt: "00" };

const [first, entry] = Case.open({ case: "C-1", context });
const [next, kept] = first.step({ command: "add_party", id: "b1" }, context);
const text: string = log([entry, kept]);
const names: string[] = Case.replay(text).allowed();
const stage: string = next.view().stage;

try {
  next.decide({ command: "submit" }, context);
} catch (error) {
  if (error instanceof Refused) {
    const codes: string[] = error.reasons.map((reason) => reason.code);
    console.log(error.stage, error.command, codes);
  } else if (error instanceof InputError) {
    const place: string | null = error.place;
    console.log(error.code, place, error instanceof AnjieflowError);
  }
}

await init();
await init(new URL("anjieflow_bg.wasm", "http://localhost"));
await init(new Uint8Array(8));

// The page and Node have the same names.
const same: Omit<typeof web, "default"> = node;

// @ts-expect-error: a case is opened or replayed
new Case();
// @ts-expect-error: a case does not change
first.stage = "Closed";
// @ts-expect-error: a command has a name
first.step({ id: "b1" }, context);
// @ts-expect-error: a context has a day
first.checklist({ occurred: "2026-03-02", by: "wang", salt: "00" });
// @ts-expect-error: errors come from the library
new Refused();

console.log(names, stage, same);
