import type { TaskEntry } from "./task-entry.ts";
import type { TaskFindingCode } from "./task.ts";
import type { AgentFacts } from "../agent.ts";
import type { LivenessBounds } from "../liveness.ts";
import type { ServerMs } from "#util/units.ts";

/** All that tasks are judged by, apart from the tasks. */
export interface JudgeContext {
  /** The server's time; null: our view is lost, nothing is judged, and what was found last stays. */
  now: ServerMs | null;
  agents: ReadonlyMap<string, AgentFacts>;
  bounds: LivenessBounds;
  /** A setting; null: a task is overdue by others of its kind. */
  overdueAfterMs: number | null;
  /** Every task message that the streams hold was read. */
  whole: boolean;
  /** Every agent that the streams know is in `agents`: one that is not there was never seen. */
  agentsKnown: boolean;
}

export interface Judged {
  /** Whose `judged` is another than before: their rows have to be made again. */
  changed: readonly TaskEntry[];
  /** How many tasks have each finding, their own messages' included. */
  findings: Readonly<Partial<Record<TaskFindingCode, number>>>;
  /** Open tasks that somebody has to do something about. `worst`: worst first, at most `STUCK_SHOWN`. */
  stuck: { total: number; worst: readonly TaskEntry[] };
}

export const STUCK_SHOWN = 100;
