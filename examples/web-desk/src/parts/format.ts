// Numbers and days as people read and write them. Amounts are whole fen.
import { day, fen, yuan } from "../library";

const PLAIN = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2 });
const WHOLE = new Intl.NumberFormat("en-US");

/** `¥1,234.50`. */
export const money = (fen: number) => `¥${PLAIN.format(fen / 100)}`;

/** The same without fen that are nothing. */
export const shortMoney = (fen: number) =>
  fen % 100 === 0 ? `¥${WHOLE.format(fen / 100)}` : money(fen);

/** `3.1%` of 31000 millionths. */
export const percent = (millionths: number) => `${Number((millionths / 10_000).toFixed(4))}%`;

const TEN_THOUSANDS = /^([\d.]+)万元?$/;

/** The digits moved four places: `1.25` is `12500`. */
function tenThousandfold(digits: string): string {
  const [whole = "", part = ""] = digits.split(".");
  const moved = `${whole}${part.padEnd(4, "0").slice(0, 4)}`;
  const rest = part.slice(4);
  return rest ? `${moved}.${rest}` : moved;
}

const halfWidth = (text: string) =>
  text.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

/** The fen of an amount as people write it: `1,234.50`, `¥200万`. Throws an `InputError`. */
export function fenOf(written: string): number {
  const text = halfWidth(written).replace(/[\s,，¥￥]/g, "");
  const many = TEN_THOUSANDS.exec(text);
  return fen(yuan(many?.[1] ? tenThousandfold(many[1]) : text.replace(/元$/, "")));
}

/** The digits of an amount for a field. */
export const yuanText = (fen: number) => String(fen / 100);

const AS_WRITTEN = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;
const EIGHT = /^(\d{4})(\d{2})(\d{2})$/;

/** A day as people write it: `2026-3-2`, `2026年3月2日`, `20260302`. Throws an `InputError`. */
export function dayOf(written: string): string {
  const text = halfWidth(written).replace(/\s/g, "");
  const parts = AS_WRITTEN.exec(text) ?? EIGHT.exec(text);
  if (!parts) return day(text);
  const [, year, month, date] = parts;
  return day(`${year}-${month?.padStart(2, "0")}-${date?.padStart(2, "0")}`);
}

/** The millionths of a rate in percent: `3.1` or `3.1%`. Throws an `InputError`. */
export function millionthsOf(written: string): number {
  const text = halfWidth(written).replace(/[\s%]/g, "");
  // Two places more than an amount has: the digits go through the same check.
  const [whole = "", part = ""] = text.split(".");
  const moved = `${whole}${part.padEnd(2, "0").slice(0, 2)}`;
  return fenOf(part.length > 2 ? `${moved}.${part.slice(2)}` : moved);
}
