import { clockTicks, zoneOffsetMs } from "#ui/beat-strip/clock-ticks.ts";
import { formatClock } from "#util/format.ts";
import styles from "./SpanChart.module.css";

export interface Span {
  key: string;
  from: number;
  /** Null: it goes on. */
  to: number | null;
  /** A hue only while it calls for somebody; what is over is grey. */
  look: "critical" | "warning" | "notice" | "over";
  /** Its end was not seen: drawn open. */
  open: boolean;
  title: string;
}

export interface SpanRow {
  key: string;
  label: string;
  spans: readonly Span[];
}

interface SpanChartProps {
  /** For screen readers, with what is said of it beside it. */
  name: string;
  rows: readonly SpanRow[];
  window: { from: number; to: number };
  /** Nobody looked before: hatched, which is not empty. */
  watchedSince: number;
}

/** Stretches of time over one axis, a line for each thing that they belong to. */
export function SpanChart({ name, rows, window, watchedSince }: SpanChartProps) {
  const place = (at: number): string => `${(100 * (at - window.from)) / Math.max(1, window.to - window.from)}%`;
  const ticks = clockTicks(window, 8, zoneOffsetMs(window.to));
  return (
    <figure className={styles.chart} aria-label={name}>
      <ul className={styles.rows}>
        {rows.map(({ key, label, spans }) => (
          <li key={key} className={styles.row}>
            <span className={styles.label} title={label}>
              {label}
            </span>
            <span className={styles.track}>
              {watchedSince > window.from && (
                <span className={styles.unwatched} style={{ width: place(Math.min(watchedSince, window.to)) }} />
              )}
              {spans.map((span) => {
                const from = Math.max(span.from, window.from);
                const to = Math.min(span.to ?? window.to, window.to);
                return (
                  <span
                    key={span.key}
                    className={`${styles.span} ${styles[span.look]}`}
                    data-open={span.open}
                    title={span.title}
                    style={{ left: place(from), width: place(window.from + Math.max(0, to - from)) }}
                  />
                );
              })}
            </span>
          </li>
        ))}
      </ul>
      <div className={styles.axis} aria-hidden="true">
        <span />
        <span className={styles.ticks}>
          {ticks.map((at) => (
            <span key={at} className={styles.tick} style={{ left: place(at) }}>
              {formatClock(at, window.to)}
            </span>
          ))}
        </span>
      </div>
    </figure>
  );
}
