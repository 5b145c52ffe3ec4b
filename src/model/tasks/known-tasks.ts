import type { Tasks } from "./tasks-state.ts";

/** The tasks that are held, and what is remembered of those that were let go. */
export type KnownTasks = Pick<Tasks, "entries" | "gone">;
