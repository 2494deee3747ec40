// The intake form: what is asked, the commands it makes, and which field a fault of the library is about.
import { AnjieflowError, InputError, Refused, checkNumber, type Day } from "../library";
import { dayOf, fenOf } from "../parts/format";
import { tryOpening, type Act } from "../store/desk";

/** What stands in the fields, by their names. */
export type Form = { readonly [field in Field]: string };

export const FIELDS = [
  "case",
  "borrower_name",
  "borrower_id",
  "borrower_phone",
  "seller_name",
  "seller_id",
  "property",
  "marital",
  "nationality",
  "employment",
  "local_household",
  "household_home_count",
  "id_card_state",
  "contract_day",
  "address",
  "city",
  "price",
  "appraisal",
  "income",
  "other_debt",
] as const;
export type Field = (typeof FIELDS)[number];

export interface Fault {
  readonly zh: string;
  readonly en: string;
}

/** An act, and the field that each of its command comes from. */
interface Made extends Act {
  readonly from: { readonly [field: string]: Field };
}

export interface Judged {
  readonly faults: { readonly [field in Field]?: Fault };
  /** What is not about one field. */
  readonly others: readonly Fault[];
  /** What is done when the case is opened. */
  readonly acts: readonly Act[];
}

type Faults = { [field in Field]?: Fault };

const said = (error: unknown): Fault =>
  error instanceof AnjieflowError
    ? { zh: `${error.zh.replace(/：[\w.]+$/, "")}`, en: `${error.message}${advice(error)}` }
    : { zh: "看不懂", en: "this cannot be read" };

const advice = ({ advice }: AnjieflowError) => (advice ? `; ${advice}` : "");

/** The value of a field, or its fault beside it. */
function readField<T>(form: Form, field: Field, by: (text: string) => T, faults: Faults) {
  const text = form[field].trim();
  if (!text) return undefined;
  try {
    return by(text);
  } catch (error) {
    faults[field] = said(error);
    return undefined;
  }
}

const given = (fields: { readonly [name: string]: unknown }) =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== ""),
  );

function party(form: Form, role: "borrower" | "seller", id: string): Made {
  const name: Field = `${role}_name`;
  const number: Field = `${role}_id`;
  const phone = role === "borrower" ? form.borrower_phone.replace(/[\s-]/g, "") : "";
  const id_number = form[number].trim().toUpperCase();
  const command = {
    command: "add_party",
    id,
    role,
    ...given({ name: form[name].trim(), id_number, phone }),
  };
  return { command, from: { name, id_number: number, phone: "borrower_phone" } };
}

const FACTS = ["marital", "nationality", "employment", "property", "id_card_state"] as const;

function facts(form: Form, faults: Faults): Made {
  const count = readField(form, "household_home_count", wholeNumber, faults);
  const local = form.local_household;
  const stated = {
    ...Object.fromEntries(FACTS.map((fact) => [fact, form[fact]])),
    local_household: local ? local === "yes" : undefined,
    household_home_count: count,
  };
  const from = { household_home_count: "household_home_count" } as const;
  return { command: { command: "state_facts", facts: given(stated) }, from };
}

function wholeNumber(text: string): number {
  if (!/^\d{1,2}$/.test(text)) throw new Error("no count");
  return Number(text);
}

function figures(form: Form, faults: Faults): Made {
  const monthly_income_fen = readField(form, "income", fenOf, faults);
  const other_debt_monthly_fen = readField(form, "other_debt", fenOf, faults);
  const figures = given({ monthly_income_fen, other_debt_monthly_fen });
  const from = { monthly_income_fen: "income", other_debt_monthly_fen: "other_debt" } as const;
  return { command: { command: "state_figures", figures }, from };
}

function property(form: Form, faults: Faults): Made {
  const price_fen = readField(form, "price", fenOf, faults);
  const appraisal_fen = readField(form, "appraisal", fenOf, faults);
  const city = form.city.trim();
  const site = city ? { city } : undefined;
  const address = form.address.trim();
  const command = {
    command: "describe_property",
    address,
    ...given({ price_fen, appraisal_fen, site }),
  };
  const from = { address: "address", price_fen: "price", appraisal_fen: "appraisal", city: "city" };
  return { command, from: from as Made["from"] };
}

