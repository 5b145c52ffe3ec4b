import { expect, test } from "vitest";
import { connectionSentence } from "./connection-sentence.ts";
import type { Connection } from "#model/connection.ts";

const AT = Date.UTC(2026, 1, 9, 12, 3);
const SERVER = { name: "demo", version: "2.15.1", url: "ws://a:9222", cluster: null };
const LIVE: Connection = { state: "live", since: AT, server: SERVER, rttMs: 1 };

function read(connection: Connection, mayWrite: boolean | null = null): string {
  return connectionSentence(connection, mayWrite, "UTC")
    .map((part) => (typeof part === "string" ? part : part.text))
    .join("")
    .trim();
}

test("connected, and what the login may do", () => {
  expect(read(LIVE)).toBe("Connected to demo, nats-server 2.15.1, at ws://a:9222.");
  expect(read(LIVE, false)).toContain("This login can only read.");
  expect(read(LIVE, true)).toContain("This login may publish: see the read-only set-up below.");
});

test("every other state in its own words, never connected", () => {
  const url = "ws://a:9222";
  const others: [Connection, string][] = [
    [{ state: "connecting", since: AT, url, attempt: 1, nextTryAt: null }, "Connecting to ws://a:9222."],
    [{ state: "stale", since: AT, server: SERVER }, "demo does not answer since 12:03."],
    [
      { state: "lost", since: AT, url, attempt: 1, nextTryAt: null, reason: "closed" },
      "No connection to ws://a:9222 since 12:03.",
    ],
    [
      { state: "refused", since: AT, url, attempt: 1, nextTryAt: null, refusal: { kind: "authorization" } },
      "ws://a:9222 does not let this page in.",
    ],
  ];
  for (const [connection, words] of others) expect(read(connection)).toBe(words);
});
