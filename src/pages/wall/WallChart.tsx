import styles from "./WallChart.module.css";
import { linePaths } from "#ui/time-series/line-paths.ts";
import { niceTop, thin } from "#ui/time-series/series.ts";
import { wordsWidth } from "#model/wall/text-width.ts";
import { formatDuration } from "#util/format.ts";
import { memo, useMemo } from "react";

interface WallChartProps {
  /** What it shows, in words. */
  name: string;
  /** The first one is the stronger; at most two. */
  series: readonly { label: string; points: readonly { at: number; value: number | null }[] }[];
  window: { from: number; to: number };
  openFrom: number;
  format: (value: number) => string;
  /** In roots. */
  width: number;
  height: number;
}

const LEAST_HEIGHT = 3.4;
const AXIS_HEIGHT = 1.4;
const MOST_POINTS = 240;

/** A shape to be seen from far away: two lines, the top of the scale, and how far back it goes. Nothing where there is no room. */
export const WallChart = memo(function WallChart(props: WallChartProps) {
  const { name, series, window, openFrom, format, width, height } = props;
  const thinned = useMemo(() => series.map((one) => ({ ...one, points: thin(one.points, MOST_POINTS) })), [series]);
  if (height < LEAST_HEIGHT || thinned.every(({ points }) => points.length < 2)) return null;
  const top = niceTop(Math.max(0, ...thinned.flatMap(({ points }) => points.map(({ value }) => value ?? 0))));
  const scale = format(top);
  // A hundred units to the root: the picture is drawn once, and is as large as its place.
  const plot = { width: Math.max(1, width - wordsWidth(scale) - 0.6) * 100, height: (height - AXIS_HEIGHT) * 100 };
  const x = (at: number): number => (plot.width * (at - window.from)) / Math.max(1, window.to - window.from);
  const y = (value: number): number => plot.height - 6 - ((plot.height - 12) * value) / top;
  return (
    <figure className={styles.chart} aria-label={name} style={{ blockSize: `${height}em` }}>
      <span className={styles.top}>{scale}</span>
      <svg
        className={styles.plot}
        viewBox={`0 0 ${plot.width} ${plot.height}`}
        style={{ inlineSize: `${plot.width / 100}em`, blockSize: `${plot.height / 100}em` }}
        aria-hidden="true"
      >
        <line className={styles.axis} x1={0} x2={plot.width} y1={plot.height - 3} y2={plot.height - 3} />
        {thinned.toReversed().map(({ label, points }) => {
          const { closed, open } = linePaths(points, openFrom, x, y);
          return (
            <g key={label} data-line={label} className={label === thinned[0]?.label ? styles.strong : styles.soft}>
              {closed !== "" && <path d={closed} />}
              {open !== "" && <path d={open} strokeDasharray="12 14" />}
            </g>
          );
        })}
      </svg>
      <figcaption className={styles.axisWords}>
        <span>{`${formatDuration(window.to - window.from)} ago`}</span>
        <span className={styles.keys}>
          {thinned.map(({ label }, index) => (
            <span key={label} className={index === 0 ? styles.strongKey : styles.softKey}>
              {label}
            </span>
          ))}
        </span>
        <span>now</span>
      </figcaption>
    </figure>
  );
});
