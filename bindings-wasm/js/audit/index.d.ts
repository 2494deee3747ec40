// Whether a log is still what it was, in a wasm of its own. `core/AUDIT.md` says byte by byte what is hashed.
import type { AuditKind, Day } from "../index.js";
export { default, AnjieflowError, InputError, version } from "../index.js";
export type { AuditKind } from "../index.js";

/** How a seal is signed. */
export interface Signature {
  algorithm: string;
  /** The name of the key. */
  key: string;
  /** The bytes of the signature. */
  value: Uint8Array<ArrayBuffer>;
  /** The bytes that were signed. */
  signed: Uint8Array<ArrayBuffer>;
}

/** One thing that is not as it was sealed. */
export interface Finding {
  kind: AuditKind;
  /** The number it was sealed with; of what was put in or cut off, that of the last one before; null of the whole. */
  entry: number | null;
  /** Where it stands now, where that is elsewhere, counted from 1 behind the header. */
  line: number | null;
  /** The other one of two that were swapped; of a log that was cut, how many there were. */
  other: number | null;
  message: string;
  advice: string;
  zh: string;
  advice_zh: string;
}

/** What an audit came to. */
export interface Audit {
  /** Whether all that was sealed stands as it was sealed. */
  holds: boolean;
  case: string;
  /** How many entries were sealed. */
  sealed: number;
  /** How many follow them. */
  later: number;
  /** The entries whose personal data were erased, as the log says. */
  erased: number[];
  /** Whether the application found the signature right. */
  verified: boolean;
  findings: Finding[];
}

/**
 * Seal a log, as `log` writes it: a text with a digest for each entry and no personal data, to be kept apart from the log.
 *
 * `earlier` is the seal of a shorter log of the case. It keeps the digests of personal data that were erased since; that the
 * log begins with what it sealed is checked.
 *
 * @throws {InputError} with the entry that cannot be sealed
 */
export function seal(
  log: string,
  sealed: { readonly day: Day; readonly by: string },
  earlier?: string | null,
): string;
/** The bytes to sign by this algorithm and the key of this name: hand them to `crypto.subtle.sign`. */
export function toSign(seal: string, algorithm: string, key: string): Uint8Array<ArrayBuffer>;
/** The same seal with the bytes of a signature of `toSign`. */
export function signed(
  seal: string,
  algorithm: string,
  key: string,
  value: ArrayBuffer | ArrayBufferView,
): string;
/** How a seal is signed: hand its bytes to `crypto.subtle.verify`. Null when it is not signed. */
export function signature(seal: string): Signature | null;
/** A log and its seal as one text, for whoever is to keep or check both. */
export function join(log: string, seal: string): string;
/** The log and the seal of a text that `join` made. */
export function split(joined: string): [log: string, seal: string];
/**
 * Compare a log with its seal: each entry that was changed, taken out, put in or put elsewhere is named.
 *
 * Without a seal, `log` is what `join` made, and nothing may follow what was sealed. Beside a seal, entries that were appended
 * since are counted in `later`. `fits` says what was found of the signature; without it nobody looked at it.
 *
 * @throws {InputError} when the log or the seal cannot be read at all
 */
export function audit(log: string, seal?: string | null, fits?: boolean): Audit;
