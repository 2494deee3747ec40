// The library as the desk uses it: started once, with the clock and the chance that it does not have itself.
import init, {
  AnjieflowError,
  Case,
  InputError,
  Refused,
  log,
  type Context,
  type Day,
  type Entry,
} from "anjieflow/office";

export { AnjieflowError, Case, InputError, Refused, log };
export { ask, checkNumber, day, fen, yuan } from "anjieflow/office";
export type { Context, Day, Entry, Reason } from "anjieflow/office";

/** A command whose name is not known while compiling: the library says what it makes of it. */
export type AnyCommand = { readonly command: string; readonly [field: string]: unknown };

export const start = () => init();

const twoDigits = (number: number) => String(number).padStart(2, "0");

/** The day it is here. */
export function today(): Day {
  const now = new Date();
  return `${now.getFullYear()}-${twoDigits(now.getMonth() + 1)}-${twoDigits(now.getDate())}` as Day;
}

/** 16 fresh random bytes in hex. */
export function salt(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A context for a step of today. */
export function contextOf(by: string, occurred?: string): Context {
  const day = today();
  return { today: day, by, salt: salt(), ...(occurred && occurred !== day && { occurred }) };
}

/** Take a step by any command. Throws as `Case.step` does. */
export function stepBy(current: Case, command: AnyCommand, context: Context): [Case, Entry] {
  return current.step(command as never, context);
}

/** What an error says in both languages. */
export function saidBy(error: unknown): { readonly zh: string; readonly en: string } {
  if (error instanceof AnjieflowError) {
    const advice = error.advice ? `; ${error.advice}` : "";
    return { zh: error.zh, en: `${error.message}${advice}` };
  }
  return { zh: "意外错误", en: "unexpected error" };
}
