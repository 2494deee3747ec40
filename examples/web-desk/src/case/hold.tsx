// A case that is looked at: read from the store, read again when another tab adds to it, and stepped.
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from "react";
import { Refused, saidBy, today, type Case, type Context } from "../library";
import { useDesk } from "../shell/desk";
import { placeOfWork } from "../shell/focus";
import type { Line } from "../store/database";
import { listen, openCase, take, type Act, type Opened } from "../store/desk";
import { trouble, type Trouble } from "../store/trouble";
import { viewOf, type CaseView } from "./view";

/** Steps that were kept. */
export interface Done {
  readonly commands: readonly string[];
  /** How many entries there are since. */
  readonly length: number;
  /** The part of the page that shows what became of it. */
  readonly from: HTMLElement | null;
}

export interface Held {
  readonly case: Case;
  readonly lines: readonly Line[];
  readonly view: CaseView;
  /** The context of a question: today, by this clerk. */
  readonly context: Context;
  /** What was done last on this page. */
  readonly done: Done | null;
  /** Take steps. Throws what the library throws; true when they were kept. `from` is where somebody works. */
  readonly act: (acts: readonly Act[], from?: HTMLElement | null) => Promise<boolean>;
  /** The same for a button without a form: what the library throws is told at the top of the page. */
  readonly attempt: (acts: readonly Act[]) => Promise<void>;
}

const Held = createContext<Held | null>(null);

export function useHeld(): Held {
  const held = useContext(Held);
  if (!held) throw new Error("outside of a case");
  return held;
}

export type Holding =
  | { readonly is: "reading" | "absent" }
  | { readonly is: "unreadable"; readonly trouble: Trouble }
  | { readonly is: "held"; readonly opened: Opened };

export function useHolding(id: string): [Holding, (opened: Opened) => void] {
  const { store } = useDesk();
  const [holding, set] = useState<Holding>({ is: "reading" });
  const hold = useCallback((opened: Opened) => set({ is: "held", opened }), []);
  useEffect(() => {
    let left = false;
    const read = async () => {
      const opened = await openCase(store, id);
      if (left) return;
      if (!opened) set({ is: "absent" });
      else if (opened.ok) hold(opened.value);
      else set({ is: "unreadable", trouble: opened.trouble });
    };
    void read();
    const stop = listen((news) => news.case === id && void read());
    return () => {
      left = true;
      stop();
    };
  }, [store, id, hold]);
  return [holding, hold];
}

interface Given {
  readonly opened: Opened;
  readonly hold: (opened: Opened) => void;
  readonly children: ReactNode;
}

export function HeldProvider({ opened, hold, children }: Given) {
  const { store, by, tell } = useDesk();
  const [done, set] = useState<Done | null>(null);
  useEffect(() => {
    // On another page of the case it is no news.
    const clear = () => set(null);
    window.addEventListener("hashchange", clear);
    return () => window.removeEventListener("hashchange", clear);
  }, []);
  const act = useCallback(
    async (acts: readonly Act[], from: HTMLElement | null = null) => {
      const taken = await take(store, opened, acts, by);
      if (taken.ok) {
        tell(null);
        hold(taken.value);
        const commands = acts.map(({ command }) => command.command);
        set({ commands, length: taken.value.lines.length, from });
        return true;
      }
      tell(taken.trouble);
      // Whoever was first: the page goes on from there.
      const again = await openCase(store, opened.case.id);
      if (again?.ok) hold(again.value);
      return false;
    },
    [store, opened, by, hold, tell],
  );
  const attempt = useCallback(
    async (acts: readonly Act[]) => {
      try {
        await act(acts, placeOfWork());
      } catch (error) {
        const reason = error instanceof Refused ? error.reasons[0] : undefined;
        const detail = reason ? { zh: reason.zh, en: reason.message } : saidBy(error);
        tell(trouble("refused", { detail }));
      }
    },
    [act, tell],
  );
  const held = useMemo<Held>(
    () => ({
      case: opened.case,
      lines: opened.lines,
      view: viewOf(opened.case),
      context: { today: today(), by },
      done,
      act,
      attempt,
    }),
    [opened, by, done, act, attempt],
  );
  return <Held value={held}>{children}</Held>;
}
