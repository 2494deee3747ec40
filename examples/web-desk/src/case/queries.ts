// What was asked between those who take part in a case, with its turns.
import { ask, type Case, type Context } from "../library";

export interface Query {
  readonly query: string;
  readonly from: string;
  readonly to: string;
  readonly about: string;
  readonly due: string | null;
  readonly state_zh: string;
  readonly state: string;
  readonly open: boolean;
  readonly turns: readonly {
    readonly turn: string;
    readonly zh: string;
    readonly on: string;
    readonly text: string;
  }[];
}

export const queriesOf = (current: Case, context: Context): readonly Query[] =>
  ask(current, { question: "queries" }, context);
