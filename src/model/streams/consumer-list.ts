/** Consumers as a list: narrowed, sorted, counted, without sending every row to the page. */
import { consumerFindings } from "./consumer-findings.ts";
import type { ConsumerFacts } from "./consumer-facts.ts";
import { consumerKey } from "./consumer-facts.ts";
import type { ConsumerLook, ConsumerVerdict, ConsumerVerdictName } from "./consumer-verdict.ts";
import { CONSUMER_VERDICTS, judgeConsumer } from "./consumer-verdict.ts";
import type { BrokerFinding } from "./finding.ts";
import { rankOfSeverity } from "./finding.ts";
import type { ConsumerTrend } from "./samples.ts";
import type { BrokerThresholds } from "./thresholds.ts";
import type { VerdictWatch } from "./verdict-watch.ts";
import { flappingFindings, watchVerdict } from "./verdict-watch.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import { unreachable } from "#util/assert.ts";
import type { ObserverMs } from "#util/units.ts";

export interface ConsumerRow {
  key: string;
  facts: ConsumerFacts;
  verdict: ConsumerVerdict;
  trend: ConsumerTrend | null;
  findings: readonly BrokerFinding[];
  /** Since when it stands so, as far as this page watched; null: since before it looked for the first time. */
  since: ObserverMs | null;
  /** When it was asked for. */
  at: ObserverMs;
}

export const CONSUMER_SORTS = [
  "verdict",
  "consumer",
  "stream",
  "pending",
  "ack-pending",
  "redelivered",
  "waiting",
] as const;
export type ConsumerSort = (typeof CONSUMER_SORTS)[number];

export interface ConsumerQuery {
  /** Only of this stream; null: of all. */
  stream: string | null;
  q: string;
  verdict: ConsumerVerdictName | "all" | "attention";
  sort: ConsumerSort;
  order: "ascending" | "descending";
}

export interface ConsumerList {
  /** Keys in the order asked for. */
  ids: readonly string[];
  /** The first of them as rows, as many as were asked for. */
  rows: readonly ConsumerRow[];
  /** Of the stream, or of all streams. */
  total: number;
  counts: Readonly<Record<ConsumerVerdictName, number>>;
  /** Streams with consumers, and how many of them were asked so far. */
  streams: { asked: number; of: number };
  how: "one-question" | "stream-by-stream";
  /** Why nothing is known of the consumers of some streams; null: of all, or it will be. */
  missing: { failure: AskFailure; streams: readonly string[] } | null;
  /** Keys of those that are there and whose leaders did not answer. */
  unanswered: readonly string[];
  pendingApproximate: boolean;
}

/** One consumer, looked at closely. */
export interface ConsumerDetail {
  row: ConsumerRow;
  /** What was seen of it, oldest first. */
  points: readonly { at: ObserverMs; pending: number }[];
  pendingApproximate: boolean;
}

/** @param before how it stood at the last look; null: this is the first one */
export function consumerRow(
  look: ConsumerLook,
  before: VerdictWatch | null,
  at: ObserverMs,
  thresholds: BrokerThresholds,
): { row: ConsumerRow; watch: VerdictWatch } {
  const verdict = judgeConsumer(look, thresholds);
  const watch = watchVerdict(before, verdict.name, at);
  const row = {
    key: consumerKey(look.facts),
    facts: look.facts,
    verdict,
    trend: look.trend,
    findings: [...consumerFindings(look, thresholds), ...flappingFindings(watch)],
    since: watch.since,
    at,
  };
  return { row, watch };
}

export function countVerdicts(rows: Iterable<ConsumerRow>): Record<ConsumerVerdictName, number> {
  const counts = noCounts();
  for (const { verdict } of rows) counts[verdict.name] += 1;
  return counts;
}

/** Every verdict with none. */
function noCounts(): Record<ConsumerVerdictName, number> {
  return {
    overtaken: 0,
    "overtaken-soon": 0,
    unbound: 0,
    "max-ack-pending": 0,
    "nobody-pulling": 0,
    redelivering: 0,
    growing: 0,
    paused: 0,
    draining: 0,
    behind: 0,
    healthy: 0,
  };
}

/** How much it needs somebody: by its verdict and by its findings. */
export function urgency({ verdict, findings }: ConsumerRow): number {
  return Math.min(rankOfSeverity(verdict.severity), ...findings.map(({ severity }) => rankOfSeverity(severity)));
}

export function listConsumers(rows: Iterable<ConsumerRow>, { q, verdict, sort, order }: ConsumerQuery): ConsumerRow[] {
  const needle = q.trim().toLowerCase();
  const shown: ConsumerRow[] = [];
  for (const row of rows) {
    if (verdict === "attention" ? urgency(row) > 1 : verdict !== "all" && row.verdict.name !== verdict) continue;
    if (needle !== "" && !row.key.toLowerCase().includes(needle)) continue;
    shown.push(row);
  }
  const sign = order === "ascending" ? 1 : -1;
  return shown.sort((left, right) => sign * compareBy(sort, left, right) || compareText(left.key, right.key));
}

function compareBy(sort: ConsumerSort, left: ConsumerRow, right: ConsumerRow): number {
  switch (sort) {
    case "verdict":
      return (
        urgency(left) - urgency(right) ||
        CONSUMER_VERDICTS.indexOf(left.verdict.name) - CONSUMER_VERDICTS.indexOf(right.verdict.name)
      );
    case "consumer":
      return compareText(left.facts.name, right.facts.name);
    case "stream":
      return compareText(left.facts.stream, right.facts.stream);
    case "pending":
      return left.facts.pending - right.facts.pending;
    case "ack-pending":
      return left.facts.ackPending - right.facts.ackPending;
    case "redelivered":
      return left.facts.redelivered - right.facts.redelivered;
    case "waiting":
      return left.facts.waiting - right.facts.waiting;
    default:
      return unreachable(sort);
  }
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
