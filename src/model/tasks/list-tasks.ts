import type { Fleet } from "../fleet-state.ts";
import { matchesButState, matchesState, readyQuery } from "./matches-query.ts";
import { rowOf, shownState } from "./row-of.ts";
import { settleTasks } from "./settle.ts";
import { sortTasks } from "./sort-tasks.ts";
import type { TaskEntry } from "./task-entry.ts";
import type { TaskQuery } from "./task-query.ts";
import type { TaskRow, TaskState } from "./task.ts";
import type { ServerMs } from "#util/units.ts";

/** A list in its order, as it was when it was made. It is not reordered under a reader; `arrivedSinceList` tells what came since. */
export interface TaskListAnswer {
  ids: string[];
  /** How many match, more than `ids` where the limit cut them. */
  total: number;
  /** How many would match in each state if the query named no states. */
  states: Record<TaskState, number>;
  /** The fold's serial at that moment. */
  madeAt: number;
}

/**
 * Which tasks match, in their order. Judges nothing: what was found is as of the last look.
 *
 * @param now the server's time that ages are told by; null: as of the newest message
 */
export function listTasks(fleet: Fleet, query: TaskQuery, limit: number, now: ServerMs | null): TaskListAnswer {
  const { first, total, states } = matchingTasks(fleet, query, limit, now);
  return { ids: first.map(({ id }) => id), total, states, madeAt: fleet.tasks.serial };
}

/** The same as rows. */
export function listTaskRows(
  fleet: Fleet,
  query: TaskQuery,
  limit: number,
  now: ServerMs | null,
): { rows: TaskRow[]; total: number } {
  const { first, total } = matchingTasks(fleet, query, limit, now);
  return { rows: first.map(rowOf), total };
}

function matchingTasks(
  fleet: Fleet,
  query: TaskQuery,
  limit: number,
  now: ServerMs | null,
): { first: TaskEntry[]; total: number; states: Record<TaskState, number> } {
  settleTasks(fleet.tasks);
  const at = now ?? fleet.newestAt ?? 0;
  const ready = readyQuery(query, at);
  const states = { available: 0, blocked: 0, claimed: 0, completed: 0, failed: 0, unknown: 0 };
  const matching: TaskEntry[] = [];
  for (const entry of fleet.tasks.entries.values()) {
    if (!matchesButState(ready, entry)) continue;
    states[shownState(entry)]++;
    if (matchesState(ready, entry)) matching.push(entry);
  }
  return { first: sortTasks(matching, query, at, Math.max(0, limit)), total: matching.length, states };
}
