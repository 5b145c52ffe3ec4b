import type { Point } from "./series.ts";
import { niceTop } from "./series.ts";

/**
 * As `thin`, but a group of neighbours keeps its largest value: for a line whose peaks must not be rubbed off.
 */
export function thinByPeak(points: readonly Point[], most: number): readonly Point[] {
  if (points.length <= most) return points;
  const last = points.at(-1);
  const closed = points.slice(0, -1);
  const size = Math.ceil(closed.length / Math.max(1, most - 1));
  const thinned: Point[] = [];
  for (let start = 0; start < closed.length; start += size) {
    const group = closed.slice(start, start + size);
    const first = group[0];
    if (first === undefined) continue;
    const known = group.flatMap(({ value }) => (value === null ? [] : [value]));
    thinned.push({ at: first.at, value: known.length === 0 ? null : Math.max(...known) });
  }
  if (last !== undefined) thinned.push(last);
  return thinned;
}

const HOUR = 60;
const DAY = 24 * HOUR;
/** Steps of a scale that a person divides by two without thinking, in units of the step. */
const ROUND_STEPS = [2, 4, 10, 20, 30, HOUR, 2 * HOUR, 4 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 4 * DAY, 6 * DAY];

/** The top of a scale of time: a whole number of minutes, hours or days whose half is one as well. @param minute a minute in the scale's unit */
export function durationTop(largest: number, minute: number): number {
  const round = ROUND_STEPS.find((step) => step * minute >= largest);
  return round === undefined ? niceTop(Math.ceil(largest / (DAY * minute))) * DAY * minute : round * minute;
}

/** A scale for counts: as `niceTop`, but even, so that its middle is a count as well. */
export function countTop(largest: number): number {
  const top = niceTop(largest);
  return top % 2 === 0 ? top : niceTop(top + 1);
}
