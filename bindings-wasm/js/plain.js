// JavaScript values as JSON text. `JSON.stringify` alone would drop a function, turn NaN into null
// and a Map into {}: here each of these is named and refused.
import { InputError } from "./errors.js";

// As deep as the reader on the other side goes. It also stops an object that holds itself.
const DEPTH_MAX = 100;

// No text that is longer is read on the other side (`LOG_BYTES` of the core): it is not copied there to be refused.
const LENGTH_MAX = 2 ** 25;

// Nor are more values and keys (`HANDED_VALUES`): a list may hold another many times over.
const VALUES_MAX = 2_000_000;

// In a pattern with the flag u this is found in text only where half a pair stands alone.
const LONE_SURROGATE = /\p{Surrogate}/u;

export function toText(value, name) {
  if (isHandle(value)) return value.text;
  check(value, name, DEPTH_MAX, { values: VALUES_MAX, length: LENGTH_MAX });
  return JSON.stringify(value);
}

export function asText(value, name) {
  if (typeof value !== "string") throw unplain(name, `${kind(value)} where text is wanted`);
  checkText(value, name, { length: LENGTH_MAX });
  return value;
}

/** Columns of numbers to keep: what is handed in lies in the memory of the wasm, and stays there no longer than the call. */
export function toColumns(payment, principal, interest, balance) {
  return {
    payment_fen: payment.slice(),
    principal_fen: principal.slice(),
    interest_fen: interest.slice(),
    balance_fen: balance.slice(),
  };
}

export function asBytes(value, name) {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  throw unplain(name, `${kind(value)} where bytes are wanted`);
}

function check(value, place, depth, left) {
  countValue(place, left);
  if (value === null || typeof value === "boolean") return;
  if (typeof value === "string") checkText(value, place, left);
  else if (typeof value === "number") checkNumber(value, place);
  else if (Array.isArray(value)) checkArray(value, place, within(place, depth), left);
  else if (isRecord(value)) checkRecord(value, place, within(place, depth), left);
  // What anjieflow wrote: JSON already.
  else if (isHandle(value)) return;
  else throw unplain(place, `${kind(value)}, which is not plain data`);
}

function countValue(place, left) {
  left.values -= 1;
  if (left.values < 0) throw unplain(place, `more than ${VALUES_MAX} values and keys`, IN_PARTS);
}

function within(place, depth) {
  if (depth > 0) return depth - 1;
  throw unplain(place, `data nested deeper than ${DEPTH_MAX} levels, or within itself`);
}

function checkText(value, place, left) {
  left.length -= value.length;
  if (left.length < 0) throw unplain(place, `more than ${LENGTH_MAX} characters`, IN_PARTS);
  if (LONE_SURROGATE.test(value)) throw unplain(place, "text that is not Unicode");
}

function checkNumber(value, place) {
  if (!Number.isFinite(value)) throw unplain(place, "a number that is not finite");
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw unplain(place, "a whole number beyond 53 bits");
  }
}

function checkArray(items, place, depth, left) {
  // By index, so that a hole is seen.
  for (let index = 0; index < items.length; index += 1) {
    check(items[index], `${place}[${index}]`, depth, left);
  }
}

function checkRecord(record, place, depth, left) {
  for (const [key, value] of Object.entries(record)) {
    // A property that is undefined is one that is not there, as in an optional property's type.
    if (value === undefined) continue;
    countValue(place, left);
    checkText(key, place, left);
    check(value, `${place}.${key}`, depth, left);
  }
}

function isRecord(value) {
  if (typeof value !== "object") return false;
  const prototype = Object.getPrototypeOf(value);
  // An object literal, also one from another window, whose Object is not ours.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

// A command, a context or an entry that was read before; of a case only the picture is JSON.
function isHandle(value) {
  return (
    typeof value?.text === "string" && typeof value.toJSON === "function" && value.__wbg_ptr > 0
  );
}

function kind(value) {
  if (value === null || value === undefined) return String(value);
  return `a \`${typeof value === "object" ? value.constructor?.name : typeof value}\``;
}

const PLAIN = "hand in plain objects, arrays, strings, whole numbers, true, false and null";
const IN_PARTS = "hand it in in parts";

function unplain(place, what, advice = PLAIN) {
  return new InputError({
    code: "not_plain_data",
    message: `\`${place}\` holds ${what}`,
    zh: `不是可以传递的普通数据：${place}`,
    place,
    advice,
  });
}
