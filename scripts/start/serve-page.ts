import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import { extname, join } from "node:path";
import { CONTENT_SECURITY_POLICY } from "../content-security-policy.ts";

export interface PageServer {
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".json": "application/json",
  ".txt": "text/plain; charset=utf-8",
};

const HEADERS = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

/**
 * Serves a folder of built files and, as `rollcall.json`, what `deployment` says for the host name that the browser
 * used: a wall on the LAN has to reach NATS under another name than this machine does.
 */
export async function servePage(
  folder: string,
  listen: { port: number; host: string },
  deployment: (hostname: string) => object,
): Promise<PageServer> {
  const server = createServer((request, response) => {
    void answer(folder, request, response, deployment);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(listen.port, listen.host, resolve);
  });
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
  deployment: (hostname: string) => object,
): Promise<void> {
  const refuse = (status: number): void => void response.writeHead(status, HEADERS).end();
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(405);
  const path = pathOf(request.url ?? "/");
  if (path === null) return refuse(400);
  if (path === "/rollcall.json") {
    const body = JSON.stringify(deployment(hostnameOf(request.headers.host)));
    response.writeHead(200, { ...HEADERS, "content-type": "application/json", "cache-control": "no-store" }).end(body);
    return undefined;
  }
  const file = join(folder, path === "/" ? "index.html" : path);
  const found = await stat(file).catch(() => null);
  if (found === null || !found.isFile()) return refuse(404);
  response.writeHead(200, {
    ...HEADERS,
    "content-type": TYPES[extname(file)] ?? "application/octet-stream",
    "content-length": found.size,
    // Built names carry a hash of their content; the page itself is asked for every time.
    "cache-control": path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
  });
  if (request.method === "HEAD") response.end();
  else
    createReadStream(file)
      .on("error", () => response.destroy())
      .pipe(response);
  return undefined;
}

/** The decoded path, or null where it points out of the folder or into a hidden file. */
function pathOf(url: string): string | null {
  try {
    const path = decodeURIComponent(new URL(url, "http://page").pathname);
    return /(?:^|[\\/])\.|\0|\\/u.test(path) ? null : path;
  } catch {
    return null;
  }
}

/** The host name of a `Host` header without its port; `localhost` is this machine's loopback address. */
export function hostnameOf(header: string | undefined): string {
  const address = `http://${header ?? ""}`;
  const hostname = URL.canParse(address) ? new URL(address).hostname : "";
  return hostname === "" || hostname === "localhost" ? "127.0.0.1" : hostname;
}
