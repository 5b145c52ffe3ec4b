import type { TimeWindow } from "./beat-marks.ts";
import styles from "./BeatStrip.module.css";
import { formatClock } from "#util/format.ts";

/** The clock over a column of strips: one tick for each moment of `ticksAt`, and where now is. */
export function TimeAxis({ window, ticksAt }: { window: TimeWindow; ticksAt: readonly number[] }) {
  const span = window.to - window.from;
  return (
    <span className={styles.axis} aria-hidden="true">
      {ticksAt.map((at) => (
        <span key={at} className={styles.tick} style={{ insetInlineStart: `${((at - window.from) / span) * 100}%` }}>
          {formatClock(at, window.to)}
        </span>
      ))}
      <span className={styles.now}>now</span>
    </span>
  );
}
