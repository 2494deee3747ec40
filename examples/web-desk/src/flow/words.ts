// The words of the trade: Chinese from the library's tables, English from the names themselves.
import type { Language } from "../i18n/language";
import { capital, english } from "./english";
import documents from "./documents.json";
import tables from "./words.json";

type Tables = typeof tables;
export type Group = {
  [G in keyof Tables]: Tables[G] extends readonly unknown[] ? never : G;
}[keyof Tables];

/** The stages in which a case goes ahead, in order. */
export const WAY = Object.keys(tables.stage).filter((stage) => !tables.ends.includes(stage));
/** The stages in which it ends otherwise. */
export const OTHER_ENDS: readonly string[] = tables.ends;

const STATES: { readonly [state: string]: string } = {
  open: "未办",
  filed: "已受理",
  returned: "退件",
  done: "已完成",
  lapsed: "已失效",
  missing: "待收",
  received: "已收待验",
  accepted: "已验",
  rejected: "退回",
  expired: "已过期",
  expiring: "即将过期",
  waived: "容缺",
  promised: "承诺后补",
  party_missing: "缺当事人",
  undecided: "视情况",
};

const of = (words: { readonly [name: string]: string }, name: string, language: Language) =>
  language === "zh" ? (words[name] ?? name) : capital(english(name));

export const word = (group: Group, name: string, language: Language) =>
  of(tables[group], name, language);

const papers: { readonly [kind: string]: { readonly zh: string; readonly en: string } } = documents;

/** Whether facts take a word of that name. */
export const isValue = (name: string) => name in tables.value;

/** What a paper is called; one that only a local rule knows, by its name in the log. */
export const paperWord = (kind: string, language: Language) =>
  papers[kind]?.[language] ?? (language === "zh" ? kind : capital(english(kind)));

/** Whether the built-in rules have a paper of that name. */
export const isPaper = (kind: string) => kind in papers;

export const stageWord = (stage: string, language: Language) => of(tables.stage, stage, language);
export const stateWord = (state: string, language: Language) => of(STATES, state, language);

export const MOVES: readonly string[] = tables.moves;
export const LOAN_COMMANDS: readonly string[] = tables.loan_commands;
