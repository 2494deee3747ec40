// Bundled, and run in a page: the answer of the page and that of its worker.
import init, * as anjieflow from "anjieflow";
import { answer } from "./answer.js";

async function fromWorker() {
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  const told = await new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  });
  worker.terminate();
  return told;
}

async function run() {
  await init();
  return { page: answer(anjieflow), worker: await fromWorker() };
}

globalThis.answered = run();
