/** What was seen of one server from look to look, while somebody looked. Bounded by age and by count. */
import { spanOf } from "../streams/samples.ts";
import type { ServerFacts } from "./server-facts.ts";
import type { ObserverMs } from "#util/units.ts";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "#util/units.ts";

export interface ServerSample {
  at: ObserverMs;
  /** The server's id: counters of two runs are not compared. */
  run: string;
  cpuPercent: number | null;
  memoryBytes: number | null;
  connections: number;
  subscriptions: number | null;
  inMessages: number;
  outMessages: number;
  inBytes: number;
  outBytes: number;
  slowConsumers: number;
  staleConnections: number;
  stalledClients: number;
  storageBytes: number | null;
  apiTotal: number;
  apiErrors: number;
}

export interface ServerWatch {
  /** Ascending. */
  samples: readonly ServerSample[];
  /** When it was seen to have started anew, within the last hour. */
  startsAt: readonly ObserverMs[];
  heardAt: ObserverMs;
  /** Looks in a row that it did not answer. */
  missed: number;
}

/** Every look is kept for so long, */
const DENSE_MS = 10 * MINUTE_MS;
/** and one a minute until it is so old. */
const KEPT_MS = 6 * HOUR_MS;
/** Two looks nearer than this say nothing of a rate. */
const LEAST_APART_MS = 0.8 * SECOND_MS;
const STARTS_KEPT_MS = HOUR_MS;
const RATE_WINDOW_MS = MINUTE_MS;
/** One unanswered look may be a lost message. */
const MISSED_IS_SILENT = 2;

export function sampleOf(facts: ServerFacts, at: ObserverMs): ServerSample {
  return {
    at,
    run: facts.id,
    cpuPercent: facts.cpuPercent,
    memoryBytes: facts.memoryBytes,
    connections: facts.connections.used,
    subscriptions: facts.subscriptions,
    inMessages: facts.inMessages,
    outMessages: facts.outMessages,
    inBytes: facts.inBytes,
    outBytes: facts.outBytes,
    slowConsumers: facts.slowConsumers,
    staleConnections: facts.staleConnections ?? 0,
    stalledClients: facts.stalledClients ?? 0,
    storageBytes: facts.jetstream?.storage.usedBytes ?? null,
    apiTotal: facts.jetstream?.apiTotal ?? 0,
    apiErrors: facts.jetstream?.apiErrors ?? 0,
  };
}

/** @param before of the last look; null: the first one */
export function watchServer(before: ServerWatch | null, facts: ServerFacts, at: ObserverMs): ServerWatch {
  const sample = sampleOf(facts, at);
  if (before === null) return { samples: [sample], startsAt: [], heardAt: at, missed: 0 };
  const last = before.samples.at(-1);
  const anew = last !== undefined && last.run !== facts.id;
  const starts = before.startsAt.filter((startedAt) => at - startedAt < STARTS_KEPT_MS);
  const tooNear = last !== undefined && !anew && at - last.at < LEAST_APART_MS;
  return {
    samples: tooNear ? before.samples : thinned([...before.samples, sample], at),
    startsAt: anew ? [...starts, at] : starts,
    heardAt: at,
    missed: 0,
  };
}

export function isSilent({ missed }: ServerWatch): boolean {
  return missed >= MISSED_IS_SILENT;
}

function thinned(samples: readonly ServerSample[], now: ObserverMs): readonly ServerSample[] {
  let minute = Number.NaN;
  return samples.filter(({ at }) => {
    if (now - at > KEPT_MS) return false;
    if (now - at <= DENSE_MS) return true;
    const its = Math.floor(at / MINUTE_MS);
    const kept = its !== minute;
    minute = its;
    return kept;
  });
}

/** The looks since the server was started last. */
function ofThisRun({ samples }: ServerWatch): readonly ServerSample[] {
  const run = samples.at(-1)?.run;
  return samples.filter((sample) => sample.run === run);
}

export interface ServerRates {
  inMessagesPerSecond: number;
  outMessagesPerSecond: number;
  inBytesPerSecond: number;
  outBytesPerSecond: number;
  apiPerSecond: number;
}

/** Over the last minute; null until there were two looks since it started. */
export function serverRates(watch: ServerWatch): ServerRates | null {
  const span = spanOf(ofThisRun(watch), RATE_WINDOW_MS);
  return span === null ? null : ratesBetween(span.from, span.to);
}

