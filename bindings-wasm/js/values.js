// Values that are checked once, where they come in, and a case told apart by its stage. None of it needs the wasm.
import { InputError } from "./errors.js";

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const YUAN = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/;

/** The text of a day that exists. */
export function day(text) {
  const [, year, month, date] = DAY.exec(text) ?? [];
  if (typeof text !== "string" || year === undefined) {
    throw unfit("day", "malformed", "no day as `YYYY-MM-DD`", "日期格式不是 YYYY-MM-DD");
  }
  const found = new Date(Date.UTC(year, month - 1, date));
  if (found.getUTCMonth() !== month - 1 || found.getUTCDate() !== Number(date)) {
    throw unfit("day", "no_such_date", "a day that no calendar has", "日期不存在");
  }
  return text;
}

/** A whole number of fen. */
export function fen(amount) {
  if (Number.isSafeInteger(amount)) return amount;
  throw unfit(
    "fen",
    "out_of_range",
    "no whole number within 53 bits",
    "金额不是 53 位以内的整数（分）",
  );
}

/** The fen of an amount in yuan as text, counted from its digits. */
export function yuan(text) {
  const [, sign, whole, part = ""] = (typeof text === "string" && YUAN.exec(text)) || [];
  if (whole === undefined) {
    throw unfit("yuan", "malformed", "no amount such as `1234.56`", "金额格式不正确，应如 1234.56");
  }
  const amount = Number(whole) * 100 + Number(part.padEnd(2, "0"));
  return sign && amount ? -amount : amount;
}

/** The same case, for a compiler to tell apart. */
export const staged = (aCase) => aCase;

function unfit(place, code, what, zh) {
  const advice = "hand in what its type says";
  return new InputError({ code, message: `\`${place}\` was given ${what}`, zh, place, advice });
}
