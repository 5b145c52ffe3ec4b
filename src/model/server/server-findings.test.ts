import { jetStreamFacts, linkFacts, serverFacts } from "./server-fixture.ts";
import type { LinkFacts, ServerFacts } from "./server-facts.ts";
import { serverFindings } from "./server-findings.ts";
import { DEFAULT_SERVER_THRESHOLDS } from "./server-thresholds.ts";
import type { ServerWatch } from "./server-watch.ts";
import { watchServer } from "./server-watch.ts";
import { DAY_MS, MINUTE_MS, SECOND_MS } from "#util/units.ts";
import { expect, test } from "vitest";

const MIB = 2 ** 20;

/** What is found after these looks, five seconds apart. */
function found(looks: readonly Partial<ServerFacts>[], links: readonly LinkFacts[] = []): string[] {
  let watch: ServerWatch | null = null;
  let facts = serverFacts();
  for (const [index, look] of looks.entries()) {
    facts = serverFacts(look);
    watch = watchServer(watch, facts, index * 5 * SECOND_MS);
  }
  const now = looks.length * 5 * SECOND_MS;
  return serverFindings(
    { facts, watch: watch ?? watchServer(null, facts, 0), links, now },
    DEFAULT_SERVER_THRESHOLDS,
  ).map(({ code, severity }) => `${severity} ${code}`);
}

test("a server that is well has no finding", () => {
  expect(found([{}, {}])).toEqual([]);
});

const store = (usedBytes: number, reservedBytes = 0) => ({ usedBytes, reservedBytes, limitBytes: 100 * MIB });

const ALONE: readonly [string, Partial<ServerFacts>][] = [
  ["critical unhealthy", { health: { ok: false, problems: [{ kind: "STREAM", text: "x" }] } }],
  ["critical unhealthy", { health: { ok: false, problems: [] } }],
  ["warning unhealthy", { health: { ok: false, problems: [{ kind: "ACCOUNT", text: "x" }] } }],
  ["notice slow-consumers", { slowConsumers: 3 }],
  ["warning connections-near-limit", { connections: { used: 80, limit: 100 } }],
  ["critical connections-near-limit", { connections: { used: 95, limit: 100 } }],
  ["notice no-authorization", { authRequired: false }],
  ["critical no-authorization", { authRequired: false, address: "0.0.0.0:4222" }],
  ["warning cpu-high", { cpuPercent: 180 }],
  ["warning certificate-ends", { at: 0, certificateEndsAt: 20 * DAY_MS }],
  ["critical certificate-ends", { at: 0, certificateEndsAt: -DAY_MS }],
  ["warning storage-near-limit", { jetstream: jetStreamFacts({ storage: store(90 * MIB) }) }],
  ["critical storage-near-limit", { jetstream: jetStreamFacts({ storage: store(95 * MIB) }) }],
  ["critical memory-near-limit", { jetstream: jetStreamFacts({ memory: store(100 * MIB) }) }],
  ["warning storage-promised", { jetstream: jetStreamFacts({ storage: store(0, 90 * MIB) }) }],
  ["warning api-in-flight", { jetstream: jetStreamFacts({ apiInFlight: 1_001 }) }],
  ["warning many-ha-assets", { jetstream: jetStreamFacts({ haAssets: 1_000 }) }],
  ["warning white-space-in-name", { cluster: "my cluster" }],
];

test.each(ALONE)("%s", (expected, facts) => {
  expect(found([facts])).toEqual([expected]);
});

const JUST_BELOW: readonly Partial<ServerFacts>[] = [
  { connections: { used: 79, limit: 100 } },
  { connections: { used: 9_999, limit: null } },
  { cpuPercent: 179 },
  { cpuPercent: null },
  { certificateEndsAt: 40 * DAY_MS },
  { jetstream: jetStreamFacts({ storage: store(89 * MIB, 89 * MIB) }) },
  { jetstream: jetStreamFacts({ storage: { usedBytes: MIB, reservedBytes: 0, limitBytes: null } }) },
  { jetstream: jetStreamFacts({ haAssets: 999, apiInFlight: 1_000 }) },
  { jetstream: null, health: null, slowConsumersBy: null, staleConnections: null, stalledClients: null },
];

test.each(JUST_BELOW)("below the threshold, without a limit, or not told: nothing is found (%#)", (facts) => {
  expect(found([facts, facts])).toEqual([]);
});

const api = (apiTotal: number, apiErrors: number) => ({ jetstream: jetStreamFacts({ apiTotal, apiErrors }) });

test("counters that rise while somebody looks are worse than what they were before", () => {
  expect(found([{ slowConsumers: 3 }, { slowConsumers: 4 }])).toEqual(["critical slow-consumers"]);
  expect(found([{}, { staleConnections: 1, stalledClients: 1 }])).toEqual([
    "warning stale-connections",
    "warning stalled-clients",
  ]);
  expect(found([api(0, 0), api(100, 2)])).toEqual(["warning api-errors"]);
  expect(found([api(0, 0), api(100, 1)])).toEqual([]);
  expect(found([api(0, 0), api(99, 99)])).toEqual([]);
  expect(found([api(0, 0), api(250, 0)])).toEqual(["notice api-rate"]);
});

test("a start is told, several within an hour are worse, and a server that says nothing is told of by that alone", () => {
  expect(found([{}, { id: "2" }])).toEqual(["warning restarted"]);
  expect(found([{}, { id: "2" }, { id: "3" }, { id: "4" }])).toEqual(["critical restarts-often"]);
  const facts = serverFacts({ slowConsumers: 9, cpuPercent: 200 });
  const watch = { ...watchServer(null, facts, 0), missed: 2 };
  const findings = serverFindings({ facts, watch, links: [], now: MINUTE_MS }, DEFAULT_SERVER_THRESHOLDS);
  expect(findings.map(({ code }) => code)).toEqual(["server-silent"]);
});

test("links that are slow, that hold back what is to be sent, or that carry too many subscriptions", () => {
  expect(found([{}], [linkFacts({ rttMs: 51 })])).toEqual(["warning link-slow"]);
  expect(found([{}], [linkFacts({ rttMs: 50, kind: "gateway" }), linkFacts({ rttMs: 100, kind: "leaf" })])).toEqual([]);
  expect(found([{}], [linkFacts({ pendingBytes: 2 * MIB, rttMs: null })])).toEqual(["warning link-pending"]);
  expect(found([{}], [linkFacts({ kind: "leaf", subscriptions: 20_001 })])).toEqual(["warning leaf-subscriptions"]);
  expect(found([{}], [linkFacts({ kind: "leaf", subscriptions: 50_001 })])).toEqual(["critical leaf-subscriptions"]);
  expect(found([{}], [linkFacts({ subscriptions: 50_001 })])).toEqual([]);
});
