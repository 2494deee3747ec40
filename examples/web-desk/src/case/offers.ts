// What a field of a command may mean in this case: the parties, papers and loans that it names.
import { ask } from "../library";
import type { Offer } from "../parts/fields";
import type { Language } from "../i18n/language";
import type { Shape } from "../flow/shapes";
import { paperWord, stateWord, word, type Group } from "../flow/words";
import type { Held } from "./hold";
import type { Party } from "./view";
import { productOffers } from "./products";

const PARTIES = ["holder", "party", "attends", "given_by", "payer", "payee", "whom", "asker", "to"];
const GROUPS: { readonly [field: string]: Group } = {
  milestone: "milestone",
  role: "role",
  kind: "appointment",
  outcome: "outcome",
  life_event: "life_event",
  purpose: "purpose",
  blocks: "gate",
  granted_by: "authority",
  decides: "deciding_day",
  channel: "channel",
  form: "form",
  manner: "manner",
  after: "milestone",
};
const OTHERS: { readonly [name: string]: string } = {
  buyer: "买方",
  seller: "卖方",
  nobody: "无",
  approval: "重新批复",
  contract: "变更合同",
};

export const partyName = ({ role, name }: Party, language: Language) =>
  `${word("role", role, language)} ${name}`;

const parties = ({ view }: Held, language: Language): Offer[] =>
  view.parties.map((party) => ({ value: party.id, label: partyName(party, language) }));

/** The words of a closed list, in the language of the page. */
export function wordOffers({ field, words = [] }: Shape, language: Language): Offer[] {
  const group = GROUPS[field];
  const of = (name: string) => {
    if (field === "state") return stateWord(name, language);
    if (group) return word(group, name, language);
    const value = word("value", name, language);
    return language === "zh" && value === name ? (OTHERS[name] ?? name) : value;
  };
  return words.map((value) => ({ value, label: of(value) }));
}

/** What may be meant by a text; undefined where anything may be. */
export function textOffers(held: Held, command: string, field: string, language: Language) {
  if (field === "product" || (command === "give_consent" && field === "recipient")) {
    return productOffers(held.view.property?.site?.city, language);
  }
  if (PARTIES.includes(field)) return parties(held, language);
  if (field === "by" && command === "promise") return parties(held, language);
  if (field === "document" && command === "check_document") return onFile(held, language);
  if (field === "document" || (field === "kind" && command === "add_document")) {
    return asked(held, language);
  }
  if (field === "query") return queries(held);
  return undefined;
}

function onFile(held: Held, language: Language): Offer[] {
  const names = new Map(asked(held, language).map(({ value, label }) => [value, label]));
  return held.view.documents.map(({ id, kind, state }) => ({
    value: id,
    label: `${names.get(kind) ?? paperWord(kind, language)} ${stateWord(state, language)}`,
  }));
}

export function asked({ case: current, context }: Held, language: Language): Offer[] {
  const rows = current.checklist(context);
  const named = new Map(rows.map((row) => [row.document, row[language]]));
  return [...named].map(([value, name]) => ({ value, label: name ?? paperWord(value, language) }));
}

interface Query {
  readonly query: string;
  readonly about: string;
}

const queries = ({ case: current, context }: Held): Offer[] => {
  const all = ask(current, { question: "queries" }, context) as readonly Query[];
  return all.map(({ query, about }) => ({ value: query, label: `${query} ${about}` }));
};
