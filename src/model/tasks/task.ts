import type { ServerMs } from "#util/units.ts";

/**
 * Where a task stands. `blocked`: available, and something in its `blocked_by` is not completed. `unknown`: a status that nobody knows,
 * shown as it was written and never guessed at.
 */
export const TASK_STATES = ["available", "blocked", "claimed", "completed", "failed", "unknown"] as const;
export type TaskState = (typeof TASK_STATES)[number];

export const TASK_FINDING_CODES = [
  "orphaned",
  "duplicate-claim",
  "no-workers",
  "circular-block",
  "stale-block",
  "overdue",
  "starving",
  "claim-not-stored",
  "heartbeat-disagrees",
  "completed-by-other",
  "claimed-unknown",
  "reopened",
  "completed-twice",
  "unknown-status",
  "zone-mistake",
  "clock-skew",
] as const;
export type TaskFindingCode = (typeof TASK_FINDING_CODES)[number];

/** Something about a task that a person should know. What it means and what to do is told by its code: `task-finding-texts.ts`. */
export interface TaskFinding {
  code: TaskFindingCode;
  /** One sentence, without a moment: that is `since`. */
  detail: string;
  /** Stream time since when it is so. */
  since: ServerMs;
  /** Agents that it is about, the one to look at first. */
  agents: readonly string[];
}

/** One task as a list shows it: facts of the streams and the findings of the last look, no ages. */
export interface TaskRow {
  id: string;
  /** Cut at 300 characters. */
  title: string | null;
  state: TaskState;
  /** As written. */
  status: string;
  /** Who holds it or ended it; null while it waits. */
  owner: string | null;
  priority: string | null;
  /** Stream time of the message that made it so. */
  stateSince: ServerMs;
  /** Of its present round: since it was last made available. Null: no such message is held. */
  availableAt: ServerMs | null;
  claimedAt: ServerMs | null;
  endedAt: ServerMs | null;
  /** From claimable to claimed; null where either is not known, or it was claimed while blocked. */
  waitMs: number | null;
  /** From claimed to ended. */
  runMs: number | null;
  blockedBy: readonly string[];
  /** Ids in `blockedBy` beyond those kept. */
  blockedByLeftOut: number;
  /** Why it failed, cut at 300 characters. */
  error: string | null;
  /** Where its newest message stands. */
  stream: string;
  seq: number;
  /** Worst first. */
  findings: readonly TaskFinding[];
}

/** One message of a task's life, oldest first in a story. */
export interface TaskStepFacts {
  stream: string;
  seq: number;
  at: ServerMs;
  status: string;
  state: TaskState;
  owner: string | null;
  subject: string;
}

/** Another task as a graph names it; `state` null: never published, as far as is known. */
export interface TaskLink {
  id: string;
  title: string | null;
  state: TaskState | null;
  owner: string | null;
}
