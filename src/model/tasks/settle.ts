import { presentOf } from "./present.ts";
import type { TaskEntry, TaskPresent } from "./task-entry.ts";
import type { TaskState } from "./task.ts";
import type { Tasks } from "./tasks-state.ts";
import { tombstoneOf } from "./tombstones.ts";
import { pushWaiting, tidyWaiting } from "./waiting-heap.ts";
import type { ServerMs } from "#util/units.ts";

/**
 * Brings every task up to date that changed since the last time, and those that wait for it: what it is now, whether it is blocked, the
 * counts, and who waits longest. Costs what changed and not what is held; a message only marks its task.
 */
export function settleTasks(tasks: Tasks): void {
  if (tasks.touched.length === 0) return;
  const { touched } = tasks;
  tasks.touched = [];
  const unsettled = new Set<TaskEntry>();
  for (const entry of touched) {
    entry.touched = false;
    if (tasks.entries.get(entry.id) !== entry) continue;
    unsettled.add(entry);
    if (entry.present === null) remake(tasks, entry, unsettled);
  }
  for (const entry of unsettled) place(tasks, entry);
  tidyWaiting(tasks.waiting, tasks.counts.available);
}

/** Those who wait for a task have to be looked at again, because it came or went. */
export function touchWaiters(tasks: Tasks, id: string): void {
  for (const waiter of tasks.waiters.get(id) ?? []) touchTask(tasks, waiter);
}

export function touchTask(tasks: Tasks, entry: TaskEntry): void {
  if (entry.touched) return;
  entry.touched = true;
  tasks.touched.push(entry);
}

export function countTask(tasks: Tasks, entry: TaskEntry, state: TaskState | null): void {
  if (entry.counted !== null) tasks.counts[entry.counted]--;
  if (state !== null) tasks.counts[state]++;
  entry.counted = state;
}

function remake(tasks: Tasks, entry: TaskEntry, unsettled: Set<TaskEntry>): void {
  const present = presentOf(entry.steps);
  entry.present = present;
  if (!sameIds(entry.blockers, present.blockedBy)) {
    stopWaiting(tasks, entry);
    startWaiting(tasks, entry, present.blockedBy);
  }
  const completedAt = present.state === "completed" ? present.endedAt : null;
  if (completedAt === entry.completedAt) return;
  entry.completedAt = completedAt;
  for (const waiter of tasks.waiters.get(entry.id) ?? []) unsettled.add(waiter);
}

function startWaiting(tasks: Tasks, entry: TaskEntry, ids: readonly string[]): void {
  entry.blockers = ids;
  for (const id of ids) {
    const waiters = tasks.waiters.get(id);
    if (waiters === undefined) tasks.waiters.set(id, new Set([entry]));
    else waiters.add(entry);
  }
}

export function stopWaiting(tasks: Tasks, entry: TaskEntry): void {
  for (const id of entry.blockers) {
    const waiters = tasks.waiters.get(id);
    if (waiters === undefined) continue;
    waiters.delete(entry);
    if (waiters.size === 0) tasks.waiters.delete(id);
  }
  entry.blockers = NOBODY;
}

const NOBODY: readonly string[] = [];

function place(tasks: Tasks, entry: TaskEntry): void {
  const { present } = entry;
  if (present === null) return;
  const waits = present.state === "available";
  const since = claimableSince(tasks, present);
  entry.blocked = waits && since === null;
  const until = present.firstClaimAt;
  // Claimed while blocked: there was no moment from which it waited to be claimed.
  entry.claimableAt = since !== null && !waits && (until === null || since > until) ? null : since;
  entry.waitMs = entry.claimableAt === null || until === null ? null : until - entry.claimableAt;
  entry.row = null;
  const state = entry.blocked ? "blocked" : present.state;
  countTask(tasks, entry, state);
  if (state === "available" && since !== null) pushWaiting(tasks.waiting, since, entry);
}

/**
 * Since when nothing held it up any more: its own `available`, or the completion of what it waited for longest. Null: something does, or
 * it was never made available. Of ids past the bound nothing is held, so nobody can tell that they are completed: it counts as blocked
 * until somebody claims it.
 */
function claimableSince(tasks: Tasks, { availableAt, blockedBy, blockedByLeftOut }: TaskPresent): ServerMs | null {
  if (availableAt === null || blockedByLeftOut > 0) return null;
  let since = availableAt;
  for (const id of blockedBy) {
    const at = completedAt(tasks, id);
    if (at === null) return null;
    if (at > since) since = at;
  }
  return since;
}

/** When a task was completed, held or let go; null: it is not, or nobody knows it. */
function completedAt(tasks: Tasks, id: string): ServerMs | null {
  const entry = tasks.entries.get(id);
  if (entry !== undefined) return entry.completedAt;
  const gone = tombstoneOf(tasks.gone, id);
  return gone !== null && gone.completed ? gone.at : null;
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((id, index) => id === b[index]));
}
