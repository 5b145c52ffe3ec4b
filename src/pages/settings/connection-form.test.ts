import { expect, test } from "vitest";
import { draftOf, placeholdersOf, readDraft } from "./connection-form.ts";
import type { Draft, DraftBase } from "./connection-form.ts";
import { mergeSettings } from "#store/settings.ts";

const { login: _login, ...settings } = mergeSettings({ hostname: "127.0.0.1", protocol: "http:" }, {}, {}, "");
const BASE: DraftBase = { settings, secretHeldFor: null, pageProtocol: "http:" };
const EMPTY = draftOf({});

function errorsOf(draft: Partial<Draft>, base: Partial<DraftBase> = {}) {
  const read = readDraft({ ...EMPTY, ...draft }, {}, { ...BASE, ...base });
  return read.ok ? {} : read.error;
}

test("an empty form leaves everything to the deployment and the defaults", () => {
  expect(readDraft(EMPTY, {}, BASE)).toEqual({ ok: true, value: { user: {}, secret: "" } });
  expect(placeholdersOf(BASE)).toMatchObject({ servers: "ws://127.0.0.1:9222", intervalSeconds: "30" });
});

test("what was set comes back as it was, and a round trip changes nothing", () => {
  const user = {
    servers: ["ws://a:9222", "wss://b"],
    login: { kind: "password", user: "ops" },
    inboxPrefix: "_DASH",
    domain: "hub",
    heartbeatIntervalSeconds: 10,
    thresholds: {
      lateAfterIntervals: 2,
      silentAfterIntervals: 4,
      goneAfterHours: 2,
      flappingChanges: 6,
      overdueMinutes: 90,
    },
    checks: { fillWarning: 0.07, redelivered: 0.29, replicaSeenSeconds: 30, quietHours: 6 },
    remember: true,
  } as const;
  const before = { ...user, servers: [...user.servers] };
  const read = readDraft(draftOf(before), before, { ...BASE, secretHeldFor: "password" });
  expect(read).toEqual({ ok: true, value: { user: before, secret: null } });
});

test("addresses: one a line or with commas, WebSocket only, never with a login in them", () => {
  const read = readDraft({ ...EMPTY, servers: " ws://a:9222,\nwss://b " }, {}, BASE);
  expect(read.ok && read.value.user.servers).toEqual(["ws://a:9222", "wss://b"]);
  for (const servers of ["nats://a:4222", "a:9222", "ws://user:pass@a:9222", "http://a"]) {
    expect(errorsOf({ servers }).servers).toContain("is no WebSocket address");
  }
});

test("a page on https: ws:// is told apart before the browser refuses it, but not on this machine", () => {
  const https = { pageProtocol: "https:" };
  expect(errorsOf({ servers: "ws://fleet.example:9222" }, https).servers).toContain("over https");
  expect(errorsOf({ servers: "ws://127.0.0.1:9222 ws://localhost:9222" }, https)).toEqual({});
});

test("a login needs its secret once, and another kind of login needs another", () => {
  expect(errorsOf({ login: "password", user: "ops" })).toEqual({ secret: "Enter the password." });
  expect(errorsOf({ login: "password", secret: "x" })).toEqual({ user: "Enter the user's name." });
  expect(errorsOf({ login: "token" })).toEqual({ secret: "Enter the token." });
  expect(errorsOf({ login: "token" }, { secretHeldFor: "token" })).toEqual({});
  expect(errorsOf({ login: "token" }, { secretHeldFor: "password" })).toEqual({ secret: "Enter the token." });
});

test("the secret never becomes part of the settings that are kept", () => {
  const read = readDraft({ ...EMPTY, login: "password", user: "ops", secret: "s3cret" }, {}, BASE);
  expect(read.ok && read.value.secret).toBe("s3cret");
  expect(JSON.stringify(read.ok && read.value.user)).not.toContain("s3cret");
});

test("numbers and their order", () => {
  expect(errorsOf({ intervalSeconds: "0" })).toEqual({ intervalSeconds: "Must be a number above 0, 3600 at most." });
  expect(Object.keys(errorsOf({ intervalSeconds: "soon", goneAfterHours: "-1" }))).toEqual([
    "intervalSeconds",
    "goneAfterHours",
  ]);
  expect(errorsOf({ lateAfterIntervals: "3" }).lateAfterIntervals).toContain("late before it is silent");
  expect(errorsOf({ lateAfterIntervals: "4", silentAfterIntervals: "4" }).silentAfterIntervals).toContain("smaller");
  expect(errorsOf({ lateAfterIntervals: "4", silentAfterIntervals: "8" })).toEqual({});
});

test("prefixes and domains are subject tokens", () => {
  expect(errorsOf({ inboxPrefix: "_INBOX.*" }).inboxPrefix).toContain("without spaces or wildcards");
  expect(errorsOf({ inboxPrefix: "_IN BOX" }).inboxPrefix).toBeDefined();
  expect(errorsOf({ inboxPrefix: "_DASH.wall" })).toEqual({});
  expect(errorsOf({ domain: "a.b" }).domain).toContain("one word");
  expect(errorsOf({ domain: "hub" })).toEqual({});
});

test("checks are typed in the unit beside the field, and a warning stays below its critical bound", () => {
  const typed = { fillWarning: "70", fillCritical: "95.5", idleDeliverySeconds: "60" };
  const read = readDraft({ ...EMPTY, checks: typed, overdueMinutes: "90" }, {}, BASE);
  expect(read.ok && read.value.user).toEqual({
    thresholds: { overdueMinutes: 90 },
    checks: { fillWarning: 0.7, fillCritical: 0.955, idleDeliverySeconds: 60 },
  });
  expect(errorsOf({ checks: { fillWarning: "101", replicaLag: "-1" } })).toEqual({
    fillWarning: "Must be a number above 0, 100 at most.",
    replicaLag: "Must be a number above 0, 1000000000000 at most.",
  });
  expect(errorsOf({ checks: { fillWarning: "90", fillCritical: "80" } })).toEqual({
    fillCritical: "Must not be below the warning.",
  });
});

test("monitors: http addresses without a login, one a line, and nothing that a page on https may not ask", () => {
  const read = readDraft({ ...EMPTY, monitors: "http://a:8222\nhttps://b/nats" }, {}, BASE);
  expect(read.ok && read.value.user.monitorUrls).toEqual(["http://a:8222", "https://b/nats"]);
  for (const monitors of ["a:8222", "ws://a:8222", "http://user:pass@a:8222"]) {
    expect(errorsOf({ monitors }).monitors).toContain("is no HTTP address");
  }
  expect(errorsOf({ monitors: "http://a:8222" }, { pageProtocol: "https:" }).monitors).toContain("over https");
});
