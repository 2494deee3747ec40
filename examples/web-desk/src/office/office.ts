// What is asked of all cases: put to the worker that has read them, and asked again when one of them changes.
import { useEffect, useState } from "react";
import { contextOf } from "../library";
import { laidNow } from "../rules";
import { useDesk } from "../shell/desk";
import { ours } from "../shell/trusted";
import type { Line } from "../store/database";
import { listen } from "../store/desk";
import type { Store } from "../store/store";
import type { Asked, Lines, Question, Told } from "./worker";
import address from "./worker?worker&url";

class Asker {
  private readonly worker = new Worker(ours(address), { type: "module" });
  private readonly waiting = new Map<number, (answer: unknown) => void>();
  private readonly heard = new Set<() => void>();
  private last = 0;
  /** Under which rules it reads. */
  readonly laid = laidNow();

  constructor(private readonly store: Store) {
    this.worker.addEventListener("message", ({ data }: MessageEvent<Told>) => {
      this.waiting.get(data.id)?.(data.answer);
      this.waiting.delete(data.id);
    });
    this.send({ laid: this.laid });
    void this.fill();
    this.stop = listen(({ case: id }) => void this.follow(id));
  }

  private readonly stop: () => void;

  private send(asked: Asked) {
    this.worker.postMessage(asked);
  }

  private async fill() {
    this.send({ cases: byCase(await this.store.allLines()) });
    this.changed();
  }

  private async follow(id: string) {
    const lines = await this.store.lines(id);
    this.send({ cases: [{ case: id, lines: lines.map(({ line }) => line) }] });
    this.changed();
  }

  private full = false;

  private changed() {
    this.full = true;
    for (const hear of this.heard) hear();
  }

  /** Hear that an answer may be another now, once there is one. */
  listen(hear: () => void) {
    this.heard.add(hear);
    if (this.full) hear();
    return () => void this.heard.delete(hear);
  }

  ask(question: Question, by: string): Promise<unknown> {
    const id = ++this.last;
    const { today } = contextOf(by);
    this.send({ id, question, context: { today, by } });
    return new Promise((resolve) => this.waiting.set(id, resolve));
  }

  close() {
    this.stop();
    this.worker.terminate();
  }
}

function byCase(lines: readonly Line[]): Lines[] {
  const cases: { case: string; lines: string[] }[] = [];
  for (const { case: id, line } of lines) {
    const last = cases.at(-1);
    if (last?.case === id) last.lines.push(line);
    else cases.push({ case: id, lines: [line] });
  }
  return cases;
}

let asker: { readonly of: Store; readonly it: Asker } | undefined;

/** The one that has read the cases of this store under the rules of now. */
function askerOf(store: Store): Asker {
  if (asker?.of === store && asker.it.laid === laidNow()) return asker.it;
  asker?.it.close();
  asker = { of: store, it: new Asker(store) };
  return asker.it;
}

/** What all cases answer today; null while they are being read. */
export function useAnswer<T>(question: Question | null): T | null {
  const { store, by } = useDesk();
  const [told, set] = useState<{ readonly key: string; readonly answer: T } | null>(null);
  const key = JSON.stringify(question);
  useEffect(() => {
    if (question === null) return;
    let left = false;
    const it = askerOf(store);
    const ask = async () => {
      const answer = (await it.ask(question, by)) as T;
      if (!left) set({ key, answer });
    };
    const stop = it.listen(() => void ask());
    return () => {
      left = true;
      stop();
    };
    // The key is the question.
  }, [store, by, key]);
  return told?.answer ?? null;
}

/** Ask once, for a file that is handed out. */
export function useAsk(): (question: Question) => Promise<unknown> {
  const { store, by } = useDesk();
  return (question) => askerOf(store).ask(question, by);
}
