import { lastKnown, spread, thin, toRows } from "./series.ts";
import type { Row } from "./series.ts";
import { countTop, durationTop, thinByPeak } from "./stacked.ts";
import type { StackedSeriesProps } from "./StackedSeries.tsx";
import styles from "./TimeSeries.module.css";
import { clockTicks, zoneOffsetMs } from "#ui/beat-strip/clock-ticks.ts";
import { formatClock } from "#util/format.ts";
import { memo, useCallback, useMemo, useState } from "react";
import { Area, CartesianGrid, ComposedChart, Line, XAxis, YAxis } from "recharts";

const MOST_POINTS = 180;
const LABEL_ROOM = 17;
const AXIS_HEIGHT = 22;
const TOP_MARGIN = 8;
const SCALE_WIDTH = 44;
const LINE_SCALE_WIDTH = 52;
const LABELS_WIDTH = 128;
/** Of a layer's area and its upper edge; the darkest lies lowest. */
const FILLS = [
  { edge: "var(--series-2)", area: "var(--series-2)", opacity: 0.5 },
  { edge: "var(--series-3)", area: "var(--series-3)", opacity: 0.35 },
  { edge: "var(--series-4)", area: "var(--series-4)", opacity: 0.18 },
] as const;
const LINE_COLOUR = "var(--text)";

/** The drawn part of `StackedSeries`. */
export const StackedSeriesChart = memo(function StackedSeriesChart({ shown }: { shown: StackedSeriesProps }) {
  const { layers, line, window, openFrom, format, formatLine, lineStep, heightPx = 200 } = shown;
  const [width, setWidth] = useState(0);
  const measure = useCallback((element: HTMLDivElement | null) => {
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const stacked = useMemo(
    () => layers.slice(0, FILLS.length).map((one) => ({ ...one, points: thin(one.points, MOST_POINTS) })),
    [layers],
  );
  const over = useMemo(() => ({ ...line, points: thinByPeak(line.points, MOST_POINTS) }), [line]);
  const rows = useMemo(() => toRows([...stacked, over], openFrom), [stacked, over, openFrom]);
  const top = useMemo(() => countTop(Math.max(0, ...rows.map((row) => heightOf(row, stacked)))), [rows, stacked]);
  const lineTop = durationTop(Math.max(0, ...over.points.map(({ value }) => value ?? 0)), lineStep);
  const plotHeight = heightPx - AXIS_HEIGHT - TOP_MARGIN;
  const ticks = clockTicks(window, Math.max(2, Math.floor((width - LABELS_WIDTH) / 90)), zoneOffsetMs(window.to));

  const lasts = stacked.map(({ points }) => lastKnown(points, openFrom));
  const lineLast = lastKnown(over.points, openFrom);
  const labels = [
    ...stacked.map(({ key, label }, index) => {
      const under = lasts.slice(0, index).reduce<number>((sum, value) => sum + (value ?? 0), 0);
      const last = lasts[index] ?? null;
      return {
        key,
        label,
        swatch: swatchOf(index),
        last,
        format,
        share: (under + (last ?? 0) / 2) / top,
      };
    }),
    {
      key: over.key,
      label: over.label,
      swatch: LINE_SWATCH,
      last: lineLast,
      format: formatLine,
      share: (lineLast ?? 0) / lineTop,
    },
  ];
  const places = spread(
    labels.map(({ share }) => TOP_MARGIN + plotHeight * (1 - share) - LABEL_ROOM / 2),
    LABEL_ROOM,
    heightPx - LABEL_ROOM,
  );

  return (
    <div className={styles.chart} ref={measure}>
      {width > 0 && (
        <ComposedChart
          width={Math.max(120, width - LABELS_WIDTH)}
          height={heightPx}
          data={rows}
          margin={{ top: TOP_MARGIN, right: 0, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid yAxisId="depth" vertical={false} stroke="var(--line)" />
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
            tick={TICK}
          />
          <YAxis
            yAxisId="depth"
            domain={[0, top]}
            ticks={[0, top / 2, top]}
            tickFormatter={(value: number) => format(value)}
            width={SCALE_WIDTH}
            axisLine={false}
            tickLine={false}
            tick={TICK}
          />
          <YAxis
            yAxisId="line"
            orientation="right"
            domain={[0, lineTop]}
            ticks={[lineTop / 2, lineTop]}
            tickFormatter={(value: number) => formatLine(value)}
            width={LINE_SCALE_WIDTH}
            axisLine={false}
            tickLine={false}
            tick={TICK}
          />
          {PARTS.flatMap((part) =>
            stacked.map(({ key }, index) => (
              <Area
                key={`${part} ${key}`}
                yAxisId="depth"
                stackId={part}
                dataKey={(row: Row) => row[part].get(key) ?? null}
                stroke={FILLS[index]?.edge ?? "none"}
                strokeWidth={1}
                {...(part === "open" ? { strokeDasharray: "2 3" } : {})}
                fill={FILLS[index]?.area ?? "none"}
                fillOpacity={(FILLS[index]?.opacity ?? 0) * (part === "open" ? 0.4 : 1)}
                dot={false}
                activeDot={false}
                isAnimationActive={false}
                type="linear"
              />
            )),
          )}
          {PARTS.map((part) => (
            <Line
              key={`${part} line`}
              yAxisId="line"
              dataKey={(row: Row) => row[part].get(over.key) ?? null}
              stroke={LINE_COLOUR}
              strokeWidth={1.5}
              {...(part === "open" ? { strokeDasharray: "2 3" } : {})}
              dot={false}
              activeDot={false}
              isAnimationActive={false}
              type="linear"
            />
          ))}
        </ComposedChart>
      )}
      <ul className={styles.labels}>
        {labels.map(({ key, label, swatch, last, format: write }, index) => (
          <li key={key} style={{ top: places[index] ?? 0 }}>
            <span className={styles.swatch} style={swatch} />
            {label} <b>{last === null ? "not known" : write(last)}</b>
          </li>
        ))}
      </ul>
    </div>
  );
});

const PARTS = ["closed", "open"] as const;
const TICK = { fill: "var(--text-quiet)", fontSize: 12 } as const;

/** What stands before a label: the layer as it is drawn, its edge on top, or a stretch of the line. */
function swatchOf(index: number) {
  const fill = FILLS[index];
  if (fill === undefined) return {};
  const share = Math.round(fill.opacity * 100);
  return {
    borderBlockStart: `1px solid ${fill.edge}`,
    background: `color-mix(in oklch, ${fill.area} ${share}%, transparent)`,
  };
}

const LINE_SWATCH = { height: 2, background: LINE_COLOUR };

function heightOf(row: Row, layers: readonly { key: string }[]): number {
  return layers.reduce((sum, { key }) => sum + (row.closed.get(key) ?? row.open.get(key) ?? 0), 0);
}

function momentOf(row: Row): number {
  return row.at;
}
