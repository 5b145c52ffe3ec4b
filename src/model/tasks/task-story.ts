import type { Fleet } from "../fleet-state.ts";
import { rowOf } from "./row-of.ts";
import { settleTasks } from "./settle.ts";
import { taskGraph } from "./task-graph.ts";
import { heldId } from "./task-id.ts";
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

/** @param id as written, or as a row names it */
export function taskStory(fleet: Fleet, id: string): TaskStory {
  const { tasks } = fleet;
  settleTasks(tasks);
  const held = heldId(id);
  const entry = tasks.entries.get(held);
  const graph = taskGraph(tasks, held);
  if (entry === undefined) return { row: null, steps: [], stepsLeftOut: 0, graph };
  const steps = entry.steps.map(({ stream, seq, at, status, state, owner, subject }) => ({
    stream,
    seq,
    at,
    status,
    state,
    owner,
    subject,
  }));
  return { row: rowOf(entry), steps, stepsLeftOut: entry.stepsLeftOut, graph };
}
