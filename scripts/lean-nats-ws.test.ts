import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { leanNatsWs } from "./lean-nats-ws.ts";

const installed = readFileSync(
  createRequire(import.meta.url)
    .resolve("nats.ws")
    .replace("/cjs/", "/esm/"),
  "utf8",
);

test("the installed nats.ws is the release that the cuts were made for", () => {
  const lean = leanNatsWs(installed);
  for (const cut of [
    "new JetStreamManagerImpl(this",
    "new JetStreamClientImpl(this",
    "new ServicesFactory(this",
    "nacl.sign",
  ]) {
    expect(installed).toContain(cut);
    expect(lean).not.toContain(cut);
  }
});

test("what the page does use is left as it is", () => {
  const lean = leanNatsWs(installed);
  const before = new Set(installed.split("\n"));
  const changed = lean.split("\n").filter((line) => !before.has(line));
  expect(changed).toHaveLength(3);
  for (const line of changed) expect(line).toMatch(/(?:is|are) not in this build/u);
  for (const used of [
    "class ProtocolHandler",
    "class WsTransport",
    "class NatsConnectionImpl",
    "class MsgHdrsImpl",
    "class Nuid",
  ]) {
    expect(lean).toContain(used);
  }
});

test("another release fails the build in plain words", () => {
  expect(() => leanNatsWs("export const nothing = 0;")).toThrow(/nats\.ws is not the release that was cut/u);
});
