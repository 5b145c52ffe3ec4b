import type { TaskState } from "./task.ts";

/** A list in its order, as it was when it was made. It is not reordered under a reader; `arrivedSinceList` tells what came since. */
export interface TaskListAnswer {
  ids: string[];
  /** How many match, more than `ids` where the limit cut them. */
  total: number;
  /** How many would match in each state if the query named no states. */
  states: Record<TaskState, number>;
  /** The fold's serial at that moment. */
  madeAt: number;
}
