import type { Fleet } from "../fleet-state.ts";
import type { Patch } from "../patch.ts";
import { countArrived } from "./count-arrived.ts";
import { lookAtTasks } from "./look-at-tasks.ts";
import { rowOf } from "./row-of.ts";
import { settleTasks } from "./settle.ts";
import type { TaskContext, WatchedTasks } from "./task-context.ts";
import type { Tasks } from "./tasks-state.ts";
import type { TasksView } from "./tasks-view.ts";
import type { TaskRow } from "./task.ts";
import { longestWaiting } from "./waiting-heap.ts";
import type { ServerMs } from "#util/units.ts";

/** What the page is told of tasks. */
export type TaskChanges = Pick<Patch, "tasks" | "taskRows">;

/**
 * What changed of the tasks since the last take; call it after `takeChanges`, for agents are judged by what that made of them. Counts are
 * of this moment; figures and judgements at most a second old, or older where making them takes long.
 *
 * @param now the server's time to judge at (`judgedAt`); null: our view is lost, and what was found last stays
 */
export function takeTasks(
  fleet: Fleet,
  watched: WatchedTasks,
  now: ServerMs | null,
  context: TaskContext,
): TaskChanges {
  const { tasks } = fleet;
  bringUpToDate(fleet, now, context);
  const changes: TaskChanges = {};
  const view = viewOf(fleet, watched, now);
  if (!sameView(tasks.sent.view, view)) changes.tasks = tasks.sent.view = view;
  const rows = takeRows(tasks, watched.ids);
  if (rows.set.length > 0 || rows.gone.length > 0) changes.taskRows = rows;
  return changes;
}

/** What is found of tasks now, whether or not the page has taken it. */
export function bringUpToDate(fleet: Fleet, now: ServerMs | null, context: TaskContext): void {
  const { tasks } = fleet;
  if (context.whole && !tasks.whole) tasks.boundedAt = 0;
  tasks.whole = context.whole;
  settleTasks(tasks);
  lookAtTasks(fleet, now, context);
}

const UNKNOWN: TasksView["counts"] = {
  available: null,
  blocked: null,
  claimed: null,
  completed: null,
  failed: null,
  unknown: null,
};

function viewOf(fleet: Fleet, watched: WatchedTasks, now: ServerMs | null): TasksView {
  const { tasks } = fleet;
  const oldest = longestWaiting(tasks.waiting);
  const { look } = tasks;
  return {
    counts: fleet.streams.size === 0 ? UNKNOWN : { ...tasks.counts },
    oldestWaiting:
      oldest === null || oldest.claimableAt === null
        ? null
        : { id: oldest.id, title: oldest.present?.title ?? null, at: oldest.claimableAt },
    stuck: { total: look.stuck.total, worst: heldOf(tasks, look.stuck.worst).map(rowOf) },
    findings: look.findings,
    figures: look.figures,
    letGo: { ...tasks.letGo },
    whole: tasks.whole,
    arrivedSinceList: watched.list === null ? 0 : countArrived(tasks, watched.list, now ?? fleet.newestAt ?? 0),
  };
}

function heldOf(tasks: Tasks, entries: TasksLookEntries): TasksLookEntries {
  return entries.every((entry) => entry.counted !== null)
    ? entries
    : entries.filter((entry) => tasks.entries.get(entry.id) === entry);
}

type TasksLookEntries = Tasks["look"]["stuck"]["worst"];

/** Small, but for figures and rows, which keep their reference while nothing happens. */
function sameView(before: TasksView | null, after: TasksView): boolean {
  return (
    before !== null &&
    before.figures === after.figures &&
    before.findings === after.findings &&
    before.whole === after.whole &&
    before.arrivedSinceList === after.arrivedSinceList &&
    before.stuck.total === after.stuck.total &&
    before.stuck.worst.length === after.stuck.worst.length &&
    before.stuck.worst.every((row, index) => row === after.stuck.worst[index]) &&
    before.oldestWaiting?.id === after.oldestWaiting?.id &&
    before.oldestWaiting?.at === after.oldestWaiting?.at &&
    before.oldestWaiting?.title === after.oldestWaiting?.title &&
    sameNumbers(before.counts, after.counts) &&
    sameNumbers(before.letGo, after.letGo)
  );
}

function sameNumbers<T extends Readonly<Record<string, number | null>>>(before: T, after: T): boolean {
  return Object.keys(after).every((key) => before[key] === after[key]);
}

function takeRows({ entries, sent }: Tasks, ids: readonly string[]): NonNullable<TaskChanges["taskRows"]> {
  const set: TaskRow[] = [];
  const watched = new Set(ids);
  for (const id of watched) {
    const entry = entries.get(id);
    if (entry === undefined) continue;
    const row = rowOf(entry);
    if (sent.rows.get(id) === row) continue;
    sent.rows.set(id, row);
    set.push(row);
  }
  const gone: string[] = [];
  for (const id of sent.rows.keys()) if (!watched.has(id) || !entries.has(id)) gone.push(id);
  for (const id of gone) sent.rows.delete(id);
  return { set, gone };
}
