// Where the page is: in the hash, and never more than the application's own name of a case.
import { useSyncExternalStore } from "react";

export type CasePage =
  "overview" | "checklist" | "timeline" | "letters" | "product" | "archive" | "customer";

const PLAIN = ["cases", "tasks", "new", "calculator", "data", "customer"] as const;
export type PlainPage = (typeof PLAIN)[number];

export type Route =
  | { readonly page: PlainPage }
  | { readonly page: "case"; readonly case: string; readonly tab: CasePage };

const TABS: readonly string[] = [
  "overview",
  "checklist",
  "timeline",
  "letters",
  "product",
  "archive",
  "customer",
] satisfies CasePage[];

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The page that a hash names; the list where it names none. */
export function read(hash: string): Route {
  const [first = "", second = "", third = ""] = hash.replace(/^#\/?/, "").split("/");
  const plain = PLAIN.find((page) => page === first);
  if (plain) return { page: plain };
  if (first !== "case" || second === "") return { page: "cases" };
  const tab = TABS.includes(third) ? (third as CasePage) : "overview";
  return { page: "case", case: decoded(second), tab };
}

export function write(route: Route): string {
  if (route.page !== "case") return route.page === "cases" ? "#/" : `#/${route.page}`;
  return `#/case/${encodeURIComponent(route.case)}/${route.tab}`;
}

function listen(changed: () => void) {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

export function useRoute(): Route {
  return read(useSyncExternalStore(listen, () => location.hash));
}

export const go = (route: Route) => void (location.hash = write(route));
