import { expect, test } from "vitest";
import { connectionAdvice } from "./advice.ts";
import type { Connection, Refusal } from "#model/connection.ts";

const PAGE = { origin: "http://127.0.0.1:4173", protocol: "http:", hostname: "127.0.0.1" };

function refused(refusal: Refusal, url = "ws://127.0.0.1:9222"): Connection {
  return { state: "refused", since: 0, url, attempt: 1, nextTryAt: null, refusal };
}

function adviceOn(refusal: Refusal, url?: string) {
  const advice = connectionAdvice(refused(refusal, url), PAGE);
  expect(advice).not.toBeNull();
  return { headline: advice?.headline ?? "", causes: advice?.causes ?? [] };
}

test("something answers: the origin first, with the line that allows this very page", () => {
  const { causes } = adviceOn({ kind: "unexplained", answersHttp: true });
  expect(causes[0]?.cause).toContain("does not allow pages from http://127.0.0.1:4173");
  expect(causes[0]?.lines?.text).toContain('allowed_origins: ["http://127.0.0.1:4173"]');
  expect(causes[0]?.lines?.text).toContain("port: 9222");
  expect(causes[0]?.lines?.text).toContain("no_tls: true");
  expect(causes[0]?.remedy).toContain("restart");
  expect(causes[1]?.cause).toContain("not NATS");
});

test("nothing answers: the listener first, with its block", () => {
  const { headline, causes } = adviceOn({ kind: "unexplained", answersHttp: false });
  expect(headline).toBe("Nothing answers at ws://127.0.0.1:9222.");
  expect(causes[0]?.lines?.text).toContain("websocket {");
  expect(causes.at(-1)?.cause).toContain("firewall");
  expect(causes.some(({ cause }) => cause.includes("4222"))).toBe(false);
});

test("the client port is told apart, and a certificate can be looked at in a tab", () => {
  const { causes } = adviceOn({ kind: "unexplained", answersHttp: false }, "wss://fleet.example:4222");
  expect(causes.map(({ cause }) => cause).join(" ")).toContain("4222 is the port for clients");
  expect(causes.find(({ link }) => link)?.link?.href).toBe("https://fleet.example:4222");
  expect(causes[0]?.lines?.text).not.toContain("no_tls");
});

test("each known reason has a headline that names the server, and something to do", () => {
  const refusals: Refusal[] = [
    { kind: "authorization" },
    { kind: "permissions", subject: "mjwork.>" },
    { kind: "mixed-content" },
    { kind: "local-network-access" },
  ];
  for (const refusal of refusals) {
    const { headline, causes } = adviceOn(refusal);
    expect(headline).toContain("ws://127.0.0.1:9222");
    expect(causes.length).toBeGreaterThan(0);
    for (const { remedy } of causes) expect(remedy).not.toBe("");
  }
});

test("no advice while there is nothing to mend", () => {
  expect(
    connectionAdvice({ state: "connecting", since: 0, url: "ws://a", attempt: 1, nextTryAt: null }, PAGE),
  ).toBeNull();
});
