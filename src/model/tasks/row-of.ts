import type { TaskEntry } from "./task-entry.ts";
import type { TaskRow, TaskState } from "./task.ts";
import { findingsOf } from "./worst-first.ts";
import { assert } from "#util/assert.ts";

/** A task as lists and patches show it; the same object until something of it changed. Only of a settled task. */
export function rowOf(entry: TaskEntry): TaskRow {
  entry.row ??= makeRow(entry);
  return entry.row;
}

/** As it is shown: with what other tasks tell of it. */
export function shownState(entry: TaskEntry): TaskState {
  return entry.blocked ? "blocked" : entry.state;
}

function makeRow(entry: TaskEntry): TaskRow {
  const { present } = entry;
  assert(present !== null, "a settled task has a present");
  const { last, claimedAt, endedAt, stateSince } = present;
  const waits = present.state === "available" && !entry.blocked;
  return {
    id: entry.id,
    title: present.title,
    state: shownState(entry),
    status: present.status,
    owner: present.owner,
    priority: present.priority,
    stateSince: waits ? (entry.claimableAt ?? stateSince) : stateSince,
    availableAt: present.availableAt,
    claimedAt,
    endedAt,
    waitMs: entry.waitMs,
    runMs: claimedAt === null || endedAt === null ? null : endedAt - claimedAt,
    blockedBy: present.blockedBy,
    blockedByLeftOut: present.blockedByLeftOut,
    error: present.error,
    stream: last.stream,
    seq: last.seq,
    findings: findingsOf(entry),
  };
}
