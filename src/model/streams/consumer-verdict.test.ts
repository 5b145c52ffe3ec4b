import { describe, expect, test } from "vitest";
import { consumerFindings } from "./consumer-findings.ts";
import type { ConsumerFacts } from "./consumer-facts.ts";
import type { ConsumerLook } from "./consumer-verdict.ts";
import { isPendingApproximate, judgeConsumer } from "./consumer-verdict.ts";
import { listConsumers, consumerRow, countVerdicts } from "./consumer-list.ts";
import { consumerTrend } from "./samples.ts";
import { streamConsumers } from "./stream-consumers.ts";
import { NOW, consumerOf, samplesOf, streamOf } from "./stream-fixtures.ts";
import { streamTrend } from "./samples.ts";
import { DEFAULT_THRESHOLDS } from "./thresholds.ts";
import { MINUTE_MS, SECOND_MS } from "#util/units.ts";

const STILL = { pendingPerSecond: 0, deliveredPerSecond: 0, ackedPerSecond: 0, overMs: 30_000 };

function lookAt(facts: Partial<ConsumerFacts>, over: Partial<ConsumerLook> = {}): ConsumerLook {
  return {
    facts: consumerOf(facts),
    trend: STILL,
    stream: streamOf(),
    streamTrend: null,
    deliveredBefore: null,
    now: NOW,
    ...over,
  };
}

function verdictOf(facts: Partial<ConsumerFacts>, over: Partial<ConsumerLook> = {}) {
  return judgeConsumer(lookAt(facts, over), DEFAULT_THRESHOLDS);
}

function codes(facts: Partial<ConsumerFacts>, over: Partial<ConsumerLook> = {}): string[] {
  return consumerFindings(lookAt(facts, over), DEFAULT_THRESHOLDS).map(({ code }) => code);
}

function metadata(name: string, value: string): Pick<ConsumerFacts, "metadata"> {
  return { metadata: { [`io.nats.monitor.${name}`]: value } };
}

function sampleAt(seconds: number, pending: number) {
  return { at: NOW + seconds * SECOND_MS, pending, deliveredSeq: 100 + seconds, ackFloorSeq: 100 };
}

function rowOf(name: string, facts: Partial<ConsumerFacts>) {
  return consumerRow(lookAt({ name, ...facts }), null, NOW, DEFAULT_THRESHOLDS).row;
}

