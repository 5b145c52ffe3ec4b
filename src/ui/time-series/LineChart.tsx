import { linePaths } from "./line-paths.ts";
import { lastKnown, niceTop, spread, thin } from "./series.ts";
import type { TimeSeriesProps } from "./TimeSeries.tsx";
import styles from "./TimeSeries.module.css";
import { clockTicks, zoneOffsetMs } from "#ui/beat-strip/clock-ticks.ts";
import { formatClock } from "#util/format.ts";
import { useCallback, useMemo, useState } from "react";

const MOST_POINTS = 300;
const LABEL_ROOM = 17;
const AXIS_HEIGHT = 22;
const TOP_MARGIN = 8;
const SCALE_WIDTH = 44;
const LABELS_WIDTH = 136;
const RAMP = ["var(--series-1)", "var(--series-2)", "var(--series-3)", "var(--series-4)"] as const;

/**
 * The drawn part of `TimeSeries`: a few paths and two axes. Not by recharts, which the Overview would otherwise load and evaluate whole
 * for its lines (docs/decisions/0008-lines-without-recharts.md).
 */
export function LineChart({ series, window, openFrom, format, heightPx = 160 }: TimeSeriesProps) {
  const [width, setWidth] = useState(0);
  const measure = useCallback((element: HTMLDivElement | null) => {
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const thinned = useMemo(
    () => series.slice(0, RAMP.length).map((one) => ({ ...one, points: thin(one.points, MOST_POINTS) })),
    [series],
  );
  const top = niceTop(Math.max(0, ...thinned.flatMap(({ points }) => points.map((point) => point.value ?? 0))));
  const right = Math.max(SCALE_WIDTH + 76, width - LABELS_WIDTH) - 4;
  const bottom = heightPx - AXIS_HEIGHT;
  const x = (at: number): number =>
    SCALE_WIDTH + ((right - SCALE_WIDTH) * (at - window.from)) / Math.max(1, window.to - window.from);
  const y = (value: number): number => bottom - ((bottom - TOP_MARGIN) * value) / top;
  const ticks = clockTicks(window, Math.max(2, Math.floor((width - LABELS_WIDTH) / 90)), zoneOffsetMs(window.to));

  const labels = thinned.map(({ key, label, points }) => ({ key, label, last: lastKnown(points, openFrom) }));
  const places = spread(
    labels.map(({ last }) => y(last ?? 0) - LABEL_ROOM / 2),
    LABEL_ROOM,
    heightPx - LABEL_ROOM,
  );

  return (
    <div className={styles.chart} ref={measure}>
      {width > 0 && (
        <svg className={styles.lines} width={right + 4} height={heightPx}>
          {[0, top / 2, top].map((value) => (
            <g key={value}>
              <line className={styles.grid} x1={SCALE_WIDTH} x2={right} y1={y(value)} y2={y(value)} />
              <text x={SCALE_WIDTH - 8} y={y(value) + 4} textAnchor="end">
                {format(value)}
              </text>
            </g>
          ))}
          <line className={styles.axis} x1={SCALE_WIDTH} x2={right} y1={bottom} y2={bottom} />
          {ticks.map((at) => (
            <g key={at}>
              <line className={styles.axis} x1={x(at)} x2={x(at)} y1={bottom} y2={bottom + 4} />
              <text x={x(at)} y={bottom + 16} textAnchor="middle">
                {formatClock(at, window.to)}
              </text>
            </g>
          ))}
          {thinned.map(({ key, points }, index) => {
            const { closed, open, dots } = linePaths(points, openFrom, x, y);
            const stroke = RAMP[index] ?? "currentColor";
            return (
              <g key={key} fill="none" stroke={stroke} strokeWidth={1.5} strokeLinejoin="round">
                {closed !== "" && <path data-line="closed" d={closed} />}
                {open !== "" && <path data-line="open" d={open} strokeDasharray="2 3" />}
                {dots.map((dot) => (
                  <circle key={dot.x} cx={dot.x} cy={dot.y} r={1.5} fill={stroke} stroke="none" />
                ))}
              </g>
            );
          })}
        </svg>
      )}
      <ul className={styles.labels}>
        {labels.map(({ key, label, last }, index) => (
          <li key={key} style={{ top: places[index] ?? 0, color: RAMP[index] ?? "inherit" }}>
            {label} <b>{last === null ? "not known" : format(last)}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}
