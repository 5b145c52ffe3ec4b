import { memo, useMemo } from "react";
import styles from "./QueuePanel.module.css";
import { tasksPath, taskPath } from "../../paths.ts";
import { TASK_FINDING_LOOKS } from "#model/tasks/task-look.ts";
import type { TasksView } from "#model/tasks/tasks-view.ts";
import { CountLinks } from "#ui/count-link/CountLinks.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { TimeSeries } from "#ui/time-series/TimeSeries.tsx";
import { formatDuration, formatFigure } from "#util/format.ts";
import { MINUTE_MS } from "#util/units.ts";
import type { ServerMs } from "#util/units.ts";

interface QueuePanelProps {
  tasks: TasksView;
  seen: ServerMs;
}

/** Depth, flow, who waits longest and what is stuck: each number a link to the tasks that make it. */
export const QueuePanel = memo(function QueuePanel({ tasks, seen }: QueuePanelProps) {
  const { counts, stuck, figures, whole } = tasks;
  const worst = stuck.worst[0]?.findings[0];
  return (
    <Panel heading="Queue" aside={<a href={tasksPath()}>{whole ? "All tasks" : "All tasks, still being read"}</a>}>
      <CountLinks
        name="Tasks by state"
        counts={[
          { text: "waiting", count: counts.available, href: tasksPath({ state: "available" }) },
          { text: "blocked", count: counts.blocked, href: tasksPath({ state: "blocked" }) },
          { text: "held", count: counts.claimed, href: tasksPath({ state: "claimed" }) },
          {
            text: "stuck",
            count: counts.available === null ? null : stuck.total,
            href: tasksPath({ state: "open", finding: "any" }),
            alarm: worst === undefined ? "warning" : TASK_FINDING_LOOKS[worst.code].alarm,
          },
        ]}
      />
      <p className={styles.flow}>
        <Oldest tasks={tasks} seen={seen} />
        {figures !== null && <Flow flow={figures.flow} />}
      </p>
      {figures !== null && <Depth figures={figures} seen={seen} />}
    </Panel>
  );
});

function Oldest({ tasks: { oldestWaiting, counts }, seen }: QueuePanelProps) {
  if (oldestWaiting === null) return counts.available === 0 ? "Nothing waits to be claimed. " : "";
  return (
    <>
      The oldest waits for{" "}
      <a href={taskPath(oldestWaiting.id)}>{formatDuration(Math.max(0, seen - oldestWaiting.at))}</a>.{" "}
    </>
  );
}

type Figures = NonNullable<TasksView["figures"]>;

function Flow({ flow: { overMs, arrivedPerMinute, endedPerMinute } }: { flow: Figures["flow"] }) {
  return (
    <>
      In <a href={tasksPath({ sort: "age", order: "ascending" })}>{`${formatFigure(arrivedPerMinute)} a minute`}</a>,
      out{" "}
      <a href={tasksPath({ state: "completed", sort: "age", order: "ascending" })}>{formatFigure(endedPerMinute)}</a>,
      over the last {formatDuration(overMs)}.
    </>
  );
}

/** Waiting and held, over the history held; the same lines that the Tasks page stacks. */
function Depth({ figures: { minutes }, seen }: { figures: Figures; seen: ServerMs }) {
  const series = useMemo(
    () => [
      {
        key: "waiting",
        label: "waiting",
        points: minutes.map(({ at, available, blocked }) => ({ at, value: available + blocked })),
      },
      { key: "held", label: "held", points: minutes.map(({ at, running }) => ({ at, value: running })) },
    ],
    [minutes],
  );
  const first = minutes[0];
  if (first === undefined || minutes.length < 2) return null;
  return (
    <TimeSeries
      name="Tasks waiting and held"
      series={series}
      heightPx={112}
      window={{ from: first.at, to: Math.max(seen, first.at + MINUTE_MS) }}
      openFrom={minutes.at(-1)?.at ?? seen}
      format={formatFigure}
    />
  );
}
