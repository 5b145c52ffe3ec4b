import { isDone } from "./is-done.ts";
import { addToLedger } from "./ledger.ts";
import { removeTask } from "./remove-task.ts";
import { settleTasks } from "./settle.ts";
import type { TaskEntry } from "./task-entry.ts";
import type { Tasks } from "./tasks-state.ts";
import { buryId } from "./tombstones.ts";

/** Down to so much of a bound, so that making place is not begun anew with every message. */
const LOW = 0.9;
/** Bytes are let go from here on, so that one chunk more does not pass the bound. */
const HIGH = 0.95;
/** So many times the bound of ended tasks are held at most while their beginnings are still being read. */
const UNREAD_SHARE = 4;

/** Lets go of the oldest-ended tasks where there are too many, or where all together are too large. */
export function boundTasks(tasks: Tasks): void {
  const { limits } = tasks;
  if (tasks.endedHeld <= limits.ended && tasks.bytes <= HIGH * limits.bytes) return;
  settleTasks(tasks);
  const ended = endedAscending(tasks);
  const most = UNREAD_SHARE * limits.ended;
  for (const entry of ended) {
    if (tasks.endedHeld <= LOW * limits.ended && tasks.bytes <= LOW * limits.bytes) return;
    if (isKnownWhole(tasks, entry) || tasks.endedHeld > most || tasks.bytes > limits.bytes) letGoOf(tasks, entry);
  }
}

/** The oldest end first; those that ended at once, by id, so that it is the same ones every time. */
function endedAscending(tasks: Tasks): TaskEntry[] {
  const ended: TaskEntry[] = [];
  for (const entry of tasks.entries.values()) if (isDone(entry.state)) ended.push(entry);
  return ended.sort((a, b) => endOf(a) - endOf(b) || (a.id < b.id ? -1 : 1));
}

function endOf(entry: TaskEntry): number {
  return entry.present?.endedAt ?? 0;
}

/** Its first message is held, so no older one of it can come; or there is nothing older to come. */
function isKnownWhole(tasks: Tasks, entry: TaskEntry): boolean {
  return tasks.whole || entry.steps[0]?.state === "available";
}

function letGoOf(tasks: Tasks, entry: TaskEntry): void {
  const last = entry.present?.last;
  if (last === undefined) return;
  addToLedger(tasks.ledger, tasks, entry, tasks.minutes);
  buryId(tasks.gone, entry.id, {
    stream: last.stream,
    seq: last.seq,
    at: last.at,
    completed: last.state === "completed",
  });
  removeTask(tasks, entry);
  tasks.letGo.ended++;
}
