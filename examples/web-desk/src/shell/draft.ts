// What was typed and not sent yet: a reload of the page keeps it for this tab alone, and it goes with the tab.
import { useState } from "react";

/** What stands in the fields of a form, by their places. */
interface Texts {
  readonly [place: string]: string;
}

interface Draft<T extends Texts> {
  readonly texts: T;
  readonly write: (texts: T) => void;
  /** It was sent, or is not wanted any more. */
  readonly drop: () => void;
}

/** The texts of the form of this name; `first` is what stands in it before somebody types. */
export function useDraft<T extends Texts>(name: string, first: () => T): Draft<T> {
  const key = `draft ${name}`;
  const [texts, set] = useState<T>(() => ({ ...first(), ...read(key) }));
  const write = (texts: T) => {
    set(texts);
    keep(key, JSON.stringify(texts));
  };
  return { texts, write, drop: () => keep(key, null) };
}

function read(key: string): Texts {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? "{}");
    const texts = Object.entries(kept ?? {}).filter(([, text]) => typeof text === "string");
    return Object.fromEntries(texts);
  } catch {
    return {};
  }
}

function keep(key: string, text: string | null) {
  try {
    if (text === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    // A browser that keeps nothing: the form works, a reload empties it.
  }
}
