// Tabs tell each other which case has a new entry: its name and length, nothing of what it says; and that other rules hold.

export interface News {
  readonly case: string;
  readonly length: number;
}

const RULES = "rules";
const channel =
  typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("anjieflow-desk");
const heard = new Set<(news: News) => void>();

channel?.addEventListener("message", ({ data }: MessageEvent<News | typeof RULES>) => {
  if (data === RULES) return;
  for (const hear of heard) hear(data);
});

/** Tell the other tabs, and this one. */
export function tell(news: News): void {
  channel?.postMessage(news);
  for (const hear of heard) hear(news);
}

const heardOfRules = new Set<() => void>();

channel?.addEventListener("message", ({ data }) => {
  if (data !== RULES) return;
  for (const hear of heardOfRules) hear();
});

/** Tell the other tabs that other rules are kept now. */
export const tellRules = () => channel?.postMessage(RULES);

/** Hear from another tab that other rules are kept, until the answer is called. */
export function listenForRules(hear: () => void): () => void {
  heardOfRules.add(hear);
  return () => void heardOfRules.delete(hear);
}

/** Hear what any tab tells, until the answer is called. */
export function listen(hear: (news: News) => void): () => void {
  heard.add(hear);
  return () => void heard.delete(hear);
}
