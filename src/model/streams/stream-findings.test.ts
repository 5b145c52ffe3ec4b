import { describe, expect, test } from "vitest";
import { accountFindings } from "./account-findings.ts";
import type { BrokerFinding } from "./finding.ts";
import { worstFirst } from "./finding.ts";
import { streamFindings } from "./stream-findings.ts";
import { NOW, lookOf, samplesOf, streamOf } from "./stream-fixtures.ts";
import type { StreamOver } from "./stream-fixtures.ts";
import type { AccountTier, ClusterFacts } from "./stream-facts.ts";
import { watchStream } from "./stream-watch.ts";
import { DEFAULT_THRESHOLDS } from "./thresholds.ts";
import { COORDINATION_STREAM, WANTED_STREAMS } from "#contract/streams.ts";
import { SECOND_MS } from "#util/units.ts";

function found(over: StreamOver): Pick<BrokerFinding, "code" | "severity">[] {
  return streamFindings(lookOf(streamOf(over)), DEFAULT_THRESHOLDS).map(({ code, severity }) => ({ code, severity }));
}

function codes(over: StreamOver): string[] {
  return found(over).map(({ code }) => code);
}

function withMonitor(metadata: Record<string, string>): Pick<BrokerFinding, "code" | "severity">[] {
  const named = Object.entries(metadata).map(([key, value]) => [`io.nats.monitor.${key}`, value]);
  return found({ metadata: Object.fromEntries(named) });
}

function findingOf(severity: BrokerFinding["severity"]): BrokerFinding {
  return { code: "full", severity, sentence: "", remedy: "" };
}

/** Three servers, all well. */
function clusterOf(change: Partial<ClusterFacts["replicas"][number]> = {}, leader: string | null = "n1"): ClusterFacts {
  const well = { current: true, offline: false, lag: 0, seenMs: 100 };
  return {
    name: "c",
    leader,
    replicas: [
      { name: "n2", ...well },
      { name: "n3", ...well, ...change },
    ],
  };
}

test("a stream that is well has no finding", () => {
  expect(found({})).toEqual([]);
  expect(found({ replicas: 3, cluster: clusterOf() })).toEqual([]);
});

describe("how full it is: the text and the weight depend on what is lost", () => {
  test.each([
    [{ discard: "new", state: { messages: 1000 } }, "refuses-publishers", "critical"],
    [{ discard: "old", state: { messages: 1000 } }, "full", "notice"],
    [{ discard: "old", retention: "workqueue", state: { messages: 1000 } }, "work-lost-soon", "critical"],
    [{ discard: "new", state: { messages: 900 } }, "near-limit", "warning"],
    [{ discard: "new", state: { messages: 985 } }, "near-limit", "critical"],
    [{ discard: "old", state: { messages: 900 } }, "near-limit", "notice"],
  ] as const)("%o", (over, code, severity) => {
    expect(found(over)).toEqual([{ code, severity }]);
  });

  test("exactly at the bound counts, one below does not", () => {
    expect(codes({ state: { messages: 900 } })).toEqual(["near-limit"]);
    expect(codes({ state: { messages: 899 } })).toEqual([]);
  });

  test("what fills within the hour is said before it is nearly full", () => {
    const facts = streamOf({ discard: "new" });
    const look = lookOf(facts, samplesOf(facts, { stored: 1, messages: 1, bytes: 100 }));
    expect(streamFindings(look, DEFAULT_THRESHOLDS)).toMatchObject([{ code: "fills-soon", severity: "critical" }]);
  });
});

describe("where it lives", () => {
  test("without peer-expect the configured replicas are what is wanted, so three of three are right", () => {
    expect(codes({ replicas: 3, cluster: clusterOf() })).toEqual([]);
    expect(codes({ replicas: 5, cluster: clusterOf() })).toEqual(["replicas-missing"]);
    const metadata = { "io.nats.monitor.peer-expect": "5" };
    expect(codes({ replicas: 3, cluster: clusterOf(), metadata })).toEqual(["replicas-missing"]);
  });

  test.each([
    [clusterOf({}, null), "no-leader", "critical"],
    [clusterOf({ offline: true }), "replica-offline", "warning"],
    [clusterOf({ lag: 201 }), "replica-lag", "warning"],
    [clusterOf({ seenMs: 5_001 }), "replica-silent", "warning"],
  ] as const)("%o", (cluster, code, severity) => {
    expect(found({ replicas: 3, cluster })).toEqual([{ code, severity }]);
  });

  test("two of three offline: no majority", () => {
    const { replicas, ...cluster } = clusterOf();
    const offline = replicas.map((replica) => ({ ...replica, offline: true }));
    expect(codes({ replicas: 3, cluster: { ...cluster, replicas: offline } })).toContain("quorum-lost");
  });

  test("thresholds in the metadata go before the defaults, unless they are switched off", () => {
    const [late, slow] = [clusterOf({ seenMs: 2_000 }), clusterOf({ lag: 50 })];
    const metadata = { "io.nats.monitor.peer-lag-critical": "10", "io.nats.monitor.peer-seen-critical": "1s" };
    expect([late, slow].map((cluster) => codes({ replicas: 3, cluster }))).toEqual([[], []]);
    expect([late, slow].map((cluster) => codes({ replicas: 3, cluster, metadata }))).toEqual([
      ["replica-silent"],
      ["replica-lag"],
    ]);
    expect(
      codes({ replicas: 3, cluster: late, metadata: { ...metadata, "io.nats.monitor.enabled": "false" } }),
    ).toEqual([]);
  });

  test("settings go before the defaults", () => {
    const look = lookOf(streamOf({ state: { messages: 600 } }));
    expect(streamFindings(look, { ...DEFAULT_THRESHOLDS, fillWarning: 0.5 })).toMatchObject([{ code: "near-limit" }]);
  });
});

