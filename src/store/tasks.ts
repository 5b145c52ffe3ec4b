import { useAsk, useFeedControls, useView } from "./feed.tsx";
import type { TaskListAnswer } from "#model/tasks/list-tasks.ts";
import type { TaskQuery } from "#model/tasks/task-query.ts";
import type { TaskRow } from "#model/tasks/task.ts";
import { useEffect, useState } from "react";

/** A list as it was made last, and how to have it made again. */
export interface TaskList {
  /** Null: not answered yet. While another one is being made it is the one before, so that the page does not go blank. */
  answer: TaskListAnswer | null;
  /** The question that `answer` answers. */
  query: TaskQuery;
  /** The worker could not answer. */
  failed: boolean;
  remake(this: void): void;
}

/**
 * The ids of a list in their order. It stands still until the question changes, `remake` is called or `changed` does.
 * @param limit at most so many ids @param changed a list that may move by itself (nobody looks at it yet) is made again when this changes
 */
export function useTaskList(query: TaskQuery, limit: number, changed: string | number = ""): TaskList {
  const [made, setMade] = useState(0);
  const { data, isError } = useAsk({ kind: "task-list", query, limit }, { changed: `${made} ${changed}` });
  const [last, setLast] = useState<{ answer: TaskListAnswer; query: TaskQuery } | null>(null);
  if (data !== undefined && data !== last?.answer) setLast({ answer: data, query });
  const shown = data === undefined ? last : { answer: data, query };
  return {
    answer: shown?.answer ?? null,
    query: shown?.query ?? query,
    failed: isError,
    remake: () => setMade((before) => before + 1),
  };
}

/** A watched task; null when it is not (yet) carried, or no longer held. */
export function useTaskRow(id: string): TaskRow | null {
  return useView((view) => view.taskRows.get(id) ?? null);
}

/**
 * Has the patches carry these tasks: those on the screen. One caller a page.
 * @param list the list whose newcomers are counted in `view.tasks.arrivedSinceList`; new object only when it changed
 */
export function useWatchedTasks(ids: readonly string[], list: { query: TaskQuery; madeAt: number } | null): void {
  const { watchTasks } = useFeedControls();
  useEffect(() => {
    watchTasks(ids, list);
  }, [watchTasks, ids, list]);
  useEffect(() => () => watchTasks([], null), [watchTasks]);
}
