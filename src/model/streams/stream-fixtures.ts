/** Streams and consumers for tests: well, small, and with a few limits. */
import type { ConsumerFacts } from "./consumer-facts.ts";
import { fillOf, outlookOf } from "./fill.ts";
import type { StreamSample } from "./samples.ts";
import { streamRates, streamTrend } from "./samples.ts";
import type { StreamLook } from "./stream-findings.ts";
import type { StreamFacts, StreamLimits, StreamState } from "./stream-facts.ts";
import type { StreamWatch } from "./stream-watch.ts";
import { DAY_MS, HOUR_MS, SECOND_MS } from "#util/units.ts";

/** 1 February 2026, noon. */
export const NOW = Date.UTC(2026, 1, 1, 12);

export interface StreamOver extends Partial<Omit<StreamFacts, "limits" | "state">> {
  limits?: Partial<StreamLimits>;
  state?: Partial<StreamState>;
}

export function streamOf({ limits, state, ...over }: StreamOver = {}): StreamFacts {
  return {
    name: "orders",
    created: "2026-01-01T00:00:00Z",
    subjects: ["orders.>"],
    retention: "limits",
    storage: "file",
    discard: "old",
    replicas: 1,
    allowDirect: true,
    compression: "none",
    duplicateWindowMs: 120 * SECOND_MS,
    sealed: false,
    limits: {
      messages: 1000,
      bytes: 100_000,
      ageMs: 7 * DAY_MS,
      perSubject: null,
      messageBytes: null,
      consumers: null,
      ...limits,
    },
    state: {
      messages: 100,
      bytes: 10_000,
      firstSeq: 1,
      lastSeq: 100,
      firstAt: NOW - HOUR_MS,
      lastAt: NOW,
      deleted: 0,
      lost: 0,
      subjects: 5,
      consumers: 0,
      ...state,
    },
    mirror: null,
    sources: [],
    cluster: null,
    metadata: {},
    ...over,
  };
}

/** Looks at a stream, one a second, that grew by so much each second until it is what `facts` say. */
export function samplesOf(
  { state }: StreamFacts,
  perSecond: { stored: number; messages: number; bytes: number },
  seconds = 30,
): StreamSample[] {
  return Array.from({ length: seconds + 1 }, (_, index) => {
    const ago = seconds - index;
    return {
      at: NOW - ago * SECOND_MS,
      messages: state.messages - ago * perSecond.messages,
      bytes: state.bytes - ago * perSecond.bytes,
      lastSeq: state.lastSeq - ago * perSecond.stored,
      firstSeq: state.firstSeq - ago * (perSecond.stored - perSecond.messages),
    };
  });
}

/** @param watch as of `watchStream`; null: looked at for the first time */
export function lookOf(
  facts: StreamFacts,
  samples: readonly StreamSample[] = [],
  watch: StreamWatch | null = null,
): StreamLook {
  return {
    facts,
    fill: fillOf(facts, NOW),
    outlook: outlookOf(facts, streamTrend(samples), NOW),
    rates: streamRates(samples),
    watch,
    now: NOW,
  };
}

export function consumerOf(over: Partial<ConsumerFacts> = {}): ConsumerFacts {
  return {
    stream: "orders",
    name: "worker",
    durable: true,
    kind: "pull",
    bound: null,
    filters: [],
    deliverPolicy: "all",
    ackPolicy: "explicit",
    ackWaitMs: 30 * SECOND_MS,
    maxAckPending: 1000,
    maxDeliver: null,
    paused: false,
    pausedForMs: null,
    delivered: { consumerSeq: 100, streamSeq: 100, lastAt: NOW - SECOND_MS },
    ackFloor: { consumerSeq: 100, streamSeq: 100, lastAt: NOW - SECOND_MS },
    ackPending: 0,
    redelivered: 0,
    waiting: 1,
    pending: 0,
    groups: [],
    pinnedPolicy: false,
    cluster: null,
    metadata: {},
    created: "2026-01-01T00:00:00Z",
    ...over,
  };
}
