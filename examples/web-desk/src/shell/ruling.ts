// Which rules are kept for this desk: read when it opens and when another tab keeps others.
import { laidNow, lay, NOTHING, readLaid, written, type Laid } from "../rules";
import { tellRules } from "../store/channel";
import type { Store } from "../store/store";
import type { Outcome } from "../store/trouble";

const KEY = "layers";

/** Judge by the rules that are kept. False when they cannot be used: then those of the package hold. */
export async function readRuling(store: Store): Promise<boolean> {
  const kept = await store.setting(KEY);
  const laid = kept === undefined ? NOTHING : readLaid(kept);
  try {
    lay(laid ?? NOTHING);
    return laid !== null;
  } catch {
    lay(NOTHING);
    return false;
  }
}

/** Judge by these and keep them. Throws an `InputError` where they do not fit; then nothing changes. */
export async function keepRuling(store: Store, next: Laid): Promise<Outcome<void>> {
  const before = laidNow();
  lay(next);
  const kept = await store.set(KEY, written(next));
  if (kept.ok) tellRules();
  else lay(before);
  return kept;
}
