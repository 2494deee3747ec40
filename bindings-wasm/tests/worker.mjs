// A worker of a page without a bundler, or of Node: its wasm is the module that the other side compiled, or its own.
import { answer } from "./app/answer.js";

const inPage = typeof postMessage === "function" && typeof importScripts === "function";
const port = inPage ? globalThis : (await import("node:worker_threads")).parentPort;

const told = async ({ data }) => {
  const anjieflow = await import(data.entry);
  await anjieflow.default(data.module);
  port.postMessage(answer(anjieflow));
};

if (inPage) port.onmessage = told;
else port.on("message", (data) => told({ data }));
