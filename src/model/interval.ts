import type { IntervalSource } from "./agent.ts";
import type { Beats } from "./beats.ts";
import { isSignOff, timeAt, wordAt } from "./beats.ts";
import { MINUTE_MS, SECOND_MS } from "#util/units.ts";

export interface Interval {
  ms: number;
  source: IntervalSource;
  /** The pace seen where an agent declares another one and never keeps it; null when there is no such thing to say. */
  disagreesMs: number | null;
}

const MIN_GAPS = 10;
/** The newest gaps looked at: enough for a pace, few enough to sort ten thousand agents' in a breath. */
const MAX_GAPS = 40;
const SPREAD = 0.2;
const LONGEST_LEARNED_MS = 5 * MINUTE_MS;

/**
 * Its own word, else the setting. Extra beats at claims and completions are usual, so short gaps never shorten an interval: a pace is
 * learned only where no beat at all came at the setting's pace and the gaps are alike.
 */
export function intervalOf(beats: Beats, declaredMs: number | null, settingMs: number): Interval {
  if (declaredMs !== null) {
    const pace = paceOf(beats, declaredMs, declaredMs);
    return { ms: declaredMs, source: "declared", disagreesMs: pace !== null && pace > declaredMs ? pace : null };
  }
  const pace = paceOf(beats, settingMs, 0);
  if (pace === null) return { ms: settingMs, source: "setting", disagreesMs: null };
  return { ms: Math.min(pace, LONGEST_LEARNED_MS), source: "learned", disagreesMs: null };
}

/** Sorted in place, over and over: an array for each of ten thousand agents a second would be most of the collector's work. */
const gaps = new Float64Array(MAX_GAPS);

/**
 * The steady pace of the newest gaps, whole seconds where it is that long; null where some gap is at `expectedMs`, where they are unlike,
 * or where more than a tenth of them are below `leastMs`.
 */
function paceOf(beats: Beats, expectedMs: number, leastMs: number): number | null {
  const { start, end } = beats;
  if (end - start <= MIN_GAPS) return null;
  let count = 0;
  let below = 0;
  for (let index = end - 1; index > start && count < MAX_GAPS; index--) {
    if (isSignOff(wordAt(beats, index - 1))) continue;
    const gap = timeAt(beats, index) - timeAt(beats, index - 1);
    if (Math.abs(gap - expectedMs) <= SPREAD * expectedMs) return null;
    if (gap < leastMs && ++below > MAX_GAPS / 10) return null;
    gaps[count++] = gap;
  }
  if (count < MIN_GAPS) return null;
  const sorted = gaps.subarray(0, count).sort();
  const median = quantile(sorted, 0.5);
  const alike = quantile(sorted, 0.1) >= (1 - SPREAD) * median && quantile(sorted, 0.9) <= (1 + SPREAD) * median;
  if (!alike || median <= 0) return null;
  return median < 2 * SECOND_MS ? Math.max(1, Math.round(median)) : Math.round(median / SECOND_MS) * SECOND_MS;
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.round(share * (sorted.length - 1))] ?? 0;
}
