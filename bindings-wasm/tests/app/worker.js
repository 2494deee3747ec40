// A module worker: it loads the wasm for itself, as a page does.
import init, * as anjieflow from "anjieflow";
import { answer } from "./answer.js";

await init();
postMessage(answer(anjieflow));
