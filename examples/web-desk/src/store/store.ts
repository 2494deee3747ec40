// What the desk asks of a store, whether it lasts or not.
import type { KeptFile, Line, Summary } from "./database";
import type { Outcome } from "./trouble";

/** Lines to add to a case that is so long now. */
export interface Addition {
  readonly case: string;
  /** How many entries the case had when the step was decided: 0 of a new one. */
  readonly expected: number;
  readonly lines: readonly string[];
  /** The line of the list afterwards. */
  readonly summary: Summary;
}

export interface Store {
  /** Whether what is put in is there tomorrow. */
  readonly lasts: boolean;
  /** All lines of the list, by name of the case. */
  summaries(): Promise<Summary[]>;
  /** The lines of a case in order; empty when there is none. */
  lines(case_: string): Promise<Line[]>;
  /** Every line of every case. */
  allLines(): Promise<Line[]>;
  /** Add lines, all or none. It fails when the case is no longer as long as expected. */
  append(addition: Addition): Promise<Outcome<number>>;
  /** Write the line of the list again: that of the log is not touched. */
  resummarise(summary: Summary): Promise<Outcome<void>>;
  /** The files of a case. */
  files(case_: string): Promise<KeptFile[]>;
  keepFile(file: KeptFile): Promise<Outcome<void>>;
  setting(name: string): Promise<string | undefined>;
  set(name: string, value: string): Promise<Outcome<void>>;
}
