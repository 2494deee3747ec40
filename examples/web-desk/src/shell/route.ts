// Where the page is: in the hash, and never more than the application's own name of a case.
import { useSyncExternalStore } from "react";

export type CasePage =
  "overview" | "checklist" | "timeline" | "letters" | "product" | "archive" | "customer";

export type OfficePage = "ledger" | "week" | "arrears" | "calendar";

const PLAIN = ["cases", "tasks", "new", "calculator", "data", "customer"] as const;
export type PlainPage = (typeof PLAIN)[number];

export type Route =
  | { readonly page: PlainPage }
  | { readonly page: "office"; readonly tab: OfficePage }
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

const OFFICE: readonly string[] = ["ledger", "week", "arrears", "calendar"] satisfies OfficePage[];

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
  if (first === "office") {
    return { page: "office", tab: OFFICE.includes(second) ? (second as OfficePage) : "ledger" };
  }
  if (first !== "case" || second === "") return { page: "cases" };
  const tab = TABS.includes(third) ? (third as CasePage) : "overview";
  return { page: "case", case: decoded(second), tab };
}

export function write(route: Route): string {
  if (route.page === "office") return `#/office/${route.tab}`;
  if (route.page !== "case") return route.page === "cases" ? "#/" : `#/${route.page}`;
  return `#/case/${encodeURIComponent(route.case)}/${route.tab}`;
}

// Whether somebody went to another page since a heading took the focus.
let hasMoved = false;
window.addEventListener("hashchange", () => (hasMoved = true));

/** Whether somebody has just come here, and not by opening the desk. Told once. */
export function justCame(): boolean {
  const came = hasMoved;
  hasMoved = false;
  return came;
}

function listen(changed: () => void) {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

export function useRoute(): Route {
  return read(useSyncExternalStore(listen, () => location.hash));
}

export const go = (route: Route) => void (location.hash = write(route));
