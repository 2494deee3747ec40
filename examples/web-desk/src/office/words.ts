// How a task of a clerk is said.
import type { Task } from "anjieflow/office";
import { capital, english } from "../flow/english";
import { isPaper, paperWord, word } from "../flow/words";
import type { Both } from "../i18n/language";

/** A task, as far as it is said. */
export type Said = Pick<Task, "task" | "zh" | "about" | "about_zh" | "whom" | "whom_zh">;

/** A task of an office: that of a case, by the case's name. */
export interface OfficeTask extends Task {
  readonly case: string;
}

export const taskName = ({ task, zh }: Said): Both => ({ zh, en: capital(english(task)) });

// It may name a paper beside a loan: `L1 tax_cert`.
const said = (part: string) => (isPaper(part) ? paperWord(part, "en") : english(part));

/** What it is about; nothing where that is the task itself. */
export function taskAbout({ task, about, about_zh }: Said): Both {
  if (about === task) return { zh: "", en: "" };
  return { zh: about_zh ?? about, en: about.split(" ").map(said).join(" ") };
}

// Of these, each person who is to be told is a task of its own.
const TOLD = ["notify"];

/** Who is told, where that is the point of it: a role, or a party by its name in the case. */
export function taskWhom({ task, whom, whom_zh }: Said): Both | null {
  if (!whom || !TOLD.includes(task)) return null;
  return { zh: whom_zh ?? whom, en: whom_zh ? word("role", whom, "en") : whom };
}
