import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/**
 * `nats.ws` comes as one file whose connection links JetStream's client, its key-value and object stores, its services, a signing
 * library and a hash. The page reads streams by direct get and logs in with a password or a token: it uses none of them, and no
 * bundler can see that. These cuts untie them, so that the bundler leaves them out: of the worker's 82 kB (compressed) 34 go
 * (docs/decisions/0003-lean-nats-ws.md). Whoever calls what was cut off is told so.
 */
const CUTS: readonly { from: string; to: string }[] = [
  {
    from: "const adm = new JetStreamManagerImpl(this, opts);",
    to: `const adm = (() => { throw new Error("jetstreamManager() is not in this build"); })();`,
  },
  { from: "return new JetStreamClientImpl(this, opts);", to: `throw new Error("jetstream() is not in this build");` },
  { from: "this._services = new ServicesFactory(this);", to: `throw new Error("services are not in this build");` },
  { from: "setEd25519Helper(denoHelper);\n", to: "" },
];

/** From the first text up to the second, which stays: libraries that run when they are loaded, so that no bundler may leave them out. */
const SPANS: readonly { from: string; upTo: string }[] = [
  // Signing, for logins by nkey.
  { from: "(function(nacl) {\n", upTo: "let helper;\nfunction setEd25519Helper" },
  // SHA-256, for the object store.
  { from: "function t(t, e) {\n", upTo: "function parseSha256(s) {\n" },
];

/** The module's text without what the page never calls. Another release of `nats.ws` may be written otherwise: then it throws. */
export function leanNatsWs(code: string): string {
  let lean = code;
  for (const { from, to } of CUTS) {
    const at = onlyPlace(lean, from);
    lean = lean.slice(0, at) + to + lean.slice(at + from.length);
  }
  for (const { from, upTo } of SPANS) {
    const [start, end] = [onlyPlace(lean, from), onlyPlace(lean, upTo)];
    if (end < start) throw new Error(`nats.ws is not the release that was cut: ${upTo} comes too early`);
    lean = lean.slice(0, start) + lean.slice(end);
  }
  return lean;
}

function onlyPlace(code: string, text: string): number {
  const at = code.indexOf(text);
  if (at < 0 || code.includes(text, at + 1)) throw new Error(`nats.ws is not the release that was cut: ${text.trim()}`);
  return at;
}

/** Cuts `nats.ws` while building; the dev server and the tests run it whole. */
export function leanNatsWsPlugin(): Plugin {
  return {
    name: "rollcall-lean-nats-ws",
    apply: "build",
    enforce: "pre",
    load: {
      filter: { id: /\/nats\.ws\/esm\/nats\.js$/u },
      handler: (id) => leanNatsWs(readFileSync(id, "utf8")),
    },
  };
}
