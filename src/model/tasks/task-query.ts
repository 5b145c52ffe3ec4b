import type { Term } from "#model/filter/filter-field.ts";
import type { TaskFindingCode, TaskState } from "./task.ts";

export const TASK_SORTS = ["stuck", "task", "title", "state", "owner", "priority", "age", "wait", "run"] as const;
/**
 * Ascending: `stuck` what needs a person first, then open before ended, then the longest in its state; `state` in the order of TASK_STATES;
 * `priority` high, medium, low, then the others; texts and ids in their natural order (`task-2` before `task-10`); ages and spans the
 * shortest first, the unknown ones last both ways. Equal ones keep the order of `stuck`.
 */
export type TaskSort = (typeof TASK_SORTS)[number];

/** Which tasks a list shows and in what order. Parts left null say nothing. */
export interface TaskQuery {
  /** Words that each stand in id, title, owner, status or error, without regard to case. */
  text: string;
  /** Terms of a filter (`TASK_FIELDS`), all of which hold. */
  terms?: readonly Term[];
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
