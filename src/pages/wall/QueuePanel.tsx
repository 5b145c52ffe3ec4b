import { PanelBox } from "./PanelBox.tsx";
import type { PanelProps } from "./panel-props.ts";
import { WallChart } from "./WallChart.tsx";
import { WallFigures } from "./WallFigures.tsx";
import { TASK_FINDING_LOOKS } from "#model/tasks/task-look.ts";
import type { TasksView } from "#model/tasks/tasks-view.ts";
import { fitFigures, rowHeight } from "#model/wall/fit-figures.ts";
import type { WallFigure } from "#model/wall/fit-figures.ts";
import { formatCount, formatDuration, formatFigure } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";
import { useMemo } from "react";

const CHART_LEAST = 4;

/** What waits, what is held, what is stuck, and how it came to that. */
export function QueuePanel({ wall: { view, seen }, room }: PanelProps) {
  const { tasks } = view;
  const fitted = fitFigures(queueFigures(tasks, seen), room.width, Math.max(2.4, room.height - CHART_LEAST));
  const chartHeight = room.height - rowHeight(fitted.scale) - 0.8;
  const minutes = tasks.figures?.minutes;
  const series = useMemo(
    () =>
      minutes === undefined
        ? []
        : [
            {
              label: "waiting",
              points: minutes.map(({ at, available, blocked }) => ({ at, value: available + blocked })),
            },
            { label: "held", points: minutes.map(({ at, running }) => ({ at, value: running })) },
          ],
    [minutes],
  );
  const [first, last] = [minutes?.[0], minutes?.at(-1)];
  return (
    <PanelBox name="Queue" aside={asideOf(tasks)} width={room.width}>
      <WallFigures fitted={fitted} />
      {first !== undefined && last !== undefined && (
        <WallChart
          name="Tasks waiting and held"
          series={series}
          window={{ from: first.at, to: Math.max(last.at, first.at + 1) }}
          openFrom={last.at}
          format={formatFigure}
          width={room.width}
          height={chartHeight}
        />
      )}
    </PanelBox>
  );
}

function queueFigures({ counts, oldestWaiting, stuck }: TasksView, seen: ServerMs | null): WallFigure[] {
  const finding = stuck.worst[0]?.findings[0];
  const look = finding === undefined ? "warning" : TASK_FINDING_LOOKS[finding.code].alarm;
  const stuckFigure: WallFigure = {
    name: "stuck",
    value: formatCount(stuck.total),
    look: look === "critical" ? "critical" : "warning",
  };
  return [
    figure("waiting", counts.available),
    figure("blocked", counts.blocked),
    figure("held", counts.claimed),
    ...(stuck.total > 0 ? [stuckFigure] : []),
    {
      name: "oldest waiting",
      value: oldestWaiting === null || seen === null ? "–" : formatDuration(Math.max(0, seen - oldestWaiting.at)),
      look: "quiet",
    },
  ];
}

function figure(name: string, count: number | null): WallFigure {
  return { name, value: count === null ? "–" : formatCount(count), look: "quiet" };
}

function asideOf({ whole, figures }: TasksView): string[] {
  if (!whole) return ["older tasks are still being read", "still reading"];
  switch (figures?.flow.trend.kind) {
    case "growing":
      return ["the queue grows", "grows"];
    case "draining":
      return ["the queue drains", "drains"];
    case "steady":
    case undefined:
      return [];
  }
}
