import { pushEnd } from "./end-queue.ts";
import { isDone } from "./is-done.ts";
import { countTask, stopWaiting, touchTask, touchWaiters } from "./settle.ts";
import type { TaskEntry, TaskStep } from "./task-entry.ts";
import { sizeOfStep } from "./task-step.ts";
import { createLedger } from "./ledger.ts";
import type { Tasks } from "./tasks-state.ts";
import { voidTombstones } from "./tombstones.ts";

export function countHeld(tasks: Tasks, state: TaskStep["state"], by: number): void {
  if (isDone(state)) tasks.endedHeld += by;
  else tasks.openHeld += by;
}

/** Takes a task out of everything but the tombstones. */
export function removeTask(tasks: Tasks, entry: TaskEntry): void {
  tasks.entries.delete(entry.id);
  stopWaiting(tasks, entry);
  countTask(tasks, entry, null);
  countHeld(tasks, entry.state, -1);
  tasks.bytes -= entry.bytes;
  entry.steps = [];
  // Those let go stay in the list of births until they are half of it.
  if (tasks.births.length > 2 * tasks.entries.size + BIRTHS_SLACK) {
    tasks.births = tasks.births.filter(({ steps }) => steps.length > 0);
  }
}

const BIRTHS_SLACK = 1000;

/** Takes back every step of a stream that was made again, and the tasks that only it knew. */
export function voidTasksOf(tasks: Tasks, stream: string): void {
  for (const entry of tasks.entries.values()) {
    const left = entry.steps.filter((step) => step.stream !== stream);
    if (left.length < entry.steps.length) keepSteps(tasks, entry, left);
  }
  voidTombstones(tasks.gone, stream);
  voidTombstones(tasks.refused, stream);
  // Nobody can tell any more whose minutes are in it.
  tasks.ledger = createLedger();
}

function keepSteps(tasks: Tasks, entry: TaskEntry, left: TaskStep[]): void {
  const last = left.at(-1);
  if (last === undefined) {
    removeTask(tasks, entry);
    touchWaiters(tasks, entry.id);
    return;
  }
  const bytes = left.reduce((sum, step, index) => sum + sizeOfStep(step, left[index - 1]), 0);
  const gone = entry.steps.reduce((sum, step, index) => sum + sizeOfStep(step, entry.steps[index - 1]), 0) - bytes;
  entry.bytes -= gone;
  tasks.bytes -= gone;
  countHeld(tasks, entry.state, -1);
  countHeld(tasks, last.state, 1);
  entry.steps = left;
  // Its end may be another one now.
  if (isDone(last.state)) pushEnd(tasks.ends, entry, last.at);
  entry.state = last.state;
  entry.present = null;
  touchTask(tasks, entry);
}
