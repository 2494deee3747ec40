// The rules that every case here is judged by: those of the package, and over them the layers of the office's place.
import { Rules, type Place } from "anjieflow/office";

export type { Place };

/** A layer as its file has it. */
export interface Layer {
  readonly file: string;
  readonly text: string;
}

/** What is laid over the rules of the package. */
export interface Laid {
  readonly layers: readonly Layer[];
  /** Where the rules are to hold; null for the place of the narrowest layer. */
  readonly place: Place | null;
}

export const NOTHING: Laid = { layers: [], place: null };

/** Rules of any of the package's modules, with the layers over them. Throws an `InputError` where they do not fit. */
export function over<R extends { at(layers: readonly string[], place?: Place | null): R }>(
  builtin: R,
  { layers, place }: Laid,
): R {
  if (layers.length === 0) return builtin;
  const texts = layers.map(({ text }) => text);
  return builtin.at(texts, place);
}

let laid = NOTHING;
let held: Rules | undefined;

/** What every case is judged by now. */
export const rules = (): Rules => (held ??= over(Rules.builtin(), laid));

/** What lies over the rules of the package now. */
export const laidNow = () => laid;

/** Judge by these from now on. Throws an `InputError`, and leaves all as it was, where a layer is not one or does not fit. */
export function lay(next: Laid): void {
  held = over(Rules.builtin(), next);
  laid = next;
}

interface Head {
  readonly about?: string;
  readonly place?: Place;
  readonly edition?: { readonly id?: string };
}

/** What a layer says of itself. */
export const headOf = ({ text }: Layer) => JSON.parse(text) as Head;

/** `Shanghai`, or `Jinan · China CITIC Bank`. */
export const placeText = ({ province, city, institution, branch }: Place) =>
  [city ?? province, institution, branch].filter(Boolean).join(" · ");

/** The place that is named, or that of the layers. */
export function placeNow(): string {
  const { layers, place } = laid;
  if (place) return placeText(place);
  const places = layers.map((layer) => headOf(layer).place ?? {});
  return placeText(places.sort((one, other) => size(other) - size(one))[0] ?? {});
}

const size = (place: Place) => Object.keys(place).length;

/** As it is kept, and read again; null where it is no such text. */
export const written = (laid: Laid) => JSON.stringify(laid);

export function readLaid(text: string): Laid | null {
  try {
    const { layers, place } = JSON.parse(text) as Laid;
    return Array.isArray(layers) ? { layers, place } : null;
  } catch {
    return null;
  }
}
