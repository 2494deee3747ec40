// The fields of every command, and how a form's texts become one.
import { InputError, type AnyCommand } from "../library";
import { dayOf, fenOf, millionthsOf } from "../parts/format";
import tables from "./commands.json";

export interface Shape {
  readonly field: string;
  readonly kind:
    "text" | "day" | "fen" | "millionths" | "number" | "yes" | "word" | "group" | "record";
  readonly optional?: boolean;
  /** Whether it is masked wherever it is shown. */
  readonly personal?: boolean;
  readonly list?: boolean;
  readonly words?: readonly string[];
  readonly fields?: readonly Shape[];
}

export const shapeOf = (command: string): readonly Shape[] =>
  (tables as unknown as { readonly [name: string]: readonly Shape[] })[command] ?? [];

/** Whether a command can be given with nothing but its name. */
export const isBare = (command: string) => shapeOf(command).every(({ optional }) => optional);

/** Whether there is something to say with a command besides which loan it is of. */
export const saysMore = (command: string) => shapeOf(command).some(({ field }) => field !== "loan");

/** The texts of a form by the place of their field: `terms.amount_fen`, `loans[0].product`. */
export type Texts = { readonly [place: string]: string };

/** What is wrong with a text, by its place. */
export type TextFaults = { [place: string]: { readonly zh: string; readonly en: string } };

const MISSING = { zh: "请填写", en: "to be filled in" };
const UNREADABLE = { zh: "看不懂", en: "this cannot be read" };

const READ: {
  readonly [kind in Exclude<Shape["kind"], "group" | "record">]: (text: string) => unknown;
} = {
  text: (text) => text,
  word: (text) => text,
  day: dayOf,
  fen: fenOf,
  millionths: millionthsOf,
  number: (text) => {
    if (!/^\d{1,9}$/.test(text)) throw new Error("no whole number");
    return Number(text);
  },
  yes: (text) => text === "yes",
};

class Reader {
  readonly faults: TextFaults = {};

  constructor(
    private readonly texts: Texts,
    private readonly counts: { readonly [place: string]: number },
    private readonly record: string | undefined,
  ) {}

  fields(shapes: readonly Shape[], under: string): { [field: string]: unknown } {
    const told: { [field: string]: unknown } = {};
    for (const shape of shapes) {
      const place = under ? `${under}.${shape.field}` : shape.field;
      const value = shape.list ? this.list(shape, place) : this.value(shape, place);
      if (value !== undefined) told[shape.field] = value;
    }
    return told;
  }

  private list(shape: Shape, place: string): unknown {
    const count = this.counts[place] ?? 1;
    const items = Array.from({ length: count }, (_, index) =>
      this.value({ ...shape, optional: true }, `${place}[${index}]`),
    ).filter((item) => item !== undefined);
    return items.length === 0 && shape.optional ? undefined : items;
  }

  private value(shape: Shape, place: string): unknown {
    if (shape.kind === "group") return this.group(shape, place);
    if (shape.kind === "record") return this.recorded(place);
    const text = (this.texts[place] ?? "").trim();
    if (!text) {
      if (!shape.optional) this.faults[place] = MISSING;
      return undefined;
    }
    try {
      return READ[shape.kind](text);
    } catch (error) {
      const known = error instanceof InputError;
      this.faults[place] = known ? { zh: error.zh, en: error.message } : UNREADABLE;
      return undefined;
    }
  }

  /** What an entry should have said: a command within the command. */
  private recorded(place: string): unknown {
    const { record } = this;
    return record && { command: record, ...this.fields(shapeOf(record), place) };
  }

  private group(shape: Shape, place: string): unknown {
    const isSaid = Object.entries(this.texts).some(
      ([at, text]) => at.startsWith(`${place}.`) && text.trim() !== "",
    );
    if (!isSaid && shape.optional) return undefined;
    return this.fields(shape.fields ?? [], place);
  }
}

/** The command that the texts say, and what of them cannot be read. */
export function commandOf(
  command: string,
  texts: Texts,
  counts: { readonly [place: string]: number },
  record?: string,
): { readonly command: AnyCommand; readonly faults: TextFaults } {
  const reader = new Reader(texts, counts, record);
  const fields = reader.fields(shapeOf(command), "");
  return { command: { command, ...fields }, faults: reader.faults };
}

type Said = { readonly [field: string]: unknown };

const text = (kind: Shape["kind"], value: unknown): string => {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "number") return String(value);
  if (kind === "fen") return String(value / 100);
  return String(kind === "millionths" ? value / 10_000 : value);
};

/** The texts that say what was said: the way back from a command to its form. */
export function textsOf(shapes: readonly Shape[], said: Said, under: string): Texts {
  const told: { [place: string]: string } = {};
  for (const { field, kind, fields } of shapes) {
    const value = said[field];
    if (value === undefined || value === null) continue;
    const place = `${under}.${field}`;
    if (kind === "group") Object.assign(told, textsOf(fields ?? [], value as Said, place));
    else told[place] = text(kind, value);
  }
  return told;
}
