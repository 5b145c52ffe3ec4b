import type { TaskFindingCode, TaskState } from "./task.ts";

export const TASK_SORTS = ["stuck", "task", "title", "state", "owner", "priority", "age", "wait", "run"] as const;
export type TaskSort = (typeof TASK_SORTS)[number];

/** Which tasks a list shows and in what order. Parts left null say nothing. */
export interface TaskQuery {
  /** Words that each stand in id, title, owner, status or error, without regard to case. */
  text: string;
  states: readonly TaskState[] | null;
  owner: string | null;
  /** `""`: those without one. */
  priority: string | null;
  /** `any`: those with any finding. */
  finding: TaskFindingCode | "any" | null;
  /** At least so long in their state. */
  minAgeMs: number | null;
  /** Whose newest message is in the last so many ms. */
  withinMs: number | null;
  sort: TaskSort;
  order: "ascending" | "descending";
}