function contract(form: Form, faults: Faults): Made | null {
  const occurred = readField(form, "contract_day", dayOf, faults);
  const command = { command: "mark_milestone", milestone: "contract_signed", state: "done" };
  return occurred === undefined ? null : { command, occurred, from: {} };
}

function made(form: Form, faults: Faults): Made[] {
  const all: Made[] = [party(form, "borrower", "b1")];
  if (form.seller_name || form.seller_id) all.push(party(form, "seller", "v1"));
  all.push(facts(form, faults));
  const money = figures(form, faults);
  if (Object.keys(money.command.figures as object).length) all.push(money);
  if (form.address || form.price) all.push(property(form, faults));
  const signed = contract(form, faults);
  if (signed) all.push(signed);
  return all;
}

/** A number is judged as soon as it is written, before there is a party. */
function number(kind: "resident-id" | "mobile", text: string, today: string): Fault | undefined {
  const told = checkNumber(kind, text, today as Day);
  if (told.valid) return undefined;
  return { zh: String(told.zh), en: String(told.message) };
}

function numbers(form: Form, today: string, faults: Faults) {
  const judged = [
    ["borrower_id", "resident-id", form.borrower_id.trim().toUpperCase()],
    ["seller_id", "resident-id", form.seller_id.trim().toUpperCase()],
    ["borrower_phone", "mobile", form.borrower_phone.replace(/[\s-]/g, "")],
  ] as const;
  for (const [field, kind, text] of judged) {
    const fault = text && number(kind, text, today);
    if (fault) faults[field] = fault;
  }
}

const MISSING: Fault = { zh: "请填写", en: "to be filled in" };

const NEEDED = ["case", "borrower_name", "property"] as const;

function needed(form: Form, faults: Faults) {
  const missing: Field[] = NEEDED.filter((field) => !form[field].trim());
  if (form.address.trim() && !form.price.trim()) missing.push("price");
  if (form.price.trim() && !form.address.trim()) missing.push("address");
  if (form.seller_id.trim() && !form.seller_name.trim()) missing.push("seller_name");
  for (const field of missing) faults[field] = MISSING;
}

// What is tried has a name that is right, whatever stands in the form.
const SOME_CASE = "C-1";

function nameOf(form: Form, faults: Faults) {
  readField(form, "case", (text) => tryOpening(text, [], "clerk"), faults);
}

/** What the library says of the form: each act is tried as if the case were opened now. */
export function judge(form: Form, by: string, today: string): Judged {
  const faults: Faults = {};
  const others: Fault[] = [];
  const all = made(form, faults);
  numbers(form, today, faults);
  needed(form, faults);
  const acts: Act[] = [];
  nameOf(form, faults);
  for (const { from, ...act } of all) {
    try {
      tryOpening(SOME_CASE, [...acts, act], by);
      acts.push(act);
    } catch (error) {
      const about = "occurred" in act ? ({ occurred: "contract_day" } as const) : from;
      place(error, about, faults, others);
    }
  }
  return { faults, others, acts };
}

/** Put a fault beside the field it is about. */
function place(error: unknown, from: Made["from"], faults: Faults, others: Fault[]) {
  if (error instanceof Refused) {
    const reasons = error.reasons.map(({ message, zh }) => ({ zh, en: message }));
    if (from.occurred) faults[from.occurred] ??= reasons[0] ?? MISSING;
    else others.push(...reasons);
    return;
  }
  const name = error instanceof InputError ? (error.place ?? "").split(".").at(-1) : undefined;
  const field = name === undefined ? undefined : from[name];
  if (field) faults[field] ??= said(error);
  // Of a field that is missing or could not be read the reason stands beside it already.
  else if (Object.keys(faults).length === 0) others.push(said(error));
}
