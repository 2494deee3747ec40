// What the masks hide, read from the entries when somebody asks to see it, and nowhere kept.
import type { Line } from "../store/database";

type Fields = { readonly [field: string]: unknown };
interface Entry {
  readonly number: number;
  readonly event: string;
  readonly data: Fields;
  readonly personal?: Fields;
}

const text = (value: unknown) => (typeof value === "string" ? value : null);

/** The entries, each corrected one as it should have been. */
function* entries(lines: readonly Line[]): Generator<Entry> {
  const said = lines.map(({ line }) => JSON.parse(line) as Entry);
  for (const { event, data, personal } of said) {
    if (event !== "record_corrected") continue;
    const corrected = said[Number(data.entry) - 1];
    const record = personal?.record as Fields | undefined;
    if (corrected && record) {
      said[Number(data.entry) - 1] = {
        ...corrected,
        data: { ...corrected.data, ...record },
        personal: { ...corrected.personal, ...record },
      };
    }
  }
  yield* said;
}

/** A personal field of a party as it was last entered. */
export function ofParty(lines: readonly Line[], id: string, field: string): string | null {
  let found: string | null = null;
  for (const { event, data, personal } of entries(lines)) {
    if (event === "party_added" && data.id === id) found = text(personal?.[field]);
  }
  return found;
}

export function addressOf(lines: readonly Line[]): string | null {
  let found: string | null = null;
  for (const { event, personal } of entries(lines)) {
    if (event === "property_described") found = text(personal?.address) ?? found;
  }
  return found;
}

/** The figures of the household as they were last stated: they are reckoned with, and not shown. */
export function figuresOf(lines: readonly Line[]): { readonly [figure: string]: number } {
  const told: { [figure: string]: number } = {};
  for (const { event, personal } of entries(lines)) {
    if (event === "figures_stated") Object.assign(told, personal?.figures);
  }
  return told;
}
