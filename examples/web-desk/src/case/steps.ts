// What can be done now: of each step that the stage lists, whether it is open, or what stands in its way.
import { LOAN_COMMANDS, MOVES } from "../flow/words";
import { isBare } from "../flow/shapes";
import { Refused, contextOf, type AnyCommand, type Case, type Reason } from "../library";

export interface Step {
  readonly command: string;
  /** Of a step of one loan. */
  readonly loan?: string;
  readonly is: "open" | "blocked" | "to_fill_in";
  readonly reasons: readonly Reason[];
}

function tried(current: Case, command: AnyCommand, by: string): Pick<Step, "is" | "reasons"> {
  try {
    current.decide(command as never, contextOf(by));
    return { is: "open", reasons: [] };
  } catch (error) {
    if (error instanceof Refused) return { is: "blocked", reasons: error.reasons };
    return { is: "to_fill_in", reasons: [] };
  }
}

/** The steps that take the case from stage to stage. */
export function moves(current: Case, allowed: readonly string[], by: string): Step[] {
  return MOVES.filter((move) => allowed.includes(move)).map((command) => {
    const told = tried(current, { command }, by);
    return { command, ...told, is: isBare(command) ? told.is : "to_fill_in" };
  });
}

// What says that a loan is somewhere else than where the step leads from: such a step is not shown.
const ELSEWHERE = new Set(["loan_not_here", "already_paid_out", "not_here"]);

/** The steps that end a case: they stand apart. */
export const ENDS: readonly string[] = ["close_declined", "withdraw", "rescind"];

/** The steps of a loan that lead from where it is. */
export function loanSteps(
  current: Case,
  allowed: readonly string[],
  loan: string,
  by: string,
): Step[] {
  return LOAN_COMMANDS.filter((command) => allowed.includes(command))
    .map((command) => ({ command, loan, ...tried(current, { command, loan }, by) }))
    .filter(({ reasons }) => !reasons.some(({ code }) => ELSEWHERE.has(code)));
}

/** What may be recorded besides, in any order. */
export const records = (allowed: readonly string[]) =>
  allowed.filter((command) => !ELSEWHERE_ASKED.has(command));

// A correction begins at the entry that it puts right.
const ELSEWHERE_ASKED = new Set([...MOVES, ...LOAN_COMMANDS, "correct"]);
