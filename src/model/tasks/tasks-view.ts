import type { TaskFindingCode, TaskRow, TaskState } from "./task.ts";
import type { ServerMs } from "#util/units.ts";

/** A share of samples in ms; null under one sample. Under 5 samples whoever shows it says so. */
export interface Spread {
  samples: number;
  p50: number | null;
  p95: number | null;
  p99: number | null;
}

/** What happened to tasks in one minute, and how they stood at its end. */
export interface TaskMinute {
  /** Start of the minute. */
  at: ServerMs;
  arrived: number;
  claimed: number;
  completed: number;
  failed: number;
  available: number;
  blocked: number;
  /** Held by somebody at the end of the minute. */
  running: number;
  /** Age at the end of the minute of the task that waited longest then, to the minute; null when none waited. */
  oldestWaitingMs: number | null;
}

export interface TaskFlow {
  /** Over how long it is told: the newest ten minutes, or as many as are held. */
  overMs: number;
  arrivedPerMinute: number;
  claimedPerMinute: number;
  endedPerMinute: number;
  /** What waits and runs now: grows by `net` a minute. */
  netPerMinute: number;
  /** While it drains: until nothing waits; while it grows: until twice as many wait. */
  trend: { kind: "steady" } | { kind: "draining"; emptyInMs: number } | { kind: "growing"; doubleInMs: number | null };
}

export interface AgentWorkload {
  agent: string;
  holds: number;
  done: number;
  failed: number;
  /** Of the history held (or since its first claim), 0..1. */
  busyShare: number;
}

export interface PriorityLoad {
  priority: string | null;
  waiting: number;
  claimed: number;
  ended: number;
  wait: Spread;
}

/** What is reckoned from all tasks at most once a second. */
export interface TaskFigures {
  /** Ascending, without holes, the running minute last. */
  minutes: readonly TaskMinute[];
  flow: TaskFlow;
  wait: Spread;
  run: Spread;
  /** Busiest first, at most 200. */
  agents: readonly AgentWorkload[];
  priorities: readonly PriorityLoad[];
}

/** The queue as the page paints it. Tasks themselves are asked for (`task-list`) and watched by id (`taskRows`). */
export interface TasksView {
  /** Null: not known yet. */
  counts: Readonly<Record<TaskState, number | null>>;
  /** The one that waited longest among those available and not blocked; `at`: since when. */
  oldestWaiting: { id: string; title: string | null; at: ServerMs } | null;
  /** Tasks that somebody has to do something about, worst first. */
  stuck: { total: number; worst: readonly TaskRow[] };
  /** How many tasks have each finding now. */
  findings: Readonly<Partial<Record<TaskFindingCode, number>>>;
  figures: TaskFigures | null;
  /** Let go for a bound, or not taken in for it. */
  letGo: { open: number; ended: number; steps: number };
  /** Every task message that the streams hold was read back to the beginning. */
  whole: boolean;
  /** Tasks that match the watched list and came after it was made. */
  arrivedSinceList: number;
}
