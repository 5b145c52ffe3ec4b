/** How a consumer stands, with the reason in words. The first of these that holds is said: what is worst, before what is merely so. */
import type { ConsumerFacts } from "./consumer-facts.ts";
import type { Severity } from "./finding.ts";
import type { ConsumerTrend, StreamRates } from "./samples.ts";
import type { StreamFacts } from "./stream-facts.ts";
import type { BrokerThresholds } from "./thresholds.ts";
import { covers } from "#contract/subject-filter.ts";
import { formatCount, formatDuration, formatPlural } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";
import { DAY_MS, HOUR_MS, SECOND_MS } from "#util/units.ts";

export const CONSUMER_VERDICTS = [
  "overtaken",
  "overtaken-soon",
  "unbound",
  "max-ack-pending",
  "nobody-pulling",
  "redelivering",
  "growing",
  "paused",
  "draining",
  "behind",
  "healthy",
] as const;

export type ConsumerVerdictName = (typeof CONSUMER_VERDICTS)[number];

export interface ConsumerVerdict {
  name: ConsumerVerdictName;
  severity: Severity | null;
  /** One sentence. */
  reason: string;
}

/** As words on the page. */
export const VERDICT_WORDS: Readonly<Record<ConsumerVerdictName, string>> = {
  overtaken: "lost messages",
  "overtaken-soon": "will be overtaken",
  unbound: "unbound",
  "max-ack-pending": "at max ack pending",
  "nobody-pulling": "nobody pulling",
  redelivering: "redelivering",
  growing: "behind, growing",
  paused: "paused",
  draining: "behind, draining",
  behind: "behind",
  healthy: "healthy",
};

export interface ConsumerLook {
  facts: ConsumerFacts;
  /** Null while nobody looked twice. */
  trend: ConsumerTrend | null;
  /** Null while it is not known. */
  stream: StreamFacts | null;
  streamTrend: StreamRates | null;
  /** The last sequence that it had been given before the stream was asked for; null: not known. */
  deliveredBefore: number | null;
  /** The server's moment; null: not known. */
  now: ServerMs | null;
}

/** What is a fraction of a message a second is standing still. */
const MOVES_PER_SECOND = 0.05;

export function judgeConsumer(look: ConsumerLook, thresholds: BrokerThresholds): ConsumerVerdict {
  const { facts } = look;
  const lost = lostUnseen(look);
  if (lost > 0) {
    return {
      name: "overtaken",
      severity: "critical",
      reason: `${formatPlural(lost, "message")} after the last one it was given are gone: deleted, purged or expired before it saw them.`,
    };
  }
  const soon = overtakenInMs(look);
  if (soon !== null && soon < DAY_MS) {
    return {
      name: "overtaken-soon",
      severity: soon < HOUR_MS ? "critical" : "warning",
      reason: `The stream lets its oldest messages go faster than this consumer reads: the first unread ones go in about ${formatDuration(soon)}.`,
    };
  }
  if (facts.paused) {
    const left = facts.pausedForMs === null ? "" : `, for another ${formatDuration(facts.pausedForMs)}`;
    return { name: "paused", severity: "notice", reason: `Somebody paused it${left}. ${pendingWords(facts)}` };
  }
  if (facts.bound === false) {
    return {
      name: "unbound",
      severity: "warning",
      reason: `Nobody listens where it delivers to. ${pendingWords(facts)}`,
    };
  }
  if (facts.maxAckPending !== null && facts.ackPending >= facts.maxAckPending) {
    return {
      name: "max-ack-pending",
      severity: "warning",
      reason: `${unackedWords(facts.ackPending)}, as many as it may have: it delivers nothing until some are acknowledged.`,
    };
  }
  if (nobodyPulls(look, thresholds)) {
    return {
      name: "nobody-pulling",
      severity: "warning",
      reason: `${pendingWords(facts)} No pull waits, and ${lastDelivery(look)}.`,
    };
  }
  if (facts.redelivered > 0 && facts.redelivered >= thresholds.redelivered * Math.max(1, facts.ackPending)) {
    return {
      name: "redelivering",
      severity: "warning",
      reason: `${formatCount(facts.redelivered)} of ${formatPlural(facts.ackPending, "unacknowledged message")} were delivered more than once.`,
    };
  }
  return behind(look);
}

