import type { TaskFinding, TaskRow, TaskState } from "./task.ts";
import type { ServerMs } from "#util/units.ts";

/** One message of a task, as the fold keeps it: a few words, never the body, which stays in the stream. */
export interface TaskStep {
  stream: string;
  seq: number;
  at: ServerMs;
  subject: string;
  /** As written, cut. */
  status: string;
  /** Never `blocked`: that is told from other tasks. */
  state: Exclude<TaskState, "blocked">;
  owner: string | null;
  /** Null: not said in this message. Equal texts of one task are one string. */
  title: string | null;
  priority: string | null;
  blockedBy: readonly string[] | null;
  blockedByLeftOut: number;
  error: string | null;
  /** The claim of this agent was taken back by this message. */
  withdrawnBy: string | null;
  /** How far the payload's own time is from the stream's, ms, and as written; null where none is said or it agrees. */
  oddTime: { code: "zone-mistake" | "clock-skew"; said: string; offMs: number } | null;
}

/** What is held of one task. `steps` alone is its truth; the rest is made of them, and may be thrown away and made again. */
export interface TaskEntry {
  id: string;
  /** In stream order: by sequence within a stream, by time between streams. */
  steps: TaskStep[];
  /** Steps let go for the bound, the oldest but the first. */
  stepsLeftOut: number;
  bytes: number;
  /** An earlier life of this id was let go: its first step held need not be its first. */
  hasPast: boolean;
  /** Serial of the fold when it was first seen: what "12 new" counts from. */
  bornAt: number;
  /** State of the newest step, kept by the fold for its counts and bounds. */
  state: TaskStep["state"];
  /** Made of the steps; null after any of them changed. */
  present: TaskPresent | null;
  /** As it stands in `Tasks.counts`; null: not settled yet, or let go. */
  counted: TaskState | null;
  /** As it stands in `Tasks.waiters`. */
  blockers: readonly string[];
  /** What other tasks tell of this one, as of the last settling (`settle.ts`): available, and something it waits for is not completed. */
  blocked: boolean;
  /** In its present round: since when it was (or became) available and unblocked. Null: not known, still blocked, or claimed while blocked. */
  claimableAt: ServerMs | null;
  /** From claimable to claimed; null where either is not known. */
  waitMs: number | null;
  /** What the last look found that the steps alone do not tell. */
  judged: readonly TaskFinding[];
  /** As last sent; null when it has to be made again. */
  row: TaskRow | null;
  touched: boolean;
}

/** A task's present, made of its steps. */
export interface TaskPresent {
  state: Exclude<TaskState, "blocked">;
  status: string;
  owner: string | null;
  title: string | null;
  priority: string | null;
  blockedBy: readonly string[];
  blockedByLeftOut: number;
  error: string | null;
  stateSince: ServerMs;
  availableAt: ServerMs | null;
  /** By anybody in this round: until then it waited. */
  firstClaimAt: ServerMs | null;
  claimedAt: ServerMs | null;
  endedAt: ServerMs | null;
  last: TaskStep;
  /** Index of the step that began the present round. */
  roundFrom: number;
  /** What kind of task its title says it is (`overdue-bounds.ts`); missing until somebody asks, for most are asked again and again. */
  kind?: string;
  /** Findings that the steps alone tell. */
  findings: readonly TaskFinding[];
}
