import type { HistoryFacts, RateBucket } from "./view.ts";
import { MINUTE_MS } from "#util/units.ts";
import type { ServerMs } from "#util/units.ts";

/** Read less far back than the others where reports are large. */
const REPORTS_CHANNEL = "deliverables";

/** One line of a chart of messages a minute; the shape that `ui/time-series` draws. */
export interface RateSeries {
  key: string;
  label: string;
  points: readonly { at: number; value: number | null }[];
}

export interface RateScale {
  window: { from: number; to: number };
  /** The minute that is still running. */
  openFrom: number;
  /** These channels together, as one line. */
  line: (key: string, channels: readonly string[]) => RateSeries;
}

/**
 * Messages a minute by channel. A minute that is read and had no message is zero; a minute that is not read yet, or that we did not see,
 * is null: a gap.
 * @param seen the moment as of which the fleet is seen @param windowMs how far back the chart goes
 */
export function rateScale(
  buckets: readonly RateBucket[],
  history: Pick<HistoryFacts, "completeSince" | "reportsSince">,
  seen: ServerMs,
  windowMs: number,
): RateScale {
  const openFrom = startOfMinute(seen);
  const from = startOfMinute(seen - windowMs);
  const byMinute = new Map(buckets.map(({ at, counts }) => [startOfMinute(at), counts]));
  const minutes = Array.from({ length: (openFrom - from) / MINUTE_MS + 1 }, (_, index) => from + index * MINUTE_MS);
  const wholeFrom = firstWholeMinute(history.completeSince);
  const reportsFrom = history.reportsSince === undefined ? wholeFrom : firstWholeMinute(history.reportsSince);
  const valueAt = (at: number, channels: readonly string[]): number | null => {
    const since = channels.includes(REPORTS_CHANNEL) ? Math.max(wholeFrom, reportsFrom) : wholeFrom;
    // The running minute is what came so far, even while the past before it is not read.
    if (at < since && at !== openFrom) return null;
    const counts = byMinute.get(at);
    return channels.reduce((sum, channel) => sum + (counts?.[channel] ?? 0), 0);
  };
  return {
    window: { from, to: seen },
    openFrom,
    line: (key, channels) => ({
      key,
      label: key,
      points: minutes.map((at) => ({ at, value: valueAt(at, channels) })),
    }),
  };
}

function firstWholeMinute(since: ServerMs | null): number {
  return since === null ? Infinity : Math.ceil(since / MINUTE_MS) * MINUTE_MS;
}

function startOfMinute(at: number): number {
  return Math.floor(at / MINUTE_MS) * MINUTE_MS;
}
