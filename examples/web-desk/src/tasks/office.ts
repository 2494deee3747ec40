// The worklist over all cases, from the worker that has read them.
import { useEffect, useRef, useState } from "react";
import { today } from "../library";
import { listen } from "../store/desk";
import type { Store } from "../store/store";
import { ours } from "../shell/trusted";
import type { Asked, Told } from "./worker";
import address from "./worker?worker&url";

/** Null while the cases are being read. */
export function useTasks(store: Store, clerk: string, count: number): Told | null {
  const worker = useRef<Worker | null>(null);
  const [told, set] = useState<Told | null>(null);
  const asked = useRef({ clerk, count });
  asked.current = { clerk, count };
  useEffect(() => {
    const beside = new Worker(ours(address), { type: "module" });
    worker.current = beside;
    beside.addEventListener("message", ({ data }: MessageEvent<Told>) => set(data));
    const read = async () => {
      const lines = await store.allLines();
      beside.postMessage({ lines } satisfies Asked);
      ask(beside, asked.current);
    };
    void read();
    const stop = listen(() => void read());
    return () => {
      stop();
      beside.terminate();
      worker.current = null;
    };
  }, [store]);
  useEffect(() => {
    if (worker.current) ask(worker.current, { clerk, count });
  }, [clerk, count]);
  return told;
}

function ask(worker: Worker, { clerk, count }: { readonly clerk: string; readonly count: number }) {
  const context = { today: today(), by: clerk };
  worker.postMessage({ clerk, count, context } satisfies Asked);
}
