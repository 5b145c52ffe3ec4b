import type { BeatHistory } from "#model/beat-history.ts";
import type { LivenessBounds } from "#model/liveness.ts";
import type { ServerMs } from "#util/units.ts";

/** A stretch without the beats that were due in it. */
export interface BeatGap {
  from: ServerMs;
  /** The beat that ended it; null while it lasts. */
  until: ServerMs | null;
  lengthMs: number;
  missed: number;
  kind: "late" | "silent";
}

/**
 * The gaps within the beats held that were longer than on time, newest first; the open one is the first of them.
 * @param now the moment as of which the fleet is seen; null without a clock: then the gap after the last beat is left out
 */
export function beatGaps(history: BeatHistory, bounds: LivenessBounds, now: ServerMs | null): BeatGap[] {
  const { beatsAt, heldSince, intervalMs, lastBeatAt } = history;
  const signOffs = new Set(history.signOffsAt);
  const gaps: BeatGap[] = [];
  const push = (from: ServerMs, until: ServerMs | null, to: ServerMs): void => {
    const lengthMs = to - from;
    if (signOffs.has(from) || lengthMs < bounds.lateAfterIntervals * intervalMs) return;
    const missed = Math.max(0, Math.floor(lengthMs / intervalMs - 0.5));
    gaps.push({
      from,
      until,
      lengthMs,
      missed,
      kind: lengthMs < bounds.silentAfterIntervals * intervalMs ? "late" : "silent",
    });
  };
  for (const [index, at] of beatsAt.entries()) {
    const before = beatsAt[index - 1];
    if (before !== undefined && before >= heldSince) push(before, at, at);
  }
  if (now !== null) push(lastBeatAt, null, now);
  return gaps.reverse();
}
