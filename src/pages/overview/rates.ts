import type { HistoryFacts, RateBucket } from "#model/view.ts";
import { MINUTE_MS } from "#util/units.ts";
import type { ServerMs } from "#util/units.ts";

/** One line of the chart; the shape that `ui/time-series` draws. */
export interface RateSeries {
  key: string;
  label: string;
  points: readonly { at: number; value: number | null }[];
}

export interface RateChart {
  window: { from: number; to: number };
  /** The minute that is still running. */
  openFrom: number;
  /** Heartbeats apart: they outnumber all else and would press it flat. */
  beats: RateSeries;
  /** The busiest other channels; errors always among them once there was one. */
  others: readonly RateSeries[];
  /** Channels that found no line of their own, summed up in the last one. */
  summedUp: readonly string[];
}

const BEATS = "heartbeat";
const ERRORS = "errors";
const REST = "other channels";
const MOST_LINES = 4;

/**
 * Messages a minute by channel. A minute that is read and had no message is zero; a minute that is not read yet, or that we did not see,
 * is null: a gap.
 * @param seen the moment as of which the fleet is seen @param windowMs how far back the chart goes
 */
export function rateChart(
  buckets: readonly RateBucket[],
  history: Pick<HistoryFacts, "completeSince">,
  seen: ServerMs,
  windowMs: number,
): RateChart {
  const openFrom = startOfMinute(seen);
  const from = startOfMinute(seen - windowMs);
  const byMinute = new Map(buckets.map(({ at, counts }) => [startOfMinute(at), counts]));
  const minutes = Array.from({ length: (openFrom - from) / MINUTE_MS + 1 }, (_, index) => from + index * MINUTE_MS);
  const wholeFrom =
    history.completeSince === null ? Infinity : Math.ceil(history.completeSince / MINUTE_MS) * MINUTE_MS;
  const valueAt = (at: number, channels: readonly string[]): number | null => {
    // The running minute is what came so far, even while the past before it is not read.
    if (at < wholeFrom && at !== openFrom) return null;
    const counts = byMinute.get(at);
    return channels.reduce((sum, channel) => sum + (counts?.[channel] ?? 0), 0);
  };
  const line = (key: string, channels: readonly string[]): RateSeries => ({
    key,
    label: key,
    points: minutes.map((at) => ({ at, value: valueAt(at, channels) })),
  });

  const { own, rest } = chooseLines(totals(buckets, from));
  return {
    window: { from, to: seen },
    openFrom,
    beats: line(BEATS, [BEATS]),
    others: [...own.map((channel) => line(channel, [channel])), ...(rest.length === 0 ? [] : [line(REST, rest)])],
    summedUp: rest,
  };
}

function totals(buckets: readonly RateBucket[], from: number): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { at, counts } of buckets) {
    if (at < from) continue;
    for (const [channel, count] of Object.entries(counts)) {
      if (channel !== BEATS) sums.set(channel, (sums.get(channel) ?? 0) + count);
    }
  }
  return sums;
}

/** Lines keep their places while the order of the channels by traffic does; equal ones go by name. */
function chooseLines(sums: ReadonlyMap<string, number>): { own: string[]; rest: string[] } {
  const ranked = [...sums.entries()].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([channel]) => channel);
  if (ranked.length <= MOST_LINES) return { own: ranked, rest: [] };
  const own = ranked.slice(0, MOST_LINES - 1);
  if (sums.has(ERRORS) && !own.includes(ERRORS)) own[own.length - 1] = ERRORS;
  return { own, rest: ranked.filter((channel) => !own.includes(channel)) };
}

function startOfMinute(at: number): number {
  return Math.floor(at / MINUTE_MS) * MINUTE_MS;
}
