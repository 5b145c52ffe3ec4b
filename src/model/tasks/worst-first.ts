import type { TaskFinding, TaskFindingCode } from "./task.ts";
import { TASK_FINDING_CODES } from "./task.ts";
import type { TaskEntry } from "./task-entry.ts";

const WEIGHTS: ReadonlyMap<TaskFindingCode, number> = new Map(TASK_FINDING_CODES.map((code, index) => [code, index]));
/** Codes up to this one are for somebody to act on: a task that is open and has one of them is stuck. */
const LAST_STUCK = TASK_FINDING_CODES.indexOf("heartbeat-disagrees");

/** 0 is the worst. */
export function weightOf(code: TaskFindingCode): number {
  return WEIGHTS.get(code) ?? TASK_FINDING_CODES.length;
}

export function byWeight(one: TaskFinding, other: TaskFinding): number {
  return weightOf(one.code) - weightOf(other.code);
}

/** Everything that is found about a task, worst first: of its own messages and of the last look. */
export function findingsOf({ present, judged }: TaskEntry): readonly TaskFinding[] {
  const own = present?.findings ?? [];
  if (own.length === 0) return judged;
  return judged.length === 0 ? own : [...own, ...judged].sort(byWeight);
}

/** What makes a task stuck: the worst of its findings that wants somebody. Null: an ended task, or nothing is to be done. */
export function stuckBy(entry: TaskEntry): TaskFinding | null {
  if (entry.state === "completed" || entry.state === "failed") return null;
  let worst: TaskFinding | null = null;
  for (const finding of entry.present?.findings ?? []) worst = worse(worst, finding);
  for (const finding of entry.judged) worst = worse(worst, finding);
  return worst !== null && weightOf(worst.code) <= LAST_STUCK ? worst : null;
}

function worse(one: TaskFinding | null, other: TaskFinding): TaskFinding {
  return one === null || byWeight(other, one) < 0 ? other : one;
}

/** A task and what makes it stuck. */
export interface Stuck {
  entry: TaskEntry;
  by: TaskFinding;
}

/** The worst code first, then the longest, then by id: an order that holds while nothing happens. */
export function compareStuck(one: Stuck, other: Stuck): number {
  return byWeight(one.by, other.by) || one.by.since - other.by.since || (one.entry.id < other.entry.id ? -1 : 1);
}
