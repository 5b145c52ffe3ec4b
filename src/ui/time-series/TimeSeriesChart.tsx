import { lastKnown, niceTop, spread, thin, toRows } from "./series.ts";
import type { Row } from "./series.ts";
import type { TimeSeriesProps } from "./TimeSeries.tsx";
import styles from "./TimeSeries.module.css";
import { clockTicks, zoneOffsetMs } from "#ui/beat-strip/clock-ticks.ts";
import { formatClock } from "#util/format.ts";
import { useCallback, useMemo, useState } from "react";
import { CartesianGrid, Line, LineChart, XAxis, YAxis } from "recharts";

const MOST_POINTS = 300;
const LABEL_ROOM = 17;
const AXIS_HEIGHT = 22;
const TOP_MARGIN = 8;
const SCALE_WIDTH = 44;
const LABELS_WIDTH = 136;
const RAMP = ["var(--series-1)", "var(--series-2)", "var(--series-3)", "var(--series-4)"] as const;

/** The drawn part of `TimeSeries`: the only file that knows recharts. */
export function TimeSeriesChart({ series, window, openFrom, format, heightPx = 160 }: TimeSeriesProps) {
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
  const rows = useMemo(() => toRows(thinned, openFrom), [thinned, openFrom]);
  const largest = Math.max(0, ...thinned.flatMap(({ points }) => points.map((point) => point.value ?? 0)));
  const top = niceTop(largest);
  const plotHeight = heightPx - AXIS_HEIGHT - TOP_MARGIN;
  const ticks = clockTicks(window, Math.max(2, Math.floor((width - LABELS_WIDTH) / 90)), zoneOffsetMs(window.to));

  const labels = thinned.map(({ key, label, points }) => ({ key, label, last: lastKnown(points, openFrom) }));
  const places = spread(
    labels.map(({ last }) => TOP_MARGIN + plotHeight * (1 - (last ?? 0) / top) - LABEL_ROOM / 2),
    LABEL_ROOM,
    heightPx - LABEL_ROOM,
  );

  return (
    <div className={styles.chart} ref={measure}>
      {width > 0 && (
        <LineChart
          width={Math.max(120, width - LABELS_WIDTH)}
          height={heightPx}
          data={rows}
          margin={{ top: TOP_MARGIN, right: 4, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey={momentOf}
            type="number"
            domain={[window.from, window.to]}
            allowDataOverflow
            ticks={ticks}
            tickFormatter={(at: number) => formatClock(at, window.to)}
            height={AXIS_HEIGHT}
            tickSize={4}
            stroke="var(--line-strong)"
            tick={{ fill: "var(--text-quiet)", fontSize: 12 }}
          />
          <YAxis
            domain={[0, top]}
            ticks={[0, top / 2, top]}
            tickFormatter={(value: number) => format(value)}
            width={SCALE_WIDTH}
            axisLine={false}
            tickLine={false}
            tick={{ fill: "var(--text-quiet)", fontSize: 12 }}
          />
          {thinned.map(({ key }, index) => (
            <Line
              key={`closed ${key}`}
              dataKey={(row: Row) => row.closed.get(key) ?? null}
              stroke={RAMP[index] ?? "currentColor"}
              strokeWidth={1.5}
              dot={(dot: DotPlace) => lonelyDot(dot, rows, key, RAMP[index] ?? "currentColor")}
              activeDot={false}
              isAnimationActive={false}
              type="linear"
            />
          ))}
          {thinned.map(({ key }, index) => (
            <Line
              key={`open ${key}`}
              dataKey={(row: Row) => row.open.get(key) ?? null}
              stroke={RAMP[index] ?? "currentColor"}
              strokeWidth={1.5}
              strokeDasharray="2 3"
              dot={false}
              activeDot={false}
              isAnimationActive={false}
              type="linear"
            />
          ))}
        </LineChart>
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

interface DotPlace {
  cx?: number | undefined;
  cy?: number | undefined;
  index?: number | undefined;
}

/** A value between two gaps has no line: it is drawn as a dot, or it would be gone. */
function lonelyDot({ cx, cy, index = 0 }: DotPlace, rows: readonly Row[], key: string, colour: string) {
  const known = (row: Row | undefined): boolean => (row?.closed.get(key) ?? null) !== null;
  if (cx === undefined || cy === undefined || !known(rows[index])) return null;
  if (known(rows[index - 1]) || known(rows[index + 1])) return null;
  return <circle key={index} cx={cx} cy={cy} r={1.5} fill={colour} />;
}

function momentOf(row: Row): number {
  return row.at;
}
