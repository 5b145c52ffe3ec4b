import type { TimeWindow } from "./beat-marks.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "#util/units.ts";

/** Steps that a clock reader expects, in milliseconds. */
const STEPS = [
  SECOND_MS,
  5 * SECOND_MS,
  15 * SECOND_MS,
  30 * SECOND_MS,
  MINUTE_MS,
  2 * MINUTE_MS,
  5 * MINUTE_MS,
  10 * MINUTE_MS,
  15 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  DAY_MS,
] as const;

/**
 * Round moments within a window, ascending, at most `most` of them.
 * @param offsetMs the viewer's zone east of UTC, so that hours and days begin where the viewer's do
 */
export function clockTicks(window: TimeWindow, most: number, offsetMs: number): number[] {
  const span = window.to - window.from;
  const step = STEPS.find((candidate) => span / candidate <= most) ?? Math.ceil(span / most / DAY_MS) * DAY_MS;
  const ticks: number[] = [];
  for (let at = Math.ceil((window.from + offsetMs) / step) * step; at - offsetMs <= window.to; at += step) {
    ticks.push(at - offsetMs);
  }
  return ticks.slice(0, most);
}

/** The viewer's zone at a moment, east of UTC in milliseconds. */
export function zoneOffsetMs(at: number): number {
  return -new Date(at).getTimezoneOffset() * MINUTE_MS;
}
