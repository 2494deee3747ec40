// The choice of products and the calculator have a wasm of their own, fetched when a page needs it.
import { useEffect, useState } from "react";

export type Choices = typeof import("anjieflow/choice");

let loading: Promise<Choices> | undefined;

async function load(): Promise<Choices> {
  const choices = await import("anjieflow/choice");
  await choices.default();
  return choices;
}

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
