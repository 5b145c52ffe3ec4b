/** A stretch of time in milliseconds, `to` being now. */
export interface TimeWindow {
  from: number;
  to: number;
}

export interface BeatHistory {
  /** Times of the beats held, ascending, in milliseconds on the clock of the window. */
  beatsAt: readonly number[];
  /** Before this moment beats are not held, or not read yet. */
  heldSince: number;
  /** The newest beat of all, also when it lies before the window. */
  lastBeatAt: number;
  intervalMs: number;
  /** Beats that said that the agent stops: nothing is owed in the gap after one. */
  signOffsAt: readonly number[];
}

/** When a gap counts as late and as silence, in intervals. */
export interface BeatBounds {
  lateAfterIntervals: number;
  silentAfterIntervals: number;
}

/** How the time since the last beat stands. */
export type OpenEnd = "waiting" | "late" | "silent" | "signed-off";

/** What is drawn, by time; the canvas knows nothing else of an agent. */
export type BeatMark =
  /** A full bar. */
  | { kind: "on-time"; at: number }
  /** A half bar: this beat came after a gap of at least `lateAfterIntervals`. */
  | { kind: "late"; at: number }
  /** Beats that were due at `firstDueAt`, `firstDueAt + stepMs`, … `count` times. `silent`: the gap grew to a silence (crosses), else a gap. */
  | { kind: "missed"; firstDueAt: number; stepMs: number; count: number; silent: boolean }
  /** An outline: not held or not read yet, which says nothing of the agent. */
  | { kind: "not-held"; from: number; to: number }
  /** From the last beat to now. */
  | { kind: "open-end"; from: number; to: number; state: OpenEnd };

/**
 * Lays the beats of one agent out over a window.
 *
 * A gap of `g` between two beats has `floor(g / interval - 0.5)` missed beats, the open gap after the last one likewise
 * (half an interval of lateness is nobody's miss); a gap that ends before the window is left out, and so is one that
 * begins before `heldSince` (beats may lie in it that were not read) or with a sign-off. Nothing is newer than `lastBeatAt`, so the gap after it is always known.
 *
 * @returns marks by time of their start, at most two for each beat in the window plus three
 */
export function beatMarks(history: BeatHistory, window: TimeWindow, bounds: BeatBounds): BeatMark[] {
  const marks: BeatMark[] = [];
  const heldFrom = Math.min(history.heldSince, history.lastBeatAt, window.to);
  if (heldFrom > window.from) marks.push({ kind: "not-held", from: window.from, to: heldFrom });
  const signOffs = new Set(history.signOffsAt);
  let before: number | null = null;
  for (const at of history.beatsAt) {
    if (at > window.to) break;
    if (at >= window.from) {
      const known = before !== null && before >= history.heldSince && !signOffs.has(before) ? before : null;
      const gap = known === null ? 0 : at - known;
      if (known !== null) pushMissed(marks, known, at, history.intervalMs, window, bounds);
      marks.push({ kind: gap >= bounds.lateAfterIntervals * history.intervalMs ? "late" : "on-time", at });
    }
    before = at;
  }
  pushOpenEnd(
    marks,
    Math.max(before ?? history.lastBeatAt, newestUntil(history.lastBeatAt, window.to)),
    history,
    window,
    bounds,
  );
  return marks;
}

/** A beat that is newer than the window's end is not to be known in it. */
function newestUntil(lastBeatAt: number, to: number): number {
  return lastBeatAt <= to ? lastBeatAt : Number.NEGATIVE_INFINITY;
}

function pushOpenEnd(
  marks: BeatMark[],
  last: number,
  history: BeatHistory,
  window: TimeWindow,
  bounds: BeatBounds,
): void {
  if (last > window.to) return;
  const from = Math.max(last, window.from);
  if (history.signOffsAt.includes(last)) {
    marks.push({ kind: "open-end", from, to: window.to, state: "signed-off" });
    return;
  }
  pushMissed(marks, last, window.to, history.intervalMs, window, bounds);
  const gap = window.to - last;
  const state =
    gap < bounds.lateAfterIntervals * history.intervalMs
      ? "waiting"
      : gap < bounds.silentAfterIntervals * history.intervalMs
        ? "late"
        : "silent";
  marks.push({ kind: "open-end", from, to: window.to, state });
}

function pushMissed(
  marks: BeatMark[],
  before: number,
  after: number,
  intervalMs: number,
  window: TimeWindow,
  bounds: BeatBounds,
): void {
  const gap = after - before;
  const missed = missedIn(gap, intervalMs);
  const skipped = Math.max(0, Math.ceil((window.from - before) / intervalMs) - 1);
  if (missed <= skipped) return;
  marks.push({
    kind: "missed",
    firstDueAt: before + (skipped + 1) * intervalMs,
    stepMs: intervalMs,
    count: missed - skipped,
    silent: gap >= bounds.silentAfterIntervals * intervalMs,
  });
}

/** Beats that should have come within a gap and did not. */
export function missedIn(gapMs: number, intervalMs: number): number {
  return Math.max(0, Math.floor(gapMs / intervalMs - 0.5));
}

/** How many beats lie in the window and how many are missing there: what the text alternative says. */
export function countMarks(marks: readonly BeatMark[]): { beats: number; late: number; missed: number } {
  const counts = { beats: 0, late: 0, missed: 0 };
  for (const mark of marks) {
    if (mark.kind === "on-time" || mark.kind === "late") counts.beats += 1;
    if (mark.kind === "late") counts.late += 1;
    if (mark.kind === "missed") counts.missed += mark.count;
  }
  return counts;
}
