// Bundled into one file, the wasm in it.
import init, * as anjieflow from "anjieflow/inline";
import { answer } from "./answer.js";

globalThis.answered = init().then(() => ({ page: answer(anjieflow) }));
