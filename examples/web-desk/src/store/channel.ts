// Tabs tell each other which case has a new entry: its name and length, nothing of what it says.

export interface News {
  readonly case: string;
  readonly length: number;
}

const channel =
  typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("anjieflow-desk");
const heard = new Set<(news: News) => void>();

channel?.addEventListener("message", ({ data }: MessageEvent<News>) => {
  for (const hear of heard) hear(data);
});

/** Tell the other tabs, and this one. */
export function tell(news: News): void {
  channel?.postMessage(news);
  for (const hear of heard) hear(news);
}

/** Hear what any tab tells, until the answer is called. */
export function listen(hear: (news: News) => void): () => void {
  heard.add(hear);
  return () => void heard.delete(hear);
}
