import type { BeatBounds, BeatHistory, TimeWindow } from "./beat-marks.ts";
import { beatMarks } from "./beat-marks.ts";
import { beatSummary } from "./beat-summary.ts";
import styles from "./BeatStrip.module.css";
import { drawBeats } from "./draw-beats.ts";
import { useLit } from "./use-lit.ts";
import type { Draw } from "#ui/canvas/Drawing.tsx";
import { Drawing } from "#ui/canvas/Drawing.tsx";
import { memo, useCallback, useMemo } from "react";

interface BeatStripProps {
  history: BeatHistory;
  /** One object for all rows of a list: what makes them comparable. */
  window: TimeWindow;
  bounds: BeatBounds;
  /** The axis' ticks (`clockTicks`), drawn as hairlines; one array for all rows. */
  gridAt?: readonly number[];
  /** Where the open end ends; the window's end when left out. */
  now?: number;
}

const NO_GRID: readonly number[] = [];

/** An agent's beats over a stretch of time that all rows share, with the same in words for those who do not see it. */
export const BeatStrip = memo(function BeatStrip(props: BeatStripProps) {
  const { history, window, bounds, gridAt = NO_GRID, now = window.to } = props;
  const marks = useMemo(() => beatMarks(history, window, bounds, now), [history, window, bounds, now]);
  const { intervalMs, lastBeatAt } = history;
  const lit = useLit(lastBeatAt >= window.from && lastBeatAt <= window.to ? lastBeatAt : null);
  const litAt = lit ? lastBeatAt : null;
  const draw: Draw = useCallback(
    (context, size, palette) => drawBeats(context, size, palette, { marks, window, intervalMs, gridAt, litAt }),
    [marks, window, intervalMs, gridAt, litAt],
  );
  return (
    <span className={styles.strip}>
      <Drawing draw={draw} />
      <span className={styles.words}>{beatSummary(marks, { from: window.from, to: now }, lastBeatAt)}</span>
    </span>
  );
});
