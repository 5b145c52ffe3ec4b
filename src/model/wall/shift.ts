/** Nothing stands in one place for ever: a panel that shows the same for months keeps it. */
import type { ObserverMs } from "#util/units.ts";
import { HOUR_MS, MINUTE_MS } from "#util/units.ts";

/** How long one place lasts. */
export const SHIFT_EVERY_MS = 3 * MINUTE_MS;

/** The orbit, in CSS pixels: small enough that nobody sees it, never back the way it came. */
const ORBIT: readonly (readonly [x: number, y: number])[] = [
  [0, 0],
  [2, -2],
  [4, 0],
  [2, 2],
  [0, 4],
  [-2, 2],
  [-4, 0],
  [-2, -2],
  [0, -4],
];

export function shiftAt(now: ObserverMs): { x: number; y: number } {
  const [x, y] = ORBIT[Math.floor(now / SHIFT_EVERY_MS) % ORBIT.length] ?? [0, 0];
  return { x, y };
}

/** On which side the exception strip is in that hour; it changes sides when a page turns, not while somebody reads it. */
export function stripSideAt(now: ObserverMs): "above" | "below" {
  return Math.floor(now / HOUR_MS) % 2 === 0 ? "below" : "above";
}
