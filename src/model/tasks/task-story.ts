import type { TaskLink, TaskRow, TaskStepFacts } from "./task.ts";

/** Everything that is held of one task. */
export interface TaskStory {
  /** Null: no such task is held. */
  row: TaskRow | null;
  /** Oldest first. */
  steps: TaskStepFacts[];
  stepsLeftOut: number;
  graph: TaskGraph;
}

/** What a task waits for and what waits for it, by their ids, both ways over several steps. */
export interface TaskGraph {
  /** The task itself first; at most 200. */
  nodes: TaskLink[];
  /** `[waits, for]`: indexes into `nodes`. */
  edges: [number, number][];
  /** Ids of a circle that the task waits in, in order; empty: none. */
  circle: string[];
  /** Tasks beyond the bound. */
  leftOut: number;
}
