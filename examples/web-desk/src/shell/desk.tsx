// What every page has: the store, who sits here, and what went wrong last.
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from "react";
import type { Store } from "../store/store";
import type { Trouble } from "../store/trouble";

interface Desk {
  readonly store: Store;
  /** Who acts: the name in the entries, `clerk` while nobody said it. */
  readonly by: string;
  /** What was said of it: nothing at first. */
  readonly clerk: string;
  readonly setClerk: (clerk: string) => void;
  readonly trouble: Trouble | null;
  readonly tell: (trouble: Trouble | null) => void;
}

const Desk = createContext<Desk | null>(null);

interface Given {
  readonly store: Store;
  readonly clerk: string;
  readonly trouble: Trouble | null;
  readonly children: ReactNode;
}

export function DeskProvider({ store, clerk: first, trouble: told, children }: Given) {
  const [clerk, name] = useState(first);
  const [trouble, tell] = useState(told);
  const setClerk = useCallback(
    (next: string) => {
      name(next);
      void store.set("clerk", next);
    },
    [store],
  );
  useEffect(() => {
    // Another page, another matter; what lasts as long as the page stays.
    const clear = () => tell((last) => (last?.kind === "no_storage" ? last : null));
    window.addEventListener("hashchange", clear);
    return () => window.removeEventListener("hashchange", clear);
  }, []);
  const desk = useMemo(
    () => ({ store, by: clerk || "clerk", clerk, setClerk, trouble, tell }),
    [store, clerk, setClerk, trouble],
  );
  return <Desk value={desk}>{children}</Desk>;
}

export function useDesk(): Desk {
  const desk = useContext(Desk);
  if (!desk) throw new Error("outside of DeskProvider");
  return desk;
}
