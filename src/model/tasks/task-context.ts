import type { TaskQuery } from "./task-query.ts";
import type { ObserverMs } from "#util/units.ts";

/** What the worker knows of tasks and the fold does not. */
export interface TaskContext {
  /** Every task message that the streams hold was read back to the beginning. */
  whole: boolean;
  /** The roll is in: every agent that the streams know is in the fleet, and one that is not was never seen. */
  agentsKnown: boolean;
  /** A setting: a task that runs for longer is overdue. Null: told from others of its kind. */
  overdueAfterMs: number | null;
  /** Monotonic: what a look costs is measured with it, so that judging takes at most a twentieth of the thread. */
  clock: () => ObserverMs;
}

/** Which tasks are on the screen, and the list whose newcomers are counted. */
export interface WatchedTasks {
  ids: readonly string[];
  list: { query: TaskQuery; madeAt: number } | null;
}
