export * from "./index.js";

/**
 * Fetch the wasm and make the rest of this module usable. A second call waits for the first.
 *
 * `source` is where the wasm is, or its bytes; without it the file beside this module is fetched.
 */
export default function init(source?: string | URL | Request | BufferSource): Promise<void>;
