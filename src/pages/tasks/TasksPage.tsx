import { DepthPanel } from "./DepthPanel.tsx";
import { tasksPath } from "../../paths.ts";
import { NoTasks } from "./NoTasks.tsx";
import { OldestWaiting, QueueFigures, QueueShares } from "./QueueFigures.tsx";
import type { TasksSearch } from "./search.ts";
import { RANGES } from "./search.ts";
import { StuckList } from "./StuckList.tsx";
import { TaskLists } from "./TaskLists.tsx";
import styles from "./TasksPage.module.css";
import { useCalm } from "./use-calm.ts";
import { tasksSentence } from "./tasks-sentence.ts";
import { TASK_STATE_WORDS } from "#model/tasks/task-look.ts";
import type { TaskState } from "#model/tasks/task.ts";
import type { TasksView } from "#model/tasks/tasks-view.ts";
import type { FleetView } from "#model/view.ts";
import { useFrozenNow, useView } from "#store/feed.tsx";
import { CountLinks } from "#ui/count-link/CountLinks.tsx";
import { PageFrame } from "#ui/page-frame/PageFrame.tsx";
import { formatCount, formatDuration } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";
import { getRouteApi } from "@tanstack/react-router";
import { memo, useCallback } from "react";

const route = getRouteApi("/tasks");

const tasksOf = (view: FleetView): TasksView => view.tasks;
const isWhole = ({ whole }: TasksView): boolean => whole;

export function TasksPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const tasks = useCalm(tasksOf, isWhole);
  const connection = useView((view) => view.connection);
  const sight = useView((view) => view.sight);
  const seen = useFrozenNow();
  const change = useCallback(
    (part: Partial<TasksSearch>, typing?: "typing") =>
      void navigate({ search: (before) => ({ ...before, ...part }), replace: typing === "typing", resetScroll: false }),
    [navigate],
  );
  const open = useCallback(
    (id: string) => void navigate({ to: "/tasks/$id", params: { id }, search: { open: "" } }),
    [navigate],
  );
  return (
    <PageFrame name="Tasks" sentence={tasksSentence({ tasks, connection, sight, seen })}>
      {isEmpty(tasks) ? (
        <NoTasks />
      ) : (
        <>
          <QueuePicture tasks={tasks} seen={seen} windowMs={RANGES[search.range]} />
          <TaskLists search={search} tasks={tasks} onChange={change} onOpen={open} />
        </>
      )}
    </PageFrame>
  );
}

interface QueuePictureProps {
  tasks: TasksView;
  seen: ServerMs | null;
  windowMs: number | null;
}

/** All that stands above the list. */
const QueuePicture = memo(function QueuePicture({ tasks, seen, windowMs }: QueuePictureProps) {
  const { counts, oldestWaiting, stuck, figures, letGo, whole } = tasks;
  return (
    <>
      <div className={styles.counts}>
        <CountLinks name="Tasks by state" counts={countLinks(counts)} />
        <OldestWaiting
          oldest={oldestWaiting}
          available={counts.available}
          age={oldestWaiting === null || seen === null ? null : formatDuration(seen - oldestWaiting.at)}
        />
      </div>
      {stuck.total > 0 && <StuckList stuck={stuck} seen={seen} />}
      <div className={styles.columns}>
        {seen !== null && (
          <DepthPanel minutes={figures?.minutes ?? null} seen={seen} windowMs={windowMs} whole={whole} />
        )}
        <QueueFigures tasks={tasks} />
      </div>
      {figures !== null && <QueueShares figures={figures} />}
      <LetGo letGo={letGo} />
    </>
  );
});

function countLinks(counts: TasksView["counts"]) {
  const shown = (["available", "blocked", "claimed", "completed", "failed", "unknown"] as const).filter(
    (state) => state !== "unknown" || (counts.unknown ?? 0) > 0,
  );
  return shown.map((state: TaskState) => ({
    text: TASK_STATE_WORDS[state],
    count: counts[state],
    href: tasksPath({ state }),
    ...(state === "unknown" ? { alarm: "unknown" as const } : {}),
  }));
}

/** What the bounds cost, said where it is missed. */
function LetGo({ letGo: { open, ended, steps } }: Pick<TasksView, "letGo">) {
  const said = [
    open > 0 ? `${formatCount(open)} open tasks were not taken in` : "",
    ended > 0 ? `${formatCount(ended)} that ended were let go` : "",
    steps > 0 ? `${formatCount(steps)} steps of long lives were let go` : "",
  ].filter(Boolean);
  return said.length === 0 ? null : <p className={styles.none}>{`For want of room: ${said.join(", ")}.`}</p>;
}

/** Nothing is held, and that is known or all that is known. */
function isEmpty({ counts }: TasksView): boolean {
  return Object.values(counts).every((count) => count === null || count === 0);
}
