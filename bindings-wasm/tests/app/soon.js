// Run from a command line, by the entry that has the wasm inside.
import init, * as anjieflow from "anjieflow/inline";
import { answer } from "./answer.js";

await init();
console.log(JSON.stringify(answer(anjieflow)));
