import { matchesButState, matchesState, readyQuery } from "./matches-query.ts";
import type { WatchedTasks } from "./task-context.ts";
import type { Tasks } from "./tasks-state.ts";
import type { ServerMs } from "#util/units.ts";

/** A button that says how many are new need not count beyond it. */
const MOST = 10_000;

/** Tasks that match a list and were first seen after it was made. */
export function countArrived(
  tasks: Tasks,
  { query, madeAt }: NonNullable<WatchedTasks["list"]>,
  now: ServerMs,
): number {
  if (tasks.serial <= madeAt) return 0;
  const ready = readyQuery(query, now);
  let count = 0;
  const { births } = tasks;
  const until = Math.max(0, births.length - MOST);
  for (let index = births.length - 1; index >= until; index--) {
    const entry = births[index];
    if (entry === undefined || entry.bornAt <= madeAt) break;
    if (entry.counted !== null && matchesState(ready, entry) && matchesButState(ready, entry)) count++;
  }
  return count;
}
