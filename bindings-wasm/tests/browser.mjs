// A browser, and a server of folders for it, with the headers that a test wants.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { chromium } from "playwright-core";

const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

// A browser with nothing to say to the world: it is root's, on a machine that reaches nothing.
const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const launch = (...more) =>
  chromium.launch({ executablePath: "/usr/bin/chromium", args: [...ARGS, ...more] });

/** Folders by the first part of a path, served with `headers`. What is posted is kept in `posts`. */
export async function serve(folders, headers = {}) {
  const posts = [];
  const server = createServer((request, response) => {
    if (request.method === "POST") keep(request, posts);
    const [, folder, ...rest] = new URL(request.url, "http://page").pathname.split("/");
    const file = folder in folders && join(folders[folder], normalize(rest.join("/")));
    if (file && existsSync(file) && statSync(file).isFile()) {
      const type = TYPES[extname(file)] ?? "text/plain";
      response.writeHead(200, { "content-type": type, ...headers });
      createReadStream(file).pipe(response);
      return;
    }
    response.writeHead(folder === "" ? 200 : 404, { "content-type": "text/html", ...headers });
    response.end("<!doctype html><title>anjieflow</title>");
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address();
  return { posts, at: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

async function keep(request, posts) {
  let text = "";
  for await (const piece of request) text += piece;
  posts.push(text);
}