describe("the verdict", () => {
  test("an idle consumer with nothing pending is healthy, however long ago its last delivery was", () => {
    const idle = { delivered: { consumerSeq: 100, streamSeq: 100, lastAt: NOW - 1e9 }, waiting: 0 };
    expect(verdictOf(idle)).toMatchObject({ name: "healthy", severity: null });
  });

  test("behind: growing, draining with the time it takes, or not known from one look", () => {
    const late = { pending: 600 };
    const draining = verdictOf(late, { trend: { ...STILL, pendingPerSecond: -10, deliveredPerSecond: 10 } });
    expect(draining).toMatchObject({ name: "draining", severity: null });
    expect(draining.reason).toMatch(/about 1\smin/u);
    expect(verdictOf(late, { trend: { ...STILL, pendingPerSecond: 5, deliveredPerSecond: 1 } })).toMatchObject({
      name: "growing",
      severity: "warning",
    });
    expect(verdictOf(late, { trend: null }).name).toBe("behind");
    expect(verdictOf(late).name).toBe("behind");
  });

  test("a handful that goes up and down while it delivers is keeping up", () => {
    expect(
      verdictOf({ pending: 20 }, { trend: { ...STILL, pendingPerSecond: 0.2, deliveredPerSecond: 50 } }).name,
    ).toBe("healthy");
  });

  test("nobody pulls: no pull waits, something is pending, and nothing was delivered for a while", () => {
    const stalled = { pending: 5, waiting: 0, delivered: { consumerSeq: 1, streamSeq: 95, lastAt: NOW - MINUTE_MS } };
    expect(verdictOf(stalled)).toMatchObject({ name: "nobody-pulling", severity: "warning" });
    expect(verdictOf({ ...stalled, pending: 0 }).name).toBe("healthy");
    const between = { ...stalled, delivered: { consumerSeq: 1, streamSeq: 95, lastAt: NOW - 5 * SECOND_MS } };
    expect(verdictOf(between).name).toBe("behind");
    expect(verdictOf({ ...stalled, waiting: 1 }).name).toBe("behind");
    const never = { ...stalled, delivered: { consumerSeq: 0, streamSeq: 0, lastAt: null } };
    expect(verdictOf(never).reason).toContain("nothing was ever delivered");
  });

  test.each([
    [{ kind: "push", bound: false }, "unbound"],
    [{ kind: "push", bound: true }, "healthy"],
    [{ ackPending: 1000 }, "max-ack-pending"],
    [{ ackPending: 10, redelivered: 1 }, "redelivering"],
    [{ ackPending: 100, redelivered: 1 }, "healthy"],
    [{ paused: true, pending: 5 }, "paused"],
  ] as const)("%o is %s", (facts, name) => {
    expect(verdictOf(facts).name).toBe(name);
  });

  test("messages that went before it was given them are lost, but nobody knows what a filter would have taken", () => {
    const stream = streamOf({ state: { firstSeq: 151, lastSeq: 250 } });
    expect(verdictOf({}, { stream })).toMatchObject({ name: "overtaken", severity: "critical" });
    expect(verdictOf({}, { stream }).reason).toMatch(/^50\smessages/u);
    expect(verdictOf({ filters: ["orders.eu.>"] }, { stream }).name).toBe("healthy");
    expect(verdictOf({ filters: ["orders.>"] }, { stream }).name).toBe("overtaken");
    expect(verdictOf({}, { stream: streamOf({ retention: "workqueue", state: { firstSeq: 151 } }) }).name).toBe(
      "healthy",
    );
    expect(verdictOf({ delivered: { consumerSeq: 1, streamSeq: 150, lastAt: NOW } }, { stream }).name).toBe("healthy");
  });

  test("eviction that moves faster than the reader overtakes it, and says when", () => {
    const stream = streamOf({ state: { firstSeq: 1, lastSeq: 1000, messages: 1000 } });
    const trend = streamTrend(samplesOf(stream, { stored: 10, messages: 0, bytes: 0 }));
    const facts = { pending: 400, delivered: { consumerSeq: 600, streamSeq: 600, lastAt: NOW } };
    const verdict = verdictOf(facts, { stream, streamTrend: trend, trend: { ...STILL, deliveredPerSecond: 5 } });
    expect(verdict).toMatchObject({ name: "overtaken-soon", severity: "critical" });
    expect(verdict.reason).toMatch(/about 2\smin/u);
    const keepsUp = verdictOf(facts, { stream, streamTrend: trend, trend: { ...STILL, deliveredPerSecond: 10 } });
    expect(keepsUp.name).not.toBe("overtaken-soon");
  });
});

describe("findings", () => {
  test("the bounds of its own metadata, and idle ones only while something waits", () => {
    expect(codes({ ...metadata("outstanding-ack-critical", "5"), ackPending: 5 })).toEqual(["outstanding-acks"]);
    expect(codes({ ...metadata("unprocessed-critical", "5"), pending: 5 })).toEqual(["unprocessed"]);
    expect(codes({ ...metadata("waiting-critical", "5"), waiting: 5 })).toEqual(["waiting-pulls"]);
    expect(codes({ ...metadata("redelivery-critical", "5"), redelivered: 5 })).toEqual(["redelivery"]);
    const long = { consumerSeq: 100, streamSeq: 100, lastAt: NOW - MINUTE_MS };
    expect(codes({ ...metadata("last-delivery-critical", "10s"), delivered: long })).toEqual([]);
    expect(codes({ ...metadata("last-delivery-critical", "10s"), delivered: long, pending: 1 })).toEqual([
      "last-delivery",
    ]);
    expect(codes({ ...metadata("last-ack-critical", "10s"), ackFloor: long })).toEqual([]);
    expect(codes({ ...metadata("last-ack-critical", "10s"), ackFloor: long, ackPending: 1 })).toEqual(["last-ack"]);
    expect(codes({ ...metadata("pinned", "true") })).toEqual(["unpinned"]);
    const pinned = { pinnedPolicy: true, groups: [{ name: "a", pinned: true }] };
    expect(codes({ ...metadata("pinned", "true"), ...pinned })).toEqual([]);
  });

  test("what is relative to its own limits", () => {
    expect(codes({ ackPending: 800 })).toEqual(["near-max-ack-pending"]);
    expect(codes({ ackPending: 799 })).toEqual([]);
    const gap = { delivered: { consumerSeq: 2_101, streamSeq: 100, lastAt: NOW } };
    expect(codes(gap)).toEqual(["ack-floor-gap"]);
    expect(codes({ ...gap, ackPolicy: "none", maxAckPending: null })).toEqual([]);
    // What it was given since the stream was asked for is more than the stream said then.
    const newer = { delivered: { consumerSeq: 100, streamSeq: 500, lastAt: NOW } };
    expect(codes(newer)).toEqual([]);
    expect(codes(newer, { deliveredBefore: 100 })).toEqual([]);
    expect(codes(newer, { deliveredBefore: 101 })).toEqual(["ahead-of-stream"]);
    const queue = streamOf({ retention: "workqueue", discard: "new" });
    expect(codes({ maxDeliver: 3 }, { stream: queue })).toEqual(["short-retries"]);
  });
});

