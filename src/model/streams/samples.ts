/** What a stream or a consumer was at several moments: rates and trends are made of it. Bounded, and it reaches back to its first look. */
import type { ObserverMs } from "#util/units.ts";
import { MINUTE_MS, SECOND_MS } from "#util/units.ts";

interface Sample {
  at: ObserverMs;
}

export interface StreamSample extends Sample {
  messages: number;
  bytes: number;
  firstSeq: number;
  lastSeq: number;
}

export interface ConsumerSample extends Sample {
  pending: number;
  deliveredSeq: number;
  ackFloorSeq: number;
}

const MOST = 90;
/** Rates are of the last minute, trends of the last five. */
const RATE_WINDOW_MS = MINUTE_MS;
const TREND_WINDOW_MS = 5 * MINUTE_MS;
/** Two looks that are nearer than this say nothing of a rate. */
const LEAST_APART_MS = 0.8 * SECOND_MS;

/** Adds a look; of many old ones every second is let go, so that the newest stay close and the first one stays. */
export function addSample<T extends Sample>(samples: readonly T[], next: T, most = MOST): readonly T[] {
  const last = samples.at(-1);
  if (last !== undefined && next.at - last.at < LEAST_APART_MS) return samples;
  const all = [...samples, next];
  return all.length <= most ? all : all.filter((_, index) => index >= (most * 2) / 3 || index % 2 === 0);
}

/** The oldest and the newest look within a window; null where there are not two. */
export function spanOf<T extends Sample>(
  samples: readonly T[],
  windowMs: number,
): { from: T; to: T; ms: number } | null {
  const to = samples.at(-1);
  if (to === undefined) return null;
  const from = samples.find(({ at }) => to.at - at <= windowMs) ?? to;
  // A look every ten seconds or more rarely: the one before counts, however long ago it was.
  const before = from === to ? samples.at(-2) : from;
  return before === undefined ? null : { from: before, to, ms: to.at - before.at };
}

export interface StreamRates {
  /** Messages stored a second. */
  inPerSecond: number;
  /** Messages a second that left: expired, deleted, acknowledged, pushed out. */
  outPerSecond: number;
  /** What the stream grows by; negative while it shrinks. */
  bytesPerSecond: number;
  messagesPerSecond: number;
  /** By how much the oldest sequence moves on. */
  firstSeqPerSecond: number;
}

/** Null until there were two looks. */
export function streamRates(samples: readonly StreamSample[], windowMs: number = RATE_WINDOW_MS): StreamRates | null {
  const span = spanOf(samples, windowMs);
  if (span === null) return null;
  const { from, to, ms } = span;
  const perSecond = (amount: number): number => (amount * SECOND_MS) / ms;
  const stored = to.lastSeq - from.lastSeq;
  const grown = to.messages - from.messages;
  return {
    inPerSecond: perSecond(Math.max(0, stored)),
    outPerSecond: perSecond(Math.max(0, stored - grown)),
    bytesPerSecond: perSecond(to.bytes - from.bytes),
    messagesPerSecond: perSecond(grown),
    firstSeqPerSecond: perSecond(Math.max(0, to.firstSeq - from.firstSeq)),
  };
}

/** Over five minutes, for what is foretold from it. */
export function streamTrend(samples: readonly StreamSample[]): StreamRates | null {
  return streamRates(samples, TREND_WINDOW_MS);
}

export interface ConsumerTrend {
  /** By how much its pending messages grow; negative while it catches up. */
  pendingPerSecond: number;
  deliveredPerSecond: number;
  ackedPerSecond: number;
  overMs: number;
}

export function consumerTrend(samples: readonly ConsumerSample[]): ConsumerTrend | null {
  const span = spanOf(samples, RATE_WINDOW_MS);
  if (span === null) return null;
  const { from, to, ms } = span;
  const perSecond = (amount: number): number => (amount * SECOND_MS) / ms;
  return {
    pendingPerSecond: perSecond(to.pending - from.pending),
    deliveredPerSecond: perSecond(Math.max(0, to.deliveredSeq - from.deliveredSeq)),
    ackedPerSecond: perSecond(Math.max(0, to.ackFloorSeq - from.ackFloorSeq)),
    overMs: ms,
  };
}
