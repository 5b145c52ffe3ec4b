import { isDone } from "./is-done.ts";
import { indexesUpTo } from "./numbers-of.ts";
import { orderBy } from "./order-by.ts";
import type { TaskEntry } from "./task-entry.ts";
import type { ServerMs } from "#util/units.ts";

/**
 * Ended tasks, the oldest end first: who goes next. Live messages end tasks in their order, so that it costs nothing to keep; while the
 * past is read it is sorted anew when somebody has to go. A task that was opened again, or ended again, stands there with its older end
 * too and is passed over.
 */
export interface EndQueue {
  entries: TaskEntry[];
  at: ServerMs[];
  /** Before it they are gone. */
  head: number;
  isSorted: boolean;
}

export function createEndQueue(): EndQueue {
  return { entries: [], at: [], head: 0, isSorted: true };
}

export function pushEnd(queue: EndQueue, entry: TaskEntry, at: ServerMs): void {
  const last = queue.at.at(-1);
  if (last !== undefined && last > at) queue.isSorted = false;
  queue.entries.push(entry);
  queue.at.push(at);
}

/** Calls `take` for each ended task, the oldest end first, until it says "enough"; those that it says "stay" of keep their place. */
export function takeOldestEnds(queue: EndQueue, take: (entry: TaskEntry) => "gone" | "stay" | "enough"): void {
  if (!queue.isSorted) sortEnds(queue);
  const entries: TaskEntry[] = [];
  const at: ServerMs[] = [];
  let { head } = queue;
  for (; head < queue.entries.length; head++) {
    const entry = queue.entries[head];
    const end = queue.at[head];
    if (entry === undefined || end === undefined || !endsAt(entry, end)) continue;
    const answer = take(entry);
    if (answer === "enough") break;
    if (answer === "gone") continue;
    entries.push(entry);
    at.push(end);
  }
  queue.head = head;
  if (entries.length > 0 || head > queue.entries.length / 2) {
    queue.entries = [...entries, ...queue.entries.slice(head)];
    queue.at = [...at, ...queue.at.slice(head)];
    queue.head = 0;
  }
}

function endsAt({ steps, state }: TaskEntry, at: ServerMs): boolean {
  return steps.length > 0 && isDone(state) && steps.at(-1)?.at === at;
}

function sortEnds(queue: EndQueue): void {
  const held = indexesUpTo(queue.entries.length).filter((index) => {
    const entry = queue.entries[index];
    return index >= queue.head && entry !== undefined && endsAt(entry, queue.at[index] ?? -1);
  });
  const order = orderBy(held, [{ keys: Float64Array.from(queue.at) }]);
  const { entries, at } = queue;
  queue.entries = Array.from(order, (index) => entries[index]).filter((entry) => entry !== undefined);
  queue.at = Array.from(order, (index) => at[index] ?? 0);
  queue.head = 0;
  queue.isSorted = true;
}