test("a trend is told from looks that are apart, and a list from rows: what presses first", () => {
  expect(consumerTrend([sampleAt(0, 50)])).toBeNull();
  expect(consumerTrend([sampleAt(0, 50), sampleAt(10, 30)])).toMatchObject({
    pendingPerSecond: -2,
    deliveredPerSecond: 1,
  });

  const rows = [
    rowOf("b-idle", {}),
    rowOf("a-idle", {}),
    rowOf("stuck", { ackPending: 1000 }),
    rowOf("c", { kind: "push", bound: false }),
  ];
  const query = { stream: null, q: "", verdict: "all", sort: "verdict", order: "ascending" } as const;
  expect(listConsumers(rows, query).map(({ facts }) => facts.name)).toEqual(["c", "stuck", "a-idle", "b-idle"]);
  expect(listConsumers(rows, { ...query, q: "IDLE" })).toHaveLength(2);
  expect(listConsumers(rows, { ...query, verdict: "attention" })).toHaveLength(2);
  expect(listConsumers(rows, { ...query, verdict: "unbound" })).toHaveLength(1);
  expect(countVerdicts(rows)).toMatchObject({ healthy: 2, unbound: 1, "max-ack-pending": 1, growing: 0 });
});

test("which servers only estimate what is pending", () => {
  const counted = ["2.9.10", "2.10.27", "2.11.15", "2.12.3", "2.12.4-RC.4", "odd"];
  const estimated = ["2.12.4-RC.5", "2.12.4", "2.12.15", "2.14.0-RC.1", "2.15.1", "3.0.0"];
  expect(counted.filter(isPendingApproximate)).toEqual([]);
  expect(estimated.filter(isPendingApproximate)).toEqual(estimated);
});

test("a stream's consumers in short: how many need someone, and the one that presses most", () => {
  const well = rowOf("a", {});
  const late = { delivered: { consumerSeq: 9, streamSeq: 50, lastAt: NOW - 5 * MINUTE_MS }, pending: 50, waiting: 0 };
  const deserted = rowOf("b", late);
  const ahead = consumerRow(lookAt({ name: "c" }, { deliveredBefore: 500 }), null, NOW, DEFAULT_THRESHOLDS).row;
  expect(streamConsumers("orders", [well], null)).toMatchObject({
    total: 1,
    pressing: 0,
    worst: { name: "a", severity: null, words: "healthy" },
  });
  expect(streamConsumers("orders", [well, deserted], null)).toMatchObject({
    pressing: 1,
    worst: { name: "b", severity: "warning", verdict: "nobody-pulling" },
  });
  // Its verdict is that it is well; what was found of it is worse than any verdict here.
  expect(streamConsumers("orders", [well, deserted, ahead], null)).toMatchObject({
    total: 3,
    pressing: 2,
    worst: { name: "c", severity: "critical", verdict: "findings", words: "has findings" },
  });
  expect(streamConsumers("orders", [], null).worst).toBeNull();
});
