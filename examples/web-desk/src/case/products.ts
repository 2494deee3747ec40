// The products of the built-in rules, by name.
import type { Language } from "../i18n/language";
import { products } from "../library";
import type { Offer } from "../parts/fields";

interface Named {
  readonly zh: string;
  readonly en: string;
}

export interface Product {
  readonly id: string;
  readonly institution: Named;
  readonly name: Named;
  readonly kind: string;
}

let all: readonly Product[] | undefined;

/** Every product; read once. */
export const allProducts = () => (all ??= products() as unknown as readonly Product[]);

export function productName(id: string, language: Language): string {
  const product = allProducts().find((product) => product.id === id);
  return product ? `${product.institution[language]} ${product.name[language]}` : id;
}

export function productOffers(city: string | undefined, language: Language): Offer[] {
  const here = city ? (products(city) as unknown as readonly Product[]) : allProducts();
  return here.map(({ id, institution, name }) => ({
    value: id,
    label: `${institution[language]} ${name[language]}`,
  }));
}