test("mirrors and sources: lag, silence with something left to copy, errors, and how many there are", () => {
  const well = { name: "origin", lag: 0, activeMs: 100, error: null };
  expect(codes({ mirror: { ...well, activeMs: 3_600_000 } })).toEqual([]);
  expect(codes({ mirror: { ...well, lag: 1000 } })).toEqual(["upstream-lag"]);
  expect(codes({ mirror: { ...well, lag: 1, activeMs: 300_000 } })).toEqual(["upstream-silent"]);
  expect(found({ mirror: { ...well, error: "no such stream" } })).toEqual([
    { code: "upstream-error", severity: "critical" },
  ]);
  expect(codes({ sources: [well], metadata: { "io.nats.monitor.min-sources": "2" } })).toEqual(["upstream-count"]);
  expect(codes({ metadata: { "io.nats.monitor.lag-critical": "5" } })).toEqual(["upstream-count"]);
});

test("how much is in it, by its own metadata: few messages, many subjects, or few where the bounds are turned round", () => {
  expect(withMonitor({ "msgs-critical": "100" })).toEqual([{ code: "too-few-messages", severity: "critical" }]);
  expect(withMonitor({ "msgs-warn": "100", "msgs-critical": "50" })).toEqual([
    { code: "too-few-messages", severity: "warning" },
  ]);
  expect(withMonitor({ "subjects-warn": "3", "subjects-critical": "10" })).toEqual([
    { code: "subject-count", severity: "warning" },
  ]);
  expect(withMonitor({ "subjects-warn": "8", "subjects-critical": "5" })).toEqual([
    { code: "subject-count", severity: "critical" },
  ]);
  expect(withMonitor({ "subjects-warn": "nonsense" })).toEqual([]);
  expect(codes({ state: { messages: 3, subjects: 5 } })).toEqual(["more-subjects-than-messages"]);
  expect(codes({ state: { deleted: 2_000_000 } })).toEqual(["many-deleted"]);
});

test("a wanted stream that is set up otherwise is said with the command that mends it", () => {
  const wanted = WANTED_STREAMS.find(({ name }) => name === COORDINATION_STREAM);
  const as: StreamOver = {
    name: COORDINATION_STREAM,
    subjects: wanted?.subjects ?? [],
    limits: { messages: null, bytes: wanted?.max_bytes ?? null },
  };
  expect(found(as)).toEqual([]);
  const [drift] = streamFindings(lookOf(streamOf({ ...as, allowDirect: false, discard: "new" })), DEFAULT_THRESHOLDS);
  expect(drift).toMatchObject({
    code: "drift",
    remedy: `nats stream edit ${COORDINATION_STREAM} --discard=old --allow-direct`,
  });
});

test("what changed while the page watched: made anew, set up otherwise, leaders in turn", () => {
  const facts = streamOf({ replicas: 3, cluster: clusterOf() });
  const first = watchStream(null, facts, NOW);
  const anew = { ...facts, created: "2026-02-01T00:00:00Z" };
  expect(watchStream(first, anew, NOW + SECOND_MS)).toMatchObject({ recreatedAt: NOW + SECOND_MS, samples: [{}] });
  const changed = watchStream(first, { ...facts, limits: { ...facts.limits, ageMs: 1 } }, NOW + SECOND_MS);
  expect(changed.changed).toEqual({ fields: ["max_age"], at: NOW + SECOND_MS });
  const led = (by: string | null) => ({ ...facts, cluster: clusterOf({}, by) });
  const once = watchStream(first, led("n2"), NOW + SECOND_MS);
  const gap = watchStream(once, led(null), NOW + 2 * SECOND_MS);
  const twice = watchStream(gap, led("n1"), NOW + 3 * SECOND_MS);
  expect(streamFindings(lookOf(facts, [], once), DEFAULT_THRESHOLDS)).toEqual([]);
  expect(streamFindings(lookOf(facts, [], twice), DEFAULT_THRESHOLDS)).toMatchObject([{ code: "leader-changes" }]);
});

test("an account's tiers are each judged by themselves, at the bound and not above it", () => {
  const none = { used: 0, limit: null };
  const tier = (name: string | null, used: number): AccountTier => ({
    tier: name,
    streams: none,
    consumers: none,
    memoryBytes: none,
    storageBytes: { used, limit: 1000 },
  });
  expect(accountFindings([tier("R1", 0), tier("R3", 900)], DEFAULT_THRESHOLDS)).toMatchObject([
    { code: "account-near-limit", severity: "critical", sentence: expect.stringContaining("Tier R3") },
  ]);
  expect(accountFindings([tier(null, 750)], DEFAULT_THRESHOLDS)).toMatchObject([{ severity: "warning" }]);
  expect(accountFindings([tier(null, 749)], DEFAULT_THRESHOLDS)).toEqual([]);
  expect(accountFindings([{ ...tier(null, 0), storageBytes: none }], DEFAULT_THRESHOLDS)).toMatchObject([
    { code: "account-no-limits", severity: "notice" },
  ]);
});

test("the worst comes first", () => {
  expect(
    worstFirst([findingOf("notice"), findingOf("critical"), findingOf("warning")]).map(({ severity }) => severity),
  ).toEqual(["critical", "warning", "notice"]);
});
