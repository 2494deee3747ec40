// For pages, workers and bundlers: call `init` once, then use the rest.
import { initBy } from "./start.js";

export default initBy(async (source = new URL("./anjieflow_bg.wasm", import.meta.url)) => {
  const response = await fetch(source);
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  // Compiled while it arrives, where the server names its type.
  const streams = response.headers.get("content-type")?.startsWith("application/wasm");
  return streams ? response : response.arrayBuffer();
});

export * from "./names.js";
