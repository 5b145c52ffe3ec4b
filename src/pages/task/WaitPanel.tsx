import { taskPath } from "../../paths.ts";
import styles from "./TaskPage.module.css";
import { TASK_STATE_WORDS } from "#model/tasks/task-look.ts";
import type { TaskGraph } from "#model/tasks/task-story.ts";
import type { TaskLink } from "#model/tasks/task.ts";
import type { Alarm } from "#ui/alarm-mark/AlarmMark.tsx";
import { Panel } from "#ui/panel/Panel.tsx";
import { WaitGraph } from "#ui/wait-graph/WaitGraph.tsx";
import type { GraphNode } from "#ui/wait-graph/WaitGraph.tsx";
import { formatPlural } from "#util/format.ts";
import { useMemo } from "react";

/** What the task waits for and what waits for it, a circle said as well as drawn. */
export function WaitPanel({ graph, id }: { graph: TaskGraph; id: string }) {
  const { nodes, edges, circle, leftOut } = graph;
  const drawn = useMemo(() => nodes.map((node) => toNode(node, circle)), [nodes, circle]);
  return (
    <Panel heading="Waits for, and is waited for" aside="what comes first stands to the left">
      {circle.length > 0 && (
        <p className={styles.critical}>{`A circle: ${[...circle, circle[0]].join(" waits for ")}.`}</p>
      )}
      <WaitGraph
        name={`What task ${id} waits for, and what waits for it`}
        nodes={drawn}
        edges={edges}
        circle={circle}
      />
      {leftOut > 0 && <p className={styles.none}>{`${formatPlural(leftOut, "more task")} hang together with it.`}</p>}
    </Panel>
  );
}

function toNode({ id, title, state, owner }: TaskLink, circle: readonly string[]): GraphNode {
  return {
    key: id,
    name: id,
    note: [title ?? (state === null ? "no message names it" : "no title"), owner].filter(Boolean).join(", "),
    state: state === null ? "never published" : TASK_STATE_WORDS[state],
    href: taskPath(id),
    alarm: alarmOf(id, state, circle),
  };
}

function alarmOf(id: string, state: TaskLink["state"], circle: readonly string[]): Alarm | null {
  if (circle.includes(id)) return "critical";
  if (state === null || state === "failed") return "warning";
  return state === "unknown" ? "unknown" : null;
}
