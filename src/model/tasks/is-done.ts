import type { TaskState } from "./task.ts";

/** Nobody has to do anything about it any more. */
export function isDone(state: TaskState): state is "completed" | "failed" {
  return state === "completed" || state === "failed";
}
