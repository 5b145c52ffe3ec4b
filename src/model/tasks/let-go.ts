import { takeOldestEnds } from "./end-queue.ts";
import { addToLedger } from "./ledger.ts";
import { removeTask } from "./remove-task.ts";
import { settleTasks } from "./settle.ts";
import type { TaskEntry } from "./task-entry.ts";
import type { Tasks } from "./tasks-state.ts";
import { buryId } from "./tombstones.ts";

/** Down to so much of a bound, so that making place is not begun anew with every message. */
const LOW = 0.95;
/** Where too few could go, it is tried again when so much of the bound has come. */
const TRY_AGAIN = 0.1;
/** Bytes are let go from here on, so that one chunk more does not pass the bound. */
const HIGH = 0.97;
/** So many times the bound of ended tasks are held at most while their beginnings are still being read. */
const UNREAD_SHARE = 4;

/** Lets go of the oldest-ended tasks where there are too many, or where all together are too large. */
export function boundTasks(tasks: Tasks): void {
  const { limits } = tasks;
  if (tasks.endedHeld <= limits.ended && tasks.bytes <= HIGH * limits.bytes) return;
  // While beginnings are still being read, few may go: not every chunk looks for them.
  if (tasks.folded < tasks.boundedAt) return;
  settleTasks(tasks);
  const most = UNREAD_SHARE * limits.ended;
  takeOldestEnds(tasks.ends, (entry) => {
    if (tasks.endedHeld <= LOW * limits.ended && tasks.bytes <= LOW * limits.bytes) return "enough";
    if (!isKnownWhole(tasks, entry) && tasks.endedHeld <= most && tasks.bytes <= limits.bytes) return "stay";
    letGoOf(tasks, entry);
    return "gone";
  });
  const isBounded = tasks.endedHeld <= limits.ended && tasks.bytes <= HIGH * limits.bytes;
  tasks.boundedAt = isBounded ? 0 : tasks.folded + TRY_AGAIN * limits.ended;
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
