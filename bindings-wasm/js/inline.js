// Made one file with all it imports, the wasm among it: gzipped, as text. Nothing is fetched, and nothing unpacked before `init`.
import packed from "./packed.js";
import { initBy } from "./start.js";

export default initBy(unpack);

function unpack() {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

export * from "./names.js";
