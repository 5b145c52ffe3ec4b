import type { TimeWindow } from "./beat-marks.ts";
import styles from "./BeatStrip.module.css";
import { formatClock } from "#util/format.ts";

interface TimeAxisProps {
  window: TimeWindow;
  ticksAt: readonly number[];
  /** The window ends now. False: it ended when we last saw, and says when that was. */
  running?: boolean;
}

/** From here on a tick's words run into the end's where the axis is short. */
const LATE = 0.7;

/** The clock over a column of strips: one tick for each moment of `ticksAt`, and where the window ends. */
export function TimeAxis({ window, ticksAt, running = true }: TimeAxisProps) {
  const span = window.to - window.from;
  return (
    <span className={styles.axis} aria-hidden="true">
      {ticksAt.map((at) => (
        <span
          key={at}
          className={(at - window.from) / span > LATE ? styles.late : styles.tick}
          style={{ insetInlineStart: `${((at - window.from) / span) * 100}%` }}
        >
          {formatClock(at, window.to)}
        </span>
      ))}
      <span className={styles.now}>{running ? "now" : formatClock(window.to, window.to)}</span>
    </span>
  );
}
