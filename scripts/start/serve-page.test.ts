import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CONTENT_SECURITY_POLICY } from "../content-security-policy.ts";
import { freePort } from "../free-port.ts";
import { type PageServer, hostnameOf, servePage } from "./serve-page.ts";

let top: string;
let port: number;
let server: PageServer;

beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), "rollcall-page-"));
  await mkdir(join(top, "dist", "assets"), { recursive: true });
  await mkdir(join(top, "dist", ".vite"));
  await writeFile(join(top, "secret.txt"), "secret");
  await writeFile(join(top, "dist", ".vite", "manifest.json"), "{}");
  await writeFile(join(top, "dist", "index.html"), "<!doctype html>page");
  await writeFile(join(top, "dist", "assets", "entry-1.js"), "script");
  port = await freePort();
  server = await servePage(join(top, "dist"), { port, host: "127.0.0.1" }, (hostname) => ({
    servers: [`ws://${hostname}:9222`],
  }));
});

afterAll(async () => {
  await server.close();
  await rm(top, { recursive: true, force: true });
});

interface Reply {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  body: string;
}

/** Sends the path as it is: `fetch` would tidy it first. */
function ask(path: string, options: { method?: string; host?: string } = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = options.host === undefined ? {} : { host: options.host };
    const call = request({ port, host: "127.0.0.1", path, method: options.method ?? "GET", headers }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => (body += text));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    call.on("error", reject).end();
  });
}

test("the page comes with its policy and is asked for every time; assets are kept", async () => {
  const page = await ask("/?x=1");
  expect(page).toMatchObject({ status: 200, body: "<!doctype html>page" });
  expect(page.headers).toMatchObject({
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
  });
  const script = await ask("/assets/entry-1.js");
  expect(script.body).toBe("script");
  expect(script.headers["content-type"]).toBe("text/javascript; charset=utf-8");
  expect(script.headers["cache-control"]).toContain("immutable");
});

async function deploymentFor(host: string): Promise<unknown> {
  return JSON.parse((await ask("/rollcall.json", { host })).body);
}

test("rollcall.json names NATS under the host name that the browser used", async () => {
  expect(await deploymentFor(`127.0.0.1:${port}`)).toEqual({ servers: ["ws://127.0.0.1:9222"] });
  expect(await deploymentFor(`localhost:${port}`)).toEqual({ servers: ["ws://127.0.0.1:9222"] });
  expect(await deploymentFor(`wall.lan:${port}`)).toEqual({ servers: ["ws://wall.lan:9222"] });
  expect(hostnameOf(undefined)).toBe("127.0.0.1");
  expect(hostnameOf("a b/c")).toBe("127.0.0.1");
});

test.each(["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/assets/..%5c..%5csecret.txt", "/%00", "/%"])(
  "%s stays inside the folder",
  async (path) => {
    const { status, body } = await ask(path);
    expect([400, 404]).toContain(status);
    expect(body).toBe("");
  },
);

test("hidden files, folders and what is not there are not served; only reading is", async () => {
  expect(await ask("/.vite/manifest.json")).toMatchObject({ status: 400 });
  expect(await ask("/assets/")).toMatchObject({ status: 404 });
  expect(await ask("/nothing.js")).toMatchObject({ status: 404 });
  expect(await ask("/", { method: "POST" })).toMatchObject({ status: 405 });
  expect(await ask("/", { method: "HEAD" })).toMatchObject({ status: 200, body: "" });
});
