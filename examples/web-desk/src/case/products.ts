// The products of the rules, by name.
import type { Name, Product } from "anjieflow/office";
import type { Language } from "../i18n/language";
import type { Offer } from "../parts/fields";
import { rules } from "../rules";

/** Who lends, and what it is called. */
export const named = (institution: Name, name: Name, language: Language) =>
  `${institution[language]}${language === "zh" ? " " : ": "}${name[language]}`;

const read = (city?: string): readonly Product[] => rules().products(city);

let all: { readonly of: unknown; readonly products: readonly Product[] } | undefined;

/** Every product; read once for as long as the rules stay. */
export function allProducts(): readonly Product[] {
  if (all?.of !== rules()) all = { of: rules(), products: read() };
  return all.products;
}

export function productName(id: string, language: Language): string {
  const product = allProducts().find((product) => product.id === id);
  return product ? named(product.institution, product.name, language) : id;
}

export function productOffers(city: string | undefined, language: Language): Offer[] {
  const here = city ? read(city) : allProducts();
  return here.map(({ id, institution, name }) => ({
    value: id,
    label: named(institution, name, language),
  }));
}