function behind({ facts, trend }: ConsumerLook): ConsumerVerdict {
  if (facts.pending === 0) {
    const open = facts.ackPending === 0 ? "" : ` ${unackedWords(facts.ackPending)}.`;
    return { name: "healthy", severity: null, reason: `Everything was delivered.${open}` };
  }
  if (trend === null) {
    return { name: "behind", severity: null, reason: `${pendingWords(facts)} Whether that grows is not known yet.` };
  }
  if (trend.pendingPerSecond <= -MOVES_PER_SECOND) {
    const inMs = (facts.pending / -trend.pendingPerSecond) * SECOND_MS;
    return {
      name: "draining",
      severity: null,
      reason: `${pendingWords(facts)} It catches up: done in about ${formatDuration(inMs)}.`,
    };
  }
  // What is delivered within ten seconds is no backlog, however it goes up and down.
  if (trend.deliveredPerSecond > 0 && facts.pending < 10 * trend.deliveredPerSecond) {
    return { name: "healthy", severity: null, reason: `${pendingWords(facts)} It keeps up.` };
  }
  if (trend.pendingPerSecond >= MOVES_PER_SECOND) {
    return {
      name: "growing",
      severity: "warning",
      reason: `${pendingWords(facts)} More come than it handles: ${formatCount(Math.ceil(trend.pendingPerSecond * 60))} more each minute.`,
    };
  }
  return { name: "behind", severity: null, reason: `${pendingWords(facts)} That neither grows nor shrinks.` };
}

function pendingWords({ pending }: ConsumerFacts): string {
  return pending === 0 ? "Nothing is pending." : `${formatPlural(pending, "message")} pending.`;
}

/** "2 messages wait for an acknowledgement", without a full stop. */
export function unackedWords(count: number): string {
  return `${formatPlural(count, "message")} ${count === 1 ? "waits" : "wait"} for an acknowledgement`;
}

/** Only where nothing filters: of a filtered consumer nobody knows whether what is gone was for it. */
export function lostUnseen({ facts, stream }: ConsumerLook): number {
  if (stream === null || stream.retention !== "limits" || facts.deliverPolicy === "last_per_subject") return 0;
  if (!readsAll(facts, stream)) return 0;
  return Math.max(0, stream.state.firstSeq - 1 - facts.delivered.streamSeq);
}

function readsAll({ filters }: ConsumerFacts, stream: StreamFacts): boolean {
  return (
    filters.length === 0 ||
    (stream.subjects.length > 0 &&
      stream.subjects.every((subject) => filters.some((filter) => covers(filter, subject))))
  );
}

/** When the oldest stored sequence passes this consumer's place, at the pace of both; null: it does not. */
function overtakenInMs({ facts, trend, stream, streamTrend }: ConsumerLook): number | null {
  if (stream === null || trend === null || streamTrend === null || facts.pending === 0) return null;
  const ahead = facts.delivered.streamSeq + 1 - stream.state.firstSeq;
  const closing = streamTrend.firstSeqPerSecond - trend.deliveredPerSecond;
  if (closing <= MOVES_PER_SECOND || ahead < 0) return null;
  return (ahead / closing) * SECOND_MS;
}

/** A client that fetches now and then has no pull waiting between two fetches: only a standstill counts. */
function nobodyPulls({ facts, trend, now }: ConsumerLook, thresholds: BrokerThresholds): boolean {
  if (facts.kind !== "pull" || facts.pending === 0 || facts.waiting > 0) return false;
  if (trend !== null && trend.deliveredPerSecond > 0) return false;
  const { lastAt } = facts.delivered;
  if (lastAt === null) return trend !== null || facts.ackPending === 0;
  return now !== null ? now - lastAt >= thresholds.idleDeliveryMs : trend !== null;
}

function lastDelivery({ facts, now }: ConsumerLook): string {
  const { lastAt } = facts.delivered;
  if (lastAt === null) return "nothing was ever delivered";
  return now === null ? "nothing is delivered" : `nothing was delivered for ${formatDuration(now - lastAt)}`;
}

/**
 * Pending messages are an estimate where the server no longer counts them each time it is asked: from 2.12.4-RC.5 on, in every 2.13 and 2.14
 * and later (nats-server's pull request 7758; no 2.11 has it). That holds for the servers' own figures (JSZ) as well.
 */
export function isPendingApproximate(version: string): boolean {
  const parts = /^(\d+)\.(\d+)\.(\d+)(?:-RC\.(\d+))?/iu.exec(version);
  if (parts === null) return false;
  const [major, minor, patch] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (major !== 2 || minor !== 12) return major > 2 || (major === 2 && minor > 12);
  return patch > 4 || (patch === 4 && Number(parts[4] ?? Infinity) >= 5);
}
