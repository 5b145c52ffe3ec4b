import type { ServerMs } from "#util/units.ts";
import { HOUR_MS, MINUTE_MS } from "#util/units.ts";

export interface StripLine {
  from: ServerMs;
  to: ServerMs;
}

const SPANS = [15 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS] as const;
const MOST_LINES = 24;

/**
 * Cuts a stretch of time into lines as a page of text is cut: each the same length, beginning on the clock, the last one holding `now`.
 * Up to six lines grow no longer than they must; older than `MOST_LINES` hours is left out.
 * @param since the oldest moment that there is anything to show of
 * @param offsetMs the viewer's zone east of UTC, so that lines begin on the viewer's hours
 */
export function stripLines(since: ServerMs, now: ServerMs, offsetMs: number): StripLine[] {
  const span = SPANS.find((candidate) => (now - since) / candidate <= 6) ?? HOUR_MS;
  const start = (at: ServerMs): ServerMs => Math.floor((at + offsetMs) / span) * span - offsetMs;
  const last = start(now);
  const first = Math.max(start(Math.min(since, now)), last - (MOST_LINES - 1) * span);
  return Array.from({ length: (last - first) / span + 1 }, (_, index) => ({
    from: first + index * span,
    to: first + (index + 1) * span,
  }));
}
