// How a task of a clerk is said.
import { capital, english } from "../flow/english";
import type { Both } from "../i18n/language";

/** A task as the worklist has it. */
export interface Task {
  readonly case: string;
  readonly task: string;
  readonly zh: string;
  readonly about: string;
  readonly about_zh: string | null;
  readonly due: string | null;
  readonly late_days: number | null;
  readonly why: Both | null;
}

export const taskName = ({ task, zh }: Task): Both => ({ zh, en: capital(english(task)) });

export const taskAbout = ({ about, about_zh }: Task): Both => ({
  zh: about_zh ?? about,
  en: english(about),
});
