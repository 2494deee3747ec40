// What a customer is given: a file with the checklist and where the case stands, masked, without anything of the log.
import type { ChecklistLine } from "anjieflow/office";
import type { Held } from "../case/hold";
import { partyName } from "../case/offers";
import { paperWord } from "../flow/words";
import { today } from "../library";
import type { Handed } from "../store/exchange";

export interface Said {
  readonly zh: string;
  readonly en: string;
}

export interface SheetPaper {
  readonly name: Said;
  readonly whom: Said;
  readonly status: string;
  readonly until: string;
  readonly note: string;
}

export interface Sheet {
  readonly case: string;
  readonly made: string;
  readonly stage: string;
  readonly since: string;
  readonly papers: readonly SheetPaper[];
}

function paper(row: ChecklistLine, { view }: Held): SheetPaper {
  const party = view.parties.find(({ id }) => id === row.holder);
  const whom = party
    ? { zh: partyName(party, "zh"), en: partyName(party, "en") }
    : { zh: row.role_zh, en: row.role };
  const kept = view.documents.findLast(
    ({ kind, holder }) => kind === row.document && holder === row.holder,
  );
  return {
    name: {
      zh: row.zh ?? paperWord(row.document, "zh"),
      en: row.en ?? paperWord(row.document, "en"),
    },
    whom,
    status: row.status,
    until: row.expired ?? row.until ?? kept?.good_until ?? "",
    note: kept?.state === "rejected" ? (kept.reason ?? "") : "",
  };
}

export function sheetOf(held: Held): Sheet {
  const { case: current, view, context } = held;
  const rows = current.checklist(context);
  return {
    case: current.id,
    made: today(),
    stage: view.stage,
    since: view.since,
    papers: rows.map((row) => paper(row, held)),
  };
}

const FORMAT = 1;

export function fileOf(sheet: Sheet): Handed {
  const text = JSON.stringify({ anjieflow_customer: FORMAT, ...sheet }, null, 1);
  const bytes = new TextEncoder().encode(text);
  return { name: `customer-${sheet.made}.json`, type: "application/json", bytes };
}

// A sheet of a case is never so long; what is longer is not read.
const MOST_BYTES = 2_000_000;
const MOST_PAPERS = 1_000;

const text = (value: unknown) => (typeof value === "string" ? value.slice(0, 500) : "");

type Fields = { readonly [field: string]: unknown };
const fields = (value: unknown): Fields =>
  typeof value === "object" && value !== null ? (value as Fields) : {};

function said(value: unknown): Said {
  const { zh, en } = fields(value);
  return { zh: text(zh), en: text(en) };
}

function readPaper(value: unknown): SheetPaper {
  const { name, whom, status, until, note } = fields(value);
  return {
    name: said(name),
    whom: said(whom),
    status: text(status),
    until: text(until),
    note: text(note),
  };
}

/** The sheet of a file; null when it is none. Whatever else stands in it is left. */
export async function readSheet(file: File): Promise<Sheet | null> {
  if (file.size > MOST_BYTES) return null;
  try {
    const told = fields(JSON.parse(await file.text()));
    if (told.anjieflow_customer !== FORMAT || !Array.isArray(told.papers)) return null;
    return {
      case: text(told.case),
      made: text(told.made),
      stage: text(told.stage),
      since: text(told.since),
      papers: told.papers.slice(0, MOST_PAPERS).map(readPaper),
    };
  } catch {
    return null;
  }
}
