import { parseDeployment } from "./deployment-file.ts";
import { defaultServers, mergeSettings } from "./settings.ts";
import type { KeyValues, Stores } from "./user-settings.ts";
import { loadSecret, loadUserSettings, saveUserSettings } from "./user-settings.ts";
import { assert } from "#util/assert.ts";
import { HOUR_MS, MINUTE_MS } from "#util/units.ts";
import { describe, expect, it } from "vitest";

const HERE = { hostname: "127.0.0.1", protocol: "http:" };

function memory(): KeyValues & { values: Map<string, string> } {
  const values = new Map<string, string>();
  return {
    values,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

describe("the default server", () => {
  it.each([
    { page: "http://127.0.0.1", servers: ["ws://127.0.0.1:9222"] },
    { page: "http://localhost", servers: ["ws://127.0.0.1:9222"] },
    { page: "http://[::1]", servers: ["ws://127.0.0.1:9222"] },
    { page: "https://localhost", servers: ["ws://127.0.0.1:9222"] },
    { page: "http://wall.lan", servers: ["ws://wall.lan:9222"] },
    { page: "https://ops.example.org", servers: ["wss://ops.example.org:9222"] },
    { page: "http://127.example.org", servers: ["ws://127.example.org:9222"] },
  ])("of $page is $servers", ({ page, servers }) => {
    const { hostname, protocol } = new URL(page);
    expect(defaultServers({ hostname, protocol })).toEqual(servers);
  });
});

describe("rollcall.json", () => {
  it("may say nothing or everything", () => {
    expect(parseDeployment("{}")).toEqual({ ok: true, value: {} });
    const whole = {
      servers: ["wss://nats.example.org:443", "ws://10.0.0.7:9222"],
      prefixes: { coordination: "acme.work", deliverables: "acme.reports" },
      streams: ["WORK"],
      domain: "hub",
      inboxPrefix: "_INBOX_dash",
      historyHours: 12,
      heartbeatIntervalSeconds: 10,
      thresholds: {
        lateAfterIntervals: 2,
        silentAfterIntervals: 4,
        goneAfterHours: 1,
        flappingChanges: 3,
        overdueMinutes: 90,
      },
    };
    expect(parseDeployment(JSON.stringify(whole))).toEqual({ ok: true, value: whole });
  });

  it.each([
    { text: "{", error: /^rollcall\.json is not JSON: .+\.$/u },
    { text: "[]", error: "rollcall.json must be one JSON object." },
    { text: '"ws://x"', error: "rollcall.json must be one JSON object." },
    { text: '{"server":"ws://x:9222"}', error: 'rollcall.json: "server" is not a setting that Rollcall knows.' },
    { text: '{"password":"x"}', error: 'rollcall.json: "password" is not a setting that Rollcall knows.' },
    { text: '{"servers":"ws://x"}', error: 'rollcall.json: "servers" must be a list of addresses.' },
    { text: '{"servers":[]}', error: 'rollcall.json: "servers" must name at least one server.' },
    { text: '{"servers":["nats://x:4222"]}', error: /"servers\.0" must be an address such as ws:\/\/host:9222/u },
    { text: '{"servers":["ws://u:p@x:9222"]}', error: /without a login in it\.$/u },
    { text: '{"historyHours":"6"}', error: 'rollcall.json: "historyHours" must be a number.' },
    { text: '{"historyHours":-1}', error: 'rollcall.json: "historyHours" must be above 0.' },
    {
      text: '{"prefixes":{"coordination":"a.>"}}',
      error: /"prefixes\.coordination" must be one or more subject tokens/u,
    },
    {
      text: '{"prefixes":{"tasks":"a"}}',
      error: 'rollcall.json: "prefixes.tasks" is not a setting that Rollcall knows.',
    },
    { text: '{"prefixes":3}', error: 'rollcall.json: "prefixes" must be an object.' },
    { text: '{"streams":["A B"]}', error: 'rollcall.json: "streams.0" must be a stream name.' },
    { text: '{"thresholds":{"flappingChanges":2.5}}', error: /"thresholds\.flappingChanges" must be a whole number/u },
    {
      text: '{"thresholds":{"lateAfterIntervals":4}}',
      error: 'rollcall.json: "thresholds" lateAfterIntervals must be below silentAfterIntervals.',
    },
  ])("$text is answered with a sentence", ({ text, error }) => {
    const parsed = parseDeployment(text);
    assert(!parsed.ok, "it is refused");
    expect(parsed.error).toMatch(error);
  });
});

describe("settings in force", () => {
  it("are the defaults where nobody says anything", () => {
    expect(mergeSettings(HERE, {}, {}, "")).toEqual({
      servers: ["ws://127.0.0.1:9222"],
      login: { kind: "none" },
      inboxPrefix: "_INBOX",
      domain: null,
      prefixes: { coordination: "mjwork", deliverables: "agog.deliverables" },
      streams: null,
      historyMs: 6 * HOUR_MS,
      historyMaxMessages: 300_000,
      historyMaxBytes: 134_217_728,
      reportsMaxBytes: 1_048_576,
      heartbeatIntervalMs: 30_000,
      bounds: {
        lateAfterIntervals: 1.5,
        silentAfterIntervals: 3,
        goneAfterMs: 24 * HOUR_MS,
        flappingChanges: 4,
        flappingWindowMs: 10 * MINUTE_MS,
      },
      overdueAfterMs: null,
      alarms: { thresholds: {}, off: [] },
    });
  });

  it("are the deployment's, and the user's over them, field by field", () => {
    const deployment = {
      servers: ["ws://a:1"],
      prefixes: { coordination: "acme" },
      domain: "hub",
      heartbeatIntervalSeconds: 10,
      thresholds: { silentAfterIntervals: 5, goneAfterHours: 2 },
    };
    const user = { servers: ["ws://b:2"], domain: null, thresholds: { lateAfterIntervals: 4 } };
    const settings = mergeSettings(HERE, deployment, user, "");
    expect(settings).toMatchObject({
      servers: ["ws://b:2"],
      domain: null,
      prefixes: { coordination: "acme", deliverables: "agog.deliverables" },
      heartbeatIntervalMs: 10_000,
      bounds: { lateAfterIntervals: 4, silentAfterIntervals: 5, goneAfterMs: 2 * HOUR_MS },
    });
  });

  it("keep late before silent, whatever the user adds to the deployment's", () => {
    const settings = mergeSettings(
      HERE,
      { thresholds: { silentAfterIntervals: 5 } },
      { thresholds: { lateAfterIntervals: 9 } },
      "",
    );
    expect(settings.bounds).toMatchObject({ lateAfterIntervals: 1.5, silentAfterIntervals: 5 });
  });

  it("carry the secret only in the login", () => {
    expect(mergeSettings(HERE, {}, { login: { kind: "password", user: "u" } }, "s3cret").login).toEqual({
      kind: "password",
      user: "u",
      pass: "s3cret",
    });
    expect(mergeSettings(HERE, {}, { login: { kind: "token" } }, "t0ken").login).toEqual({
      kind: "token",
      token: "t0ken",
    });
    expect(JSON.stringify(mergeSettings(HERE, {}, { login: { kind: "none" } }, "s3cret"))).not.toContain("s3cret");
  });
});

describe("a secret", () => {
  it("is kept for the tab only, unless the user says otherwise, and in one place", () => {
    const stores = { device: memory(), tab: memory() } satisfies Stores;
    const user = { login: { kind: "password", user: "u" } } as const;
    saveUserSettings(stores, user, "s3cret");
    expect(JSON.stringify([...stores.device.values])).not.toContain("s3cret");
    expect(loadSecret(stores)).toBe("s3cret");

    saveUserSettings(stores, { ...user, remember: true }, "s3cret");
    expect(stores.tab.values.size).toBe(0);
    expect(loadSecret({ ...stores, tab: memory() })).toBe("s3cret");

    saveUserSettings(stores, user, "s3cret");
    expect(JSON.stringify([...stores.device.values])).not.toContain("s3cret");

    saveUserSettings(stores, user, "");
    expect(loadSecret(stores)).toBe("");
  });
});

describe("the user's settings", () => {
  it("come back as they were saved", () => {
    const stores = { device: memory(), tab: memory() };
    const user = { servers: ["ws://a:1"], domain: null, thresholds: { lateAfterIntervals: 2 } };
    saveUserSettings(stores, user, "");
    expect(loadUserSettings(stores)).toEqual(user);
  });

  it.each([
    { held: "not json", read: {} },
    { held: "[]", read: {} },
    { held: "null", read: {} },
    { held: '{"servers":["nats://x"],"domain":"hub"}', read: { domain: "hub" } },
    { held: '{"servers":["ws://x:1"],"heartbeatIntervalSeconds":"ten"}', read: { servers: ["ws://x:1"] } },
  ])("$held is read as far as it can be", ({ held, read }) => {
    const stores = { device: memory(), tab: memory() };
    stores.device.values.set("rollcall.settings", held);
    expect(loadUserSettings(stores)).toEqual(read);
  });

  it("do without a browser's storage where it is blocked", () => {
    const blocked: KeyValues = {
      getItem: () => {
        throw new Error("blocked");
      },
      setItem: () => {
        throw new Error("blocked");
      },
      removeItem: () => {
        throw new Error("blocked");
      },
    };
    const stores = { device: blocked, tab: blocked };
    saveUserSettings(stores, {}, "s3cret");
    expect(loadUserSettings(stores)).toEqual({});
    expect(loadSecret(stores)).toBe("");
  });
});