function ratesBetween(from: ServerSample, to: ServerSample): ServerRates {
  const ms = Math.max(1, to.at - from.at);
  const perSecond = (pick: (sample: ServerSample) => number): number =>
    (Math.max(0, pick(to) - pick(from)) * SECOND_MS) / ms;
  return {
    inMessagesPerSecond: perSecond(({ inMessages }) => inMessages),
    outMessagesPerSecond: perSecond(({ outMessages }) => outMessages),
    inBytesPerSecond: perSecond(({ inBytes }) => inBytes),
    outBytesPerSecond: perSecond(({ outBytes }) => outBytes),
    apiPerSecond: perSecond(({ apiTotal }) => apiTotal),
  };
}

export type Counter =
  | "slowConsumers"
  | "staleConnections"
  | "stalledClients"
  | "apiTotal"
  | "apiErrors"
  | "connections";

/** By how much a figure rose within a window; null until there were two looks since the server started. */
export function riseOf(watch: ServerWatch, counter: Counter, windowMs: number): number | null {
  const span = spanOf(ofThisRun(watch), windowMs);
  return span === null ? null : span.to[counter] - span.from[counter];
}

/** A moment of a line; null: not known, a gap. */
export interface LinePoint {
  at: ObserverMs;
  value: number | null;
}

export const SERVER_LINES = [
  "cpu",
  "memory",
  "connections",
  "subscriptions",
  "in-messages",
  "out-messages",
  "in-bytes",
  "out-bytes",
  "storage",
  "api",
  "api-errors",
] as const;

export type ServerLine = (typeof SERVER_LINES)[number];

/** Looks further apart than this leave a gap between them. */
const GAP_MS = 150 * SECOND_MS;

/** One line over all that is held: of what is counted, its rate by the second between one look and the next. */
export function lineOf({ samples }: ServerWatch, line: ServerLine): LinePoint[] {
  const points: LinePoint[] = [];
  let before: ServerSample | null = null;
  for (const sample of samples) {
    if (before !== null && sample.at - before.at > GAP_MS) points.push({ at: before.at + 1, value: null });
    points.push({ at: sample.at, value: valueOf(line, sample, before) });
    before = sample;
  }
  return points;
}

function valueOf(line: ServerLine, sample: ServerSample, before: ServerSample | null): number | null {
  switch (line) {
    case "cpu":
      return sample.cpuPercent;
    case "memory":
      return sample.memoryBytes;
    case "connections":
      return sample.connections;
    case "subscriptions":
      return sample.subscriptions;
    case "storage":
      return sample.storageBytes;
    case "in-messages":
      return rateOf(sample, before, (rates) => rates.inMessagesPerSecond);
    case "out-messages":
      return rateOf(sample, before, (rates) => rates.outMessagesPerSecond);
    case "in-bytes":
      return rateOf(sample, before, (rates) => rates.inBytesPerSecond);
    case "out-bytes":
      return rateOf(sample, before, (rates) => rates.outBytesPerSecond);
    case "api":
      return rateOf(sample, before, (rates) => rates.apiPerSecond);
    case "api-errors":
      return before === null || before.run !== sample.run
        ? null
        : (Math.max(0, sample.apiErrors - before.apiErrors) * SECOND_MS) / Math.max(1, sample.at - before.at);
  }
}

function rateOf(
  sample: ServerSample,
  before: ServerSample | null,
  pick: (rates: ServerRates) => number,
): number | null {
  // The counters began anew: between the two runs nobody knows.
  return before === null || before.run !== sample.run ? null : pick(ratesBetween(before, sample));
}

const BAR_MS = 30 * SECOND_MS;
const BARS = 30;

/** Messages in and out a second, by half minutes of the last quarter of an hour; null: nobody looked. */
export function trafficBars({ samples }: ServerWatch, now: ObserverMs): (number | null)[] {
  const first = Math.floor(now / BAR_MS) - BARS + 1;
  const sums = Array.from({ length: BARS }, () => ({ messages: 0, ms: 0 }));
  let before: ServerSample | null = null;
  for (const sample of samples) {
    const bar = sums[Math.floor(sample.at / BAR_MS) - first];
    if (bar !== undefined && before !== null && before.run === sample.run && sample.at - before.at <= GAP_MS) {
      bar.messages += Math.max(0, sample.inMessages + sample.outMessages - before.inMessages - before.outMessages);
      bar.ms += sample.at - before.at;
    }
    before = sample;
  }
  return sums.map(({ messages, ms }) => (ms === 0 ? null : (messages * SECOND_MS) / ms));
}
