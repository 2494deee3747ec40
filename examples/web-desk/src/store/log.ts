// Logs as text: what is kept, checked by the library, and the very file that Rust and Python read.
import { AnjieflowError, log, saidBy, type Case, type Entry } from "../library";
import { rules } from "../rules";
import type { Line, Summary } from "./database";
import { done, failed, type Outcome } from "./trouble";

/** The log of lines as the library writes it. */
export const textOf = (lines: readonly Line[]) =>
  log(lines.map(({ line }) => JSON.parse(line) as Entry));

/** The lines as they are kept under a header, whatever stands in them: for a log that cannot be read. */
export function rawTextOf(case_: string, lines: readonly Line[]): string {
  const header = JSON.stringify({ anjieflow: 1, case: case_, entries: lines.length });
  return [header, ...lines.map(({ line }) => line), ""].join("\n");
}

/** The case that lines tell of. */
export function replay(case_: string, lines: readonly Line[]): Outcome<Case> {
  try {
    return done(rules().replay(textOf(lines)));
  } catch (error) {
    const detail = saidBy(error);
    return failed("log_unreadable", { case: case_, detail });
  }
}

/** The line of the list, from the masked view. */
export function summaryOf(current: Case): Summary {
  const seen = current.view();
  const borrowers = seen.parties.filter(({ role }) => role === "borrower");
  const amounts = seen.loans.map(({ amount_fen }) => amount_fen);
  return {
    case: current.id,
    length: current.length,
    stage: current.stage,
    since: seen.since,
    opened: seen.opened,
    clerk: seen.clerk ?? "",
    people: borrowers.map(({ name }) => name).join("、"),
    products: seen.loans.map(({ product }) => product),
    amount_fen: amounts.length ? amounts.reduce((sum, amount) => sum + amount, 0) : null,
    damage: null,
  };
}

/** The line of the list of a case whose log cannot be read. */
export function damaged(case_: string, lines: readonly Line[], code: string): Summary {
  return {
    case: case_,
    length: lines.length,
    stage: "",
    since: "",
    opened: "",
    clerk: "",
    people: "",
    products: [],
    amount_fen: null,
    damage: code,
  };
}

/** A line of the list as it is kept; one that somebody else has written over is shown as damaged. */
export function sound(summary: Summary): Summary {
  const { stage, since, people, clerk } = summary;
  const isWhole = [stage, since, people, clerk].every((text) => typeof text === "string");
  return isWhole ? summary : damaged(String(summary.case), [], "log_unreadable");
}

/** A log of an imported file that the library has read. */
export interface Read {
  readonly case: Case;
  readonly lines: readonly string[];
}

const isHeader = (line: string) => line.startsWith('{"anjieflow":');

/** The logs of a file: one, or several one after the other. */
export function split(text: string): string[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const logs: string[][] = [];
  for (const line of lines) {
    if (isHeader(line) || logs.length === 0) logs.push([]);
    logs.at(-1)?.push(line);
  }
  return logs.map((log) => `${log.join("\n")}\n`);
}

/** Read a log, or say what the library says of it. */
export function read(text: string): Outcome<Read> {
  try {
    const current = rules().replay(text);
    const [, ...lines] = text.split("\n").filter(Boolean);
    return done({ case: current, lines });
  } catch (error) {
    const detail = error instanceof AnjieflowError ? saidBy(error) : undefined;
    return failed("not_a_log", detail && { detail });
  }
}
