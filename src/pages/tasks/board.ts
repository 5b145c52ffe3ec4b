import type { TasksSearch } from "./search.ts";
import type { TaskRow, TaskState } from "#model/tasks/task.ts";
import { TASK_STATES } from "#model/tasks/task.ts";

export interface BoardColumn {
  state: TaskState;
  ids: readonly string[];
}

/** More cards a column are no board any more; the rest is a number that links to the table. */
export const MOST_CARDS = 50;

/**
 * The cards of each column: a listed task stands in the column of its present state.
 * @param ids in the list's order @param rows those that are known; one that is not yet known stands in no column
 */
export function boardColumns(
  ids: readonly string[],
  rows: ReadonlyMap<string, TaskRow>,
  chosen: TasksSearch["state"],
): readonly BoardColumn[] {
  const byState = new Map<TaskState, string[]>(statesOf(chosen).map((state) => [state, []]));
  for (const id of ids) {
    const row = rows.get(id);
    if (row === undefined) continue;
    const column = byState.get(row.state);
    if (column !== undefined && column.length < MOST_CARDS) column.push(id);
  }
  return [...byState]
    .filter(([state, column]) => state !== "unknown" || column.length > 0 || chosen === "unknown")
    .map(([state, column]) => ({ state, ids: column }));
}

export function statesOf(chosen: TasksSearch["state"]): readonly TaskState[] {
  if (chosen === "all") return TASK_STATES;
  return chosen === "open" ? OPEN : [chosen];
}

const OPEN: readonly TaskState[] = ["available", "blocked", "claimed"];
