// Run from a command line, where the first use loads the wasm.
import * as anjieflow from "anjieflow";
import { answer } from "./answer.js";

console.log(JSON.stringify(answer(anjieflow)));
