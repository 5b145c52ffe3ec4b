import styles from "./ServerPage.module.css";
import type { LinePoint, ServerLine } from "#model/server/server-watch.ts";
import { Panel } from "#ui/panel/Panel.tsx";
import { TimeSeries } from "#ui/time-series/TimeSeries.tsx";
import { formatBytes, formatCount, formatDuration, formatFigure } from "#util/format.ts";
import { MINUTE_MS } from "#util/units.ts";
import { useMemo } from "react";

interface Chart {
  name: string;
  lines: readonly { line: ServerLine; label: string }[];
  format: (value: number) => string;
}

const CHARTS: readonly Chart[] = [
  {
    name: "Messages a second",
    lines: [
      { line: "in-messages", label: "in" },
      { line: "out-messages", label: "out" },
    ],
    format: formatFigure,
  },
  {
    name: "Bytes a second",
    lines: [
      { line: "in-bytes", label: "in" },
      { line: "out-bytes", label: "out" },
    ],
    format: wholeBytes,
  },
  { name: "Connections", lines: [{ line: "connections", label: "open" }], format: formatCount },
  { name: "CPU in percent of a core", lines: [{ line: "cpu", label: "CPU" }], format: formatFigure },
  { name: "Memory", lines: [{ line: "memory", label: "memory" }], format: wholeBytes },
  { name: "File storage", lines: [{ line: "storage", label: "stored" }], format: wholeBytes },
  { name: "Subscriptions", lines: [{ line: "subscriptions", label: "subscribed" }], format: formatCount },
  {
    name: "JetStream requests a second",
    lines: [
      { line: "api", label: "all" },
      { line: "api-errors", label: "errors" },
    ],
    format: formatFigure,
  },
];

const CHART_PX = 104;
/** Two looks make one rate. */
const LEAST_LOOKS = 3;
const LEAST_SHOWN_MS = 5 * MINUTE_MS;

/** The axis has no room for tenths. */
function wholeBytes(bytes: number): string {
  const unit = 1024 ** Math.floor(Math.log2(Math.max(1, bytes)) / 10);
  return formatBytes(Math.round(bytes / unit) * unit);
}

/** As far back as this page watched it. */
export function OverTimePanel({ lines }: { lines: ReadonlyMap<ServerLine, readonly LinePoint[]> }) {
  const looks = lines.get("connections") ?? [];
  const [first, last] = [looks[0], looks.at(-1)];
  if (first === undefined || last === undefined || looks.length < LEAST_LOOKS) {
    return (
      <Panel heading="Over time">
        <p className={styles.quiet}>
          Begins to show once it was looked at a few times; every 5 seconds while a page asks.
        </p>
      </Panel>
    );
  }
  // An axis of a few seconds would say the same minute several times.
  const from = Math.min(first.at, last.at - LEAST_SHOWN_MS);
  return (
    <Panel heading="Over time" aside={`the last ${formatDuration(last.at - first.at)}, while this page watched`}>
      <div className={styles.charts}>
        {CHARTS.map((chart) => (
          <Lines key={chart.name} chart={chart} lines={lines} from={from} to={last.at} />
        ))}
      </div>
    </Panel>
  );
}

interface LinesProps {
  chart: Chart;
  lines: ReadonlyMap<ServerLine, readonly LinePoint[]>;
  from: number;
  to: number;
}

function Lines({ chart, lines, from, to }: LinesProps) {
  const series = useMemo(
    () => chart.lines.map(({ line, label }) => ({ key: line, label, points: lines.get(line) ?? [] })),
    [chart, lines],
  );
  if (series.every(({ points }) => points.every(({ value }) => value === null))) return null;
  return (
    <div>
      <h3 className={styles.chartName}>{chart.name}</h3>
      {/* Every look is whole: no bucket is running. */}
      <TimeSeries
        name={chart.name}
        series={series}
        window={{ from, to }}
        openFrom={to + 1}
        format={chart.format}
        heightPx={CHART_PX}
      />
    </div>
  );
}
