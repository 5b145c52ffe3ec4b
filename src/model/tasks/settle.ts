import { claimableSince } from "./free-spans.ts";
import { presentOf } from "./present.ts";
import type { TaskEntry, TaskStep } from "./task-entry.ts";
import type { TaskState } from "./task.ts";
import type { Tasks } from "./tasks-state.ts";
import { pushWaiting, tidyWaiting } from "./waiting-heap.ts";

/**
 * Brings every task up to date that changed since the last time, and those that wait for it: what it is now, whether it is blocked, the
 * counts, and who waits longest. Costs what changed and not what is held; a message only marks its task.
 */
export function settleTasks(tasks: Tasks): void {
  if (tasks.touched.length === 0) return;
  const { touched } = tasks;
  tasks.touched = [];
  // Who waits for one of them comes behind it in the same list.
  for (const entry of touched) if (entry.present === null && isHeld(entry)) remake(tasks, entry, touched);
  for (const entry of touched) {
    if (!entry.touched) continue;
    entry.touched = false;
    if (isHeld(entry)) place(tasks, entry);
  }
  tidyWaiting(tasks.waiting, tasks.counts.available);
}

/** A task that was let go has no steps any more. */
function isHeld({ steps }: TaskEntry): boolean {
  return steps.length > 0;
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

function remake(tasks: Tasks, entry: TaskEntry, unsettled: TaskEntry[]): void {
  const present = presentOf(entry.steps);
  entry.present = present;
  const blockers = namedSince(entry.steps, present.roundFrom);
  if (!sameIds(entry.blockers, blockers)) {
    stopWaiting(tasks, entry);
    startWaiting(tasks, entry, blockers);
  }
  // When it was completed counts, not only whether it is: an older end that comes later moves what its waiters waited.
  for (const waiter of tasks.waiters.get(entry.id) ?? NOBODY_WAITS) {
    if (waiter.touched) continue;
    waiter.touched = true;
    unsettled.push(waiter);
  }
}

/**
 * All ids that a round's messages named: those that an earlier one named and the newest does not still tell what it waited until then.
 */
function namedSince(steps: readonly TaskStep[], from: number): readonly string[] {
  let named: readonly string[] = NOBODY;
  for (let index = from; index < steps.length; index++) {
    const ids = steps[index]?.blockedBy ?? NOBODY;
    // Nearly always each message names the same ones, or none.
    if (ids.length > 0 && !sameIds(ids, named)) named = named.length === 0 ? ids : [...new Set([...named, ...ids])];
  }
  return named;
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
const NOBODY_WAITS: readonly TaskEntry[] = [];

function place(tasks: Tasks, entry: TaskEntry): void {
  const { present } = entry;
  if (present === null) return;
  const waits = present.state === "available";
  const { roundFrom: from, firstClaimAt } = present;
  const since =
    waits || firstClaimAt !== null
      ? claimableSince(tasks, entry, { from, to: entry.steps.length, firstClaimAt })
      : null;
  entry.blocked = waits && since === null;
  entry.claimableAt = since;
  entry.waitMs = since === null || firstClaimAt === null ? null : firstClaimAt - since;
  entry.row = null;
  const state = entry.blocked ? "blocked" : present.state;
  countTask(tasks, entry, state);
  if (state === "available" && since !== null) pushWaiting(tasks.waiting, since, entry);
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((id, index) => id === b[index]));
}
