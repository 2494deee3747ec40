// The choice of products and the calculator have a wasm of their own, fetched when a page needs it.
import { useEffect, useState } from "react";
import { laidNow, over } from "./rules";

export type Choices = typeof import("anjieflow/choice");

let loading: Promise<Choices> | undefined;

async function load(): Promise<Choices> {
  const choices = await import("anjieflow/choice");
  await choices.default();
  return choices;
}

/** The rules of now, for a choice. The caller frees them. */
export const rulesOf = (choices: Choices) => over(choices.Rules.builtin(), laidNow());

/** Null until it is there. */
export function useChoices(): Choices | null {
  const [choices, set] = useState<Choices | null>(null);
  useEffect(() => {
    loading ??= load();
    void loading.then(
      (loaded) => set(() => loaded),
      () => (loading = undefined),
    );
  }, []);
  return choices;
}
