import type { EndQueue } from "./end-queue.ts";
import { createEndQueue } from "./end-queue.ts";
import type { TaskLedger } from "./ledger.ts";
import { createLedger } from "./ledger.ts";
import type { TaskFindingCode, TaskRow, TaskState } from "./task.ts";
import type { TaskEntry } from "./task-entry.ts";
import type { TaskFigures, TasksView } from "./tasks-view.ts";
import type { Tombstones } from "./tombstones.ts";
import { createTombstones } from "./tombstones.ts";
import type { WaitingHeap } from "./waiting-heap.ts";
import { createWaitingHeap } from "./waiting-heap.ts";
import type { ObserverMs } from "#util/units.ts";

/** Above them the oldest-ended make place, and open tasks are not taken in; both are counted and said. */
export interface TaskLimits {
  open: number;
  ended: number;
  /** By estimate, all tasks together. */
  bytes: number;
  stepsPerTask: number;
  blockersPerTask: number;
  /** Ids of tasks let go. */
  tombstones: number;
}

export const DEFAULT_TASK_LIMITS: TaskLimits = {
  open: 200_000,
  ended: 50_000,
  bytes: 128e6,
  stepsPerTask: 64,
  blockersPerTask: 200,
  tombstones: 1_000_000,
};

/** What the last look (`look-at-tasks.ts`) made; kept while nothing can be judged. */
export interface TaskLook {
  figures: TaskFigures | null;
  findings: Readonly<Partial<Record<TaskFindingCode, number>>>;
  stuck: { total: number; worst: readonly TaskEntry[] };
}

/** All tasks. Changed in place by the fold and by `settleTasks`, and by nothing else. */
export interface Tasks {
  readonly limits: TaskLimits;
  /** How many minutes of the past are told. */
  readonly minutes: number;
  entries: Map<string, TaskEntry>;
  /** In the order in which they were first seen; those let go stay until the next tidying. */
  births: TaskEntry[];
  /** How many were ever born. */
  serial: number;
  /** Changed since the last settling. */
  touched: TaskEntry[];
  /** Who names an id in its `blocked_by`: touched when that task is completed, or no longer is. */
  waiters: Map<string, Set<TaskEntry>>;
  /** As of the last settling. */
  counts: Record<TaskState, number>;
  waiting: WaitingHeap;
  openHeld: number;
  endedHeld: number;
  bytes: number;
  ends: EndQueue;
  /** Messages folded, and how many it may be before those who may go are looked for again. */
  folded: number;
  boundedAt: number;
  /** Tasks let go. */
  gone: Tombstones;
  /** Open tasks that were not taken in. */
  refused: Tombstones;
  /** What those let go amount to in the figures. */
  ledger: TaskLedger;
  letGo: { open: number; ended: number; steps: number };
  /** Every task message that the streams hold was read, as the worker said last. */
  whole: boolean;
  look: TaskLook;
  nextLookAt: ObserverMs;
  /** As the page was told. */
  sent: { view: TasksView | null; rows: Map<string, TaskRow> };
}

export function createTasks(limits: TaskLimits, minutes: number): Tasks {
  return {
    limits,
    minutes,
    entries: new Map(),
    births: [],
    serial: 0,
    touched: [],
    waiters: new Map(),
    counts: { available: 0, blocked: 0, claimed: 0, completed: 0, failed: 0, unknown: 0 },
    waiting: createWaitingHeap(),
    openHeld: 0,
    endedHeld: 0,
    bytes: 0,
    ends: createEndQueue(),
    folded: 0,
    boundedAt: 0,
    gone: createTombstones(limits.tombstones),
    refused: createTombstones(limits.tombstones / 10),
    ledger: createLedger(),
    letGo: { open: 0, ended: 0, steps: 0 },
    whole: false,
    look: { figures: null, findings: {}, stuck: { total: 0, worst: [] } },
    nextLookAt: Number.NEGATIVE_INFINITY,
    sent: { view: null, rows: new Map() },
  };
}
