import { rateScale } from "#model/rate-series.ts";
import type { RateScale, RateSeries } from "#model/rate-series.ts";
import type { HistoryFacts, RateBucket } from "#model/view.ts";
import type { ServerMs } from "#util/units.ts";

export interface RateChart extends Pick<RateScale, "window" | "openFrom"> {
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

/** Messages a minute by channel, over the last `windowMs`: see `rateScale`. */
export function rateChart(
  buckets: readonly RateBucket[],
  history: Pick<HistoryFacts, "completeSince" | "reportsSince">,
  seen: ServerMs,
  windowMs: number,
): RateChart {
  const { window, openFrom, line } = rateScale(buckets, history, seen, windowMs);
  const { own, rest } = chooseLines(totals(buckets, window.from));
  return {
    window,
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
