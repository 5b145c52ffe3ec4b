import type { Series } from "./series.ts";
import { lastKnown } from "./series.ts";
import styles from "./TimeSeries.module.css";
import { useAtMostEvery } from "#ui/use-at-most-every.ts";
import { formatDuration } from "#util/format.ts";
import { SECOND_MS } from "#util/units.ts";
import { Suspense, lazy } from "react";

export interface StackedSeriesProps {
  /** What is shown, such as "Tasks by state": the figure's name. */
  name: string;
  /** The lowest first, at most three. All have the same moments. New array only when it changed. */
  layers: readonly Series[];
  /** Drawn over the layers on a scale of its own, at the right. */
  line: Series;
  window: { from: number; to: number };
  /** Buckets that begin here or later are still running: drawn open. */
  openFrom: number;
  format: (value: number) => string;
  /** Writes a value of the line. */
  formatLine: (value: number) => string;
  /** The line's scale goes in steps of this, so that its marks are round: 60,000 for minutes. */
  lineStep: number;
  /** Changes when something else is shown than before, such as another range: then it is drawn at once. */
  subject: string;
  heightPx?: number;
}

/** Of buckets of a minute; each drawing costs the page's thread some ten to a hundred milliseconds. */
const DRAW_EVERY_MS = 10 * SECOND_MS;

const Chart = lazy(() => import("./StackedSeriesChart.tsx").then((module) => ({ default: module.StackedSeriesChart })));

/** Amounts on top of each other over time and one line over them, drawn again every ten seconds, and the same in words. */
export function StackedSeries(props: StackedSeriesProps) {
  return <Drawing key={props.subject} {...props} />;
}

function Drawing(props: StackedSeriesProps) {
  const { name, heightPx = 200 } = props;
  const shown = useAtMostEvery(props, DRAW_EVERY_MS);
  return (
    <figure className={styles.figure} aria-label={name}>
      <div className={styles.plot} style={{ height: heightPx }} aria-hidden="true">
        <Suspense fallback={null}>
          <Chart shown={shown} />
        </Suspense>
      </div>
      <figcaption className={styles.words}>{inWords(shown)}</figcaption>
    </figure>
  );
}

function inWords({ name, layers, line, window, openFrom, format, formatLine }: StackedSeriesProps): string {
  const told = [...layers.map((layer) => wordsOf(layer, openFrom, format)), wordsOf(line, openFrom, formatLine)];
  return `${name}, last ${formatDuration(window.to - window.from)}. ${told.join(". ")}.`;
}

function wordsOf({ label, points }: Series, openFrom: number, format: (value: number) => string): string {
  const known = points.flatMap((point) => (point.value === null ? [] : [point.value]));
  const last = lastKnown(points, openFrom);
  if (last === null) return `${label}: nothing known`;
  return `${label}: ${format(last)}, at most ${format(known.reduce((most, value) => Math.max(most, value), 0))}`;
}
