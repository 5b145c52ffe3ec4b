/** What the usual checks of streams, consumers and accounts get wrong (checks.md, 5a), one test each. */
import { expect, test } from "vitest";
import { accountFindings } from "./account-findings.ts";
import type { ConsumerFacts } from "./consumer-facts.ts";
import { consumerFindings } from "./consumer-findings.ts";
import { judgeConsumer } from "./consumer-verdict.ts";
import { atTheLimit, outlookWords } from "./fill.ts";
import type { BrokerFinding } from "./finding.ts";
import { durationThreshold } from "./monitor-metadata.ts";
import type { StreamOver } from "./stream-fixtures.ts";
import { NOW, consumerOf, lookOf, samplesOf, streamOf } from "./stream-fixtures.ts";
import { streamFindings } from "./stream-findings.ts";
import { streamTrend } from "./samples.ts";
import { DEFAULT_THRESHOLDS } from "./thresholds.ts";
import type { BrokerThresholds } from "./thresholds.ts";
import { flappingFindings, watchVerdict } from "./verdict-watch.ts";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "#util/units.ts";

function codes(findings: readonly BrokerFinding[]): string[] {
  return findings.map(({ code }) => code);
}

function streamCodes(over: StreamOver, thresholds: Partial<BrokerThresholds> = {}): string[] {
  return codes(streamFindings(lookOf(streamOf(over)), { ...DEFAULT_THRESHOLDS, ...thresholds }));
}

function judge(facts: Partial<ConsumerFacts>) {
  const look = {
    facts: consumerOf(facts),
    trend: null,
    stream: streamOf(),
    streamTrend: null,
    deliveredBefore: null,
    now: NOW,
  };
  return {
    verdict: judgeConsumer(look, DEFAULT_THRESHOLDS).name,
    codes: codes(consumerFindings(look, DEFAULT_THRESHOLDS)),
  };
}

const ACK_BOUND = "io.nats.monitor.last-ack-critical";

function ackBound(text: string): number | null {
  return durationThreshold({ [ACK_BOUND]: text }, "last-ack-critical");
}

/** Of a consumer whose bound is 10 s. */
function codesUnacknowledgedFor(ms: number): string[] {
  const ackFloor = { consumerSeq: 99, streamSeq: 99, lastAt: NOW - ms };
  return judge({ ackPending: 1, ackFloor, metadata: { [ACK_BOUND]: "10s" } }).codes;
}

test("1: without peer-expect the stream's own number of replicas is what is wanted", () => {
  const well = { current: true, offline: false, lag: 0, seenMs: 100 };
  const cluster = {
    name: "c",
    leader: "n1",
    replicas: [
      { name: "n2", ...well },
      { name: "n3", ...well },
    ],
  };
  expect(streamCodes({ replicas: 3, cluster })).toEqual([]);
  expect(streamCodes({ replicas: 5, cluster })).toEqual(["replicas-missing"]);
});

test("2: how old the newest message is needs no subject to be named: a stream is quiet as a whole", () => {
  const old = { state: { lastAt: NOW - 6 * HOUR_MS } };
  expect(streamCodes(old)).toEqual([]);
  expect(streamCodes(old, { quietMs: 6 * HOUR_MS })).toEqual(["quiet"]);
  expect(streamCodes(old, { quietMs: 6 * HOUR_MS + 1 })).toEqual([]);
  // Never written to is empty, not quiet.
  expect(streamCodes({ state: { messages: 0, subjects: 0, lastAt: null } }, { quietMs: 1 })).toEqual([]);
});

test("3: a duration is compared in its own unit", () => {
  expect(["1.5s", "500ms", "1h30m", "2d"].map((text) => ackBound(text))).toEqual([
    1_500,
    500,
    90 * MINUTE_MS,
    48 * HOUR_MS,
  ]);
  expect(codesUnacknowledgedFor(10 * SECOND_MS)).toEqual(["last-ack"]);
  expect(codesUnacknowledgedFor(10 * SECOND_MS - 1)).toEqual([]);
});

