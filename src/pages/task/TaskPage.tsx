import { tasksPath } from "../../paths.ts";
import { LifePanel } from "./LifePanel.tsx";
import { parseTaskSearch } from "./search.ts";
import { TaskBodyPanels } from "./TaskBodyPanels.tsx";
import { TaskFindings } from "./TaskFindings.tsx";
import styles from "./TaskPage.module.css";
import { taskSentence, unknownTaskSentence } from "./task-sentence.ts";
import { useTaskStory } from "./use-task-story.ts";
import { WaitPanel } from "./WaitPanel.tsx";
import type { TaskStory } from "#model/tasks/task-story.ts";
import type { TaskRow } from "#model/tasks/task.ts";
import { useFrozenNow, useView } from "#store/feed.tsx";
import { PageFrame } from "#ui/page-frame/PageFrame.tsx";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";

const route = getRouteApi("/tasks/$id");

/** One task's life. */
export function TaskPage() {
  const { id } = route.useParams();
  // Another task is another page: nothing of the last one may stay.
  return <TaskLife key={id} id={id} />;
}

function TaskLife({ id }: { id: string }) {
  const { story, failed } = useTaskStory(id);
  const row = story?.row ?? null;
  if (story === null || row === null) return <UnknownTask id={id} looked={failed ? "failed" : story !== null} />;
  return <KnownTask row={row} story={story} />;
}

function KnownTask({ row, story }: { row: TaskRow; story: TaskStory }) {
  const { open } = route.useSearch();
  const navigate = route.useNavigate();
  const seen = useFrozenNow();
  const connection = useView((view) => view.connection.state);
  const onOpen = useCallback(
    (key: string) =>
      void navigate({ search: (before) => parseTaskSearch({ ...before, open: key }), resetScroll: false }),
    [navigate],
  );
  const at = seen ?? row.stateSince;
  return (
    <PageFrame name={`Task ${row.id}`} sentence={taskSentence(row, connection, at)}>
      <BackLink />
      {row.findings.length > 0 && <TaskFindings findings={row.findings} seen={at} />}
      <div className={styles.columns}>
        <LifePanel row={row} story={story} seen={at} open={open} onOpen={onOpen} />
        <TaskBodyPanels row={row} steps={story.steps} />
      </div>
      {story.graph.nodes.length > 1 && <WaitPanel graph={story.graph} id={row.id} />}
    </PageFrame>
  );
}

function UnknownTask({ id, looked }: { id: string; looked: "failed" | boolean }) {
  const connection = useView((view) => view.connection.state);
  const whole = useView((view) => view.tasks.whole);
  const letGo = useView((view) => view.tasks.letGo.ended + view.tasks.letGo.open > 0);
  return (
    <PageFrame
      name={`Task ${id}`}
      sentence={
        looked === true
          ? unknownTaskSentence(connection, whole, letGo)
          : [{ text: looked === "failed" ? "It could not be looked up." : "Looking for it.", alarm: "unknown" }]
      }
    >
      <BackLink />
      {looked === true && (
        <p className={styles.none}>
          A task is there from the first message on that carries its id as <code>task_id</code>. Case and spaces count.
        </p>
      )}
    </PageFrame>
  );
}

function BackLink() {
  return (
    <p className={styles.back}>
      <a href={tasksPath()}>All tasks</a>
    </p>
  );
}
