import type { Beats } from "./beats.ts";
import type { BlindSpan } from "./blind-spans.ts";
import { blindWithin } from "./blind-spans.ts";
import { declaredIn, isSignOff, timeAt, wordAt } from "./beats.ts";
import type { LivenessBounds } from "./liveness.ts";
import type { ServerMs } from "#util/units.ts";

/** What the gaps between the beats held tell of the past. */
export interface GapFacts {
  missedBeats: number;
  /** When it fell silent and when it came back, oldest first, the newest `KEPT_CHANGES`. */
  changesAt: readonly ServerMs[];
  /** Beats on time in a row since it came back from its last silence, at most 3; null when no silence is held. */
  onTimeSinceSilence: number | null;
}

export const KEPT_CHANGES = 8;
const RECOVERED_AFTER = 3;
const NEVER_BLIND: readonly BlindSpan[] = [];
const NO_CHANGES: readonly ServerMs[] = [];

/**
 * Beats that should have come in a gap and did not: none up to 1.5 intervals, one up to 2.5, and so on. A gap after signing off misses
 * none. The gap of a beat is measured with the interval that beat declared, so that an agent set to another pace keeps its past.
 * @param intervalMs for beats that declared none
 * @param blind       when no beat could have been heard: that time counts as none
 */
export function gapFacts(
  beats: Beats,
  intervalMs: number,
  bounds: LivenessBounds,
  blind: readonly BlindSpan[] = NEVER_BLIND,
): GapFacts {
  let changesAt: ServerMs[] | null = null;
  let missedBeats = 0;
  let onTime: number | null = null;
  for (let index = beats.start + 1; index < beats.end; index++) {
    const word = wordAt(beats, index - 1);
    if (isSignOff(word)) continue;
    const before = timeAt(beats, index - 1);
    const at = timeAt(beats, index);
    const gap = at - before - (blind.length === 0 ? 0 : blindWithin(blind, before, at));
    const interval = declaredIn(word) || intervalMs;
    if (gap >= bounds.silentAfterIntervals * interval) {
      missedBeats += missedIn(gap, interval);
      changesAt ??= [];
      changesAt.push(before + bounds.silentAfterIntervals * interval, at);
      onTime = 1;
    } else if (gap >= bounds.lateAfterIntervals * interval) {
      missedBeats += missedIn(gap, interval);
      if (onTime !== null) onTime = 1;
    } else if (onTime !== null && onTime < RECOVERED_AFTER) {
      onTime++;
    }
  }
  return { missedBeats, changesAt: changesAt?.slice(-KEPT_CHANGES) ?? NO_CHANGES, onTimeSinceSilence: onTime };
}

/** The same count that the judge makes of the gap that is still open. */
export function missedIn(gapMs: number, intervalMs: number): number {
  return Math.max(0, Math.floor(gapMs / intervalMs - 0.5));
}
