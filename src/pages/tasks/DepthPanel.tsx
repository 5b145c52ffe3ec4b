import { depthChart } from "./depth.ts";
import styles from "./TasksPage.module.css";
import type { TaskMinute } from "#model/tasks/tasks-view.ts";
import { Panel } from "#ui/panel/Panel.tsx";
import { StackedSeries } from "#ui/time-series/StackedSeries.tsx";
import { formatCount, formatDuration } from "#util/format.ts";
import { MINUTE_MS } from "#util/units.ts";
import type { ServerMs } from "#util/units.ts";
import { memo, useMemo } from "react";

interface DepthPanelProps {
  /** Null: not reckoned yet. */
  minutes: readonly TaskMinute[] | null;
  seen: ServerMs;
  windowMs: number | null;
  whole: boolean;
}

const NONE: readonly TaskMinute[] = [];

/** How deep the queue was, and over it for how long the oldest task had waited: a stalled queue must not look idle. */
export const DepthPanel = memo(function DepthPanel({ minutes, seen, windowMs, whole }: DepthPanelProps) {
  const chart = useMemo(() => depthChart(minutes ?? NONE, seen, windowMs), [minutes, seen, windowMs]);
  const span = formatDuration(Math.round((chart.window.to - chart.window.from) / MINUTE_MS) * MINUTE_MS);
  return (
    <Panel heading="Queue" aside={`last ${span}${whole ? "" : ", still being read"}`}>
      {minutes === null ? (
        <p className={styles.none}>Not reckoned yet.</p>
      ) : (
        <StackedSeries
          name="Tasks by state, and the longest wait"
          layers={chart.layers}
          line={chart.oldest}
          window={chart.window}
          openFrom={chart.openFrom}
          format={formatCount}
          formatLine={formatDuration}
          lineStep={MINUTE_MS}
          subject={`${windowMs} ${whole}`}
          heightPx={220}
        />
      )}
    </Panel>
  );
});
