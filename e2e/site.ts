import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { CONTENT_SECURITY_POLICY } from "#scripts/content-security-policy.ts";
import { freePort } from "#scripts/free-port.ts";

/** The built page on a port of its own. */
export interface Site {
  /** `http://127.0.0.1:port`: the origin that the page has. */
  origin: string;
  /** What `rollcall.json` says from now on: an object, or text as it is (for a file that is no JSON). */
  deploy(deployment: object | string): void;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".json": "application/json",
};

/** Another build may be looked at while developing: `ROLLCALL_DIST=/some/folder`. */
const DIST = process.env["ROLLCALL_DIST"] ?? new URL("../dist", import.meta.url).pathname;

/** `folder`: another one of built pages, such as those of the benchmarks. */
export async function serveSite(folder: string = DIST): Promise<Site> {
  let deployment = "{}";
  await readFile(join(folder, "index.html")).catch(() => {
    throw new Error("there is no built page to test: run `npm run build` first");
  });
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://127.0.0.1").pathname);
    const headers = { "content-security-policy": CONTENT_SECURITY_POLICY, "cache-control": "no-store" };
    if (path === "/rollcall.json") {
      response.writeHead(200, { ...headers, "content-type": "application/json" }).end(deployment);
      return;
    }
    const file = path === "/" ? "/index.html" : path;
    readFile(join(folder, file)).then(
      (bytes) =>
        response
          .writeHead(200, { ...headers, "content-type": TYPES[extname(file)] ?? "application/octet-stream" })
          .end(bytes),
      () => response.writeHead(404, headers).end(),
    );
  });
  const port = await freePort();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    origin: `http://127.0.0.1:${port}`,
    deploy(next) {
      deployment = typeof next === "string" ? next : JSON.stringify(next);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
