import type { Snapshot, SnapshotTask } from "./snapshot.ts";
import type { TaskQuery } from "#model/tasks/task-query.ts";
import type { TaskRow } from "#model/tasks/task.ts";
import type { TasksView } from "#model/tasks/tasks-view.ts";
import type { ServerMs } from "#util/units.ts";

/** So many tasks, unless another number is asked for: a hundred thousand are no snapshot. */
export const DEFAULT_TASKS = 1000;

/** Every task, the one that changed last first. */
export const EVERY_TASK: TaskQuery = {
  text: "",
  states: null,
  owner: null,
  priority: null,
  finding: null,
  minAgeMs: null,
  withinMs: null,
  sort: "age",
  order: "ascending",
};

/** Nothing is known, which is not zero. */
export const NO_TASKS: Snapshot["tasks"] = {
  counts: { available: null, blocked: null, claimed: null, completed: null, failed: null, unknown: null },
  oldestWaitingMs: null,
  stuck: null,
  items: [],
};

/** @param now the server's time of the painted view; null while there is no clock */
export function snapshotTasks(tasks: TasksView, rows: readonly TaskRow[], now: ServerMs | null): Snapshot["tasks"] {
  const { counts, oldestWaiting, stuck } = tasks;
  return {
    counts: { ...counts },
    oldestWaitingMs: oldestWaiting === null || now === null ? null : Math.max(0, Math.round(now - oldestWaiting.at)),
    stuck: stuck.total,
    items: rows.map(taskItem),
  };
}

function taskItem(row: TaskRow): SnapshotTask {
  const { id, title, state, owner, priority, blockedBy, availableAt, claimedAt, endedAt, findings } = row;
  return {
    id,
    title,
    state,
    owner,
    priority,
    blockedBy: [...blockedBy],
    availableAt: isoOrNull(availableAt),
    claimedAt: isoOrNull(claimedAt),
    endedAt: isoOrNull(endedAt),
    findings: findings.map(({ code }) => code),
  };
}

function isoOrNull(at: ServerMs | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
