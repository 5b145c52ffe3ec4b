import styles from "./StreamPage.module.css";
import type { StreamRates } from "#model/streams/samples.ts";
import type { StreamPoint } from "#model/streams/stream-detail.ts";
import { Panel } from "#ui/panel/Panel.tsx";
import { TimeSeries } from "#ui/time-series/TimeSeries.tsx";
import { formatBytes, formatCount, formatDuration } from "#util/format.ts";
import { useMemo } from "react";

/** How many bytes one unit of the axis is: its steps are round in that unit, not in bytes. */
function unitOf(points: readonly StreamPoint[]): number {
  const most = Math.max(1, ...points.map(({ bytes }) => bytes));
  return 1024 ** Math.floor(Math.log2(most) / 10);
}

/** What it held over time, as far back as this page watched it. */
export function StatePanel({ points, rates }: { points: readonly StreamPoint[]; rates: StreamRates | null }) {
  const [first, last] = [points[0], points.at(-1)];
  const messages = useMemo(
    () => [{ key: "messages", label: "messages", points: points.map(({ at, messages }) => ({ at, value: messages })) }],
    [points],
  );
  const unit = unitOf(points);
  const bytes = useMemo(
    () => [{ key: "bytes", label: "bytes", points: points.map(({ at, bytes }) => ({ at, value: bytes / unit })) }],
    [points, unit],
  );
  if (first === undefined || last === undefined || rates === null || points.length < 3) {
    return (
      <Panel heading="State over time">
        <p className={styles.quiet}>
          Begins to show once it was looked at a few times; every 5 seconds while this page is open.
        </p>
      </Panel>
    );
  }
  const window = { from: first.at, to: last.at };
  // Every look is whole: no bucket is running.
  const openFrom = last.at + 1;
  return (
    <Panel
      heading="State over time"
      aside={`the last ${formatDuration(window.to - window.from)}, while this page watched`}
    >
      <div className={styles.columns}>
        <TimeSeries
          name="Messages held"
          series={messages}
          window={window}
          openFrom={openFrom}
          format={formatCount}
          heightPx={110}
        />
        <TimeSeries
          name="Bytes held"
          series={bytes}
          window={window}
          openFrom={openFrom}
          format={(value) => formatBytes(value * unit)}
          heightPx={110}
        />
      </div>
    </Panel>
  );
}