test("4: each tier of an account is judged, 90 % counts, nothing is cut off, and no limit is no 0 %", () => {
  const none = { used: 0, limit: null };
  const tier = (used: number, limit: number | null) => ({
    tier: "R3",
    streams: none,
    consumers: none,
    memoryBytes: none,
    storageBytes: { used, limit },
  });
  const of = (used: number, limit: number | null) =>
    accountFindings([{ ...tier(0, null), tier: "R1" }, tier(used, limit)], DEFAULT_THRESHOLDS).map(
      ({ code, severity }) => [code, severity],
    );
  expect(of(900, 1000)).toEqual([["account-near-limit", "critical"]]);
  expect(of(899.9, 1000)).toEqual([["account-near-limit", "warning"]]);
  expect(of(749.9, 1000)).toEqual([]);
  expect(of(5, null)).toEqual([["account-no-limits", "notice"]]);
});

test("5: a stream's fill, its growth, the time until it is full, what is lost then, and what already is", () => {
  const facts = streamOf({ state: { messages: 500 }, discard: "new" });
  const samples = samplesOf(facts, { stored: 1, messages: 1, bytes: 0 });
  const look = lookOf(facts, samples);
  expect(outlookWords(look.outlook)).toMatch(/full in 8\smin/u);
  expect(atTheLimit(facts, look.outlook, streamTrend(samples))).toContain("publishers are refused");
  expect(codes(streamFindings(look, DEFAULT_THRESHOLDS))).toEqual(["fills-soon"]);
  expect(streamCodes({ state: { messages: 100, lost: 3 } })).toEqual(["lost-messages"]);
  expect(
    streamCodes({ state: { messages: 10_000, deleted: 990_000 }, limits: { messages: null, bytes: null } }),
  ).toContain("many-deleted");
});

test("6: a consumer is judged against its own limits, and one that has nothing to do is well", () => {
  expect(judge({ ackPending: 1000, maxAckPending: 1000 }).verdict).toBe("max-ack-pending");
  expect(judge({ ackPending: 800, maxAckPending: 1000 }).codes).toEqual(["near-max-ack-pending"]);
  expect(judge({ kind: "push", bound: false }).verdict).toBe("unbound");
  expect(judge({ paused: true }).verdict).toBe("paused");
  const idle = { delivered: { consumerSeq: 9, streamSeq: 100, lastAt: NOW - 90 * HOUR_MS }, waiting: 0, pending: 0 };
  expect(judge({ ...idle, metadata: { "io.nats.monitor.last-delivery-critical": "1m" } })).toEqual({
    verdict: "healthy",
    codes: [],
  });
});

test("7: no pull at all while something is pending is the fault, not too many of them", () => {
  const late = { delivered: { consumerSeq: 9, streamSeq: 50, lastAt: NOW - 5 * MINUTE_MS }, pending: 50 };
  expect(judge({ ...late, waiting: 0 }).verdict).toBe("nobody-pulling");
  expect(judge({ ...late, waiting: 1 }).verdict).not.toBe("nobody-pulling");
});

test("8: more than one look: since when it stands so, and one finding where it comes and goes", () => {
  let watch = watchVerdict(null, "healthy", 0);
  expect(watch).toEqual({ verdict: "healthy", since: null, changesAt: [] });
  for (const [index, verdict] of (["growing", "healthy", "growing"] as const).entries()) {
    watch = watchVerdict(watch, verdict, (index + 1) * MINUTE_MS);
  }
  expect(watch.since).toBe(3 * MINUTE_MS);
  expect(flappingFindings(watch)).toEqual([]);
  watch = watchVerdict(watch, "healthy", 4 * MINUTE_MS);
  expect(codes(flappingFindings(watch))).toEqual(["verdict-flapping"]);
  // Ten minutes later it stood still, and the memory is empty again.
  watch = watchVerdict(watch, "healthy", 14 * MINUTE_MS);
  expect(watch).toEqual({ verdict: "healthy", since: 4 * MINUTE_MS, changesAt: [] });
});
