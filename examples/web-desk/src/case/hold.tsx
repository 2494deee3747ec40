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
import type { Line } from "../store/database";
import { listen, openCase, take, type Act, type Opened } from "../store/desk";
import { trouble, type Trouble } from "../store/trouble";
import { viewOf, type CaseView } from "./view";

export interface Held {
  readonly case: Case;
  readonly lines: readonly Line[];
  readonly view: CaseView;
  /** The context of a question: today, by this clerk. */
  readonly context: Context;
  /** Take steps. Throws what the library throws; true when they were kept. */
  readonly act: (acts: readonly Act[]) => Promise<boolean>;
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
  const act = useCallback(
    async (acts: readonly Act[]) => {
      const taken = await take(store, opened, acts, by);
      if (taken.ok) {
        tell(null);
        hold(taken.value);
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
        await act(acts);
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
      act,
      attempt,
    }),
    [opened, by, act, attempt],
  );
  return <Held value={held}>{children}</Held>;
}
