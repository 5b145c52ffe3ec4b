import { LineChart } from "./LineChart.tsx";
import type { Series } from "./series.ts";
import { lastKnown } from "./series.ts";
import styles from "./TimeSeries.module.css";
import { useAtMostEvery } from "#ui/use-at-most-every.ts";
import { SECOND_MS } from "#util/units.ts";
import { formatDuration } from "#util/format.ts";

export interface TimeSeriesProps {
  /** What is shown, such as "Messages a minute by channel": the figure's name. */
  name: string;
  /** At most four: the neutral ramp has no more steps that can be told apart. New array only when it changed. */
  series: readonly Series[];
  window: { from: number; to: number };
  /** Buckets that begin here or later are still running: drawn open and dashed. */
  openFrom: number;
  /** Writes a value for a person, unit included. */
  format: (value: number) => string;
  heightPx?: number;
}

/** Lines over time with a label at the end of each, drawn again at most once a second, and the same in words. */
export function TimeSeries(props: TimeSeriesProps) {
  const { name, heightPx = 160 } = props;
  const shown = useAtMostEvery(props, SECOND_MS);
  return (
    <figure className={styles.figure} aria-label={name}>
      <div className={styles.plot} style={{ height: heightPx }} aria-hidden="true">
        <LineChart {...shown} heightPx={heightPx} />
      </div>
      <figcaption className={styles.words}>{inWords(shown)}</figcaption>
    </figure>
  );
}

function inWords({ name, series, window, openFrom, format }: TimeSeriesProps): string {
  const lines = series.map(({ label, points }) => {
    const known = points.flatMap((point) => (point.value === null ? [] : [point.value]));
    const last = lastKnown(points, openFrom);
    if (last === null) return `${label}: nothing known`;
    return `${label}: ${format(last)}, between ${format(Math.min(...known))} and ${format(Math.max(...known))}`;
  });
  return `${name}, last ${formatDuration(window.to - window.from)}. ${lines.join(". ")}.`;
}
