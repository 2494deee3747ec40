// What every page has: the store, who sits here, which rules hold, and what went wrong last.
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from "react";
import { laidNow, placeNow, rules, type Laid } from "../rules";
import { listenForRules } from "../store/channel";
import type { Store } from "../store/store";
import type { Trouble } from "../store/trouble";
import { keepRuling, readRuling } from "./ruling";

/** Which rules hold, as it is shown. */
interface Ruling {
  readonly edition: string;
  readonly laid: Laid;
  /** Where; empty while no layer lies over the rules of the package. */
  readonly place: string;
}

interface Desk {
  readonly store: Store;
  /** Who acts: the name in the entries, `clerk` while nobody said it. */
  readonly by: string;
  /** What was said of it: nothing at first. */
  readonly clerk: string;
  readonly setClerk: (clerk: string) => void;
  readonly ruling: Ruling;
  /** Judge all cases by other rules from now on. Throws what the library throws of them; then nothing changes. */
  readonly judgeBy: (laid: Laid) => Promise<void>;
  /** How often another tab has changed the rules under this page. */
  readonly turns: number;
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

const rulingNow = (): Ruling => ({
  edition: rules().edition,
  laid: laidNow(),
  place: placeNow(),
});

export function DeskProvider({ store, clerk: first, trouble: told, children }: Given) {
  const [clerk, name] = useState(first);
  const [trouble, tell] = useState(told);
  const [ruling, rule] = useState(rulingNow);
  const [turns, turn] = useState(0);
  const setClerk = useCallback(
    (next: string) => {
      name(next);
      void store.set("clerk", next);
    },
    [store],
  );
  const judgeBy = useCallback(
    async (laid: Laid) => {
      const kept = await keepRuling(store, laid);
      if (!kept.ok) tell(kept.trouble);
      rule(rulingNow());
    },
    [store],
  );
  useEffect(() => {
    const follow = async () => {
      await readRuling(store);
      rule(rulingNow());
      turn((turns) => turns + 1);
    };
    return listenForRules(() => void follow());
  }, [store]);
  useEffect(() => {
    // Another page, another matter; what lasts as long as the page stays.
    const clear = () => tell((last) => (last?.kind === "no_storage" ? last : null));
    window.addEventListener("hashchange", clear);
    return () => window.removeEventListener("hashchange", clear);
  }, []);
  const desk = useMemo(
    () => ({
      store,
      by: clerk || "clerk",
      clerk,
      setClerk,
      ruling,
      judgeBy,
      turns,
      trouble,
      tell,
    }),
    [store, clerk, setClerk, ruling, judgeBy, turns, trouble],
  );
  return <Desk value={desk}>{children}</Desk>;
}

export function useDesk(): Desk {
  const desk = useContext(Desk);
  if (!desk) throw new Error("outside of DeskProvider");
  return desk;
}
