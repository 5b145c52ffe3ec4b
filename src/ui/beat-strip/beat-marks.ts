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
 * (half an interval of lateness is nobody's miss); of a gap that reaches over an edge of the window only the beats due inside are told.
 * Left out is a gap that begins before `heldSince` (beats may lie in it that were not read) or with a sign-off. Nothing is newer than
 * `lastBeatAt`, so the gap after it is always known.
 *
 * @param now where the open end ends; the window's end when left out
 * @returns marks by time of their start, at most two for each beat in the window plus three
 */
export function beatMarks(history: BeatHistory, window: TimeWindow, bounds: BeatBounds, now = window.to): BeatMark[] {
  const marks: BeatMark[] = [];
  const seenTo = Math.min(now, window.to);
  if (seenTo < window.from) return marks;
  const heldFrom = Math.min(history.heldSince, history.lastBeatAt, seenTo);
  if (heldFrom > window.from) marks.push({ kind: "not-held", from: window.from, to: heldFrom });

  const signOffs = new Set(history.signOffsAt);
  const layout = { marks, window: { from: window.from, to: seenTo }, intervalMs: history.intervalMs, bounds };
  let before: number | null = null;
  for (const at of history.beatsAt) {
    if (at >= window.from) {
      const known: number | null =
        before !== null && before >= history.heldSince && !signOffs.has(before) ? before : null;
      const gap = known === null ? 0 : at - known;
      if (known !== null) pushMissed(layout, known, at);
      if (at > seenTo) return marks;
      marks.push({ kind: gap >= bounds.lateAfterIntervals * history.intervalMs ? "late" : "on-time", at });
    }
    before = at;
  }
  if (history.lastBeatAt > seenTo) return marks;
  pushOpenEnd(layout, Math.max(before ?? history.lastBeatAt, history.lastBeatAt), signOffs);
  return marks;
}

interface Layout {
  marks: BeatMark[];
  window: TimeWindow;
  intervalMs: number;
  bounds: BeatBounds;
}

function pushOpenEnd(layout: Layout, last: number, signOffs: ReadonlySet<number>): void {
  const { marks, window, intervalMs, bounds } = layout;
  const end = { kind: "open-end", from: Math.max(last, window.from), to: window.to } as const;
  if (signOffs.has(last)) {
    marks.push({ ...end, state: "signed-off" });
    return;
  }
  pushMissed(layout, last, window.to);
  marks.push({ ...end, state: openState((window.to - last) / intervalMs, bounds) });
}

function openState(intervals: number, bounds: BeatBounds): OpenEnd {
  if (intervals < bounds.lateAfterIntervals) return "waiting";
  return intervals < bounds.silentAfterIntervals ? "late" : "silent";
}

function pushMissed({ marks, window, intervalMs, bounds }: Layout, before: number, after: number): void {
  const gap = after - before;
  const dueUntil = Math.floor((window.to - before) / intervalMs);
  const missed = Math.min(missedIn(gap, intervalMs), dueUntil);
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
