import type { StreamMessage } from "../chunk.ts";
import { insertStep } from "./insert-step.ts";
import { pushEnd } from "./end-queue.ts";
import { isDone } from "./is-done.ts";
import { countHeld } from "./remove-task.ts";
import { touchTask, touchWaiters } from "./settle.ts";
import type { TaskEntry, TaskStep } from "./task-entry.ts";
import { heldId } from "./task-id.ts";
import { sizeOfStep, toStep } from "./task-step.ts";
import type { Tasks } from "./tasks-state.ts";
import { buryId, tombstoneOf } from "./tombstones.ts";
import type { TaskEvent } from "#contract/task.ts";

/** Takes one message into its task's steps. What it makes of the task is told at the next settling: here every message counts. */
export function foldTask(tasks: Tasks, stream: string, message: StreamMessage, task: TaskEvent): void {
  tasks.folded++;
  const id = heldId(task.taskId);
  const known = tasks.entries.get(id);
  const step = toStep(stream, message, task, known?.steps.at(-1), tasks.limits.blockersPerTask);
  if (known === undefined) beginTask(tasks, id, step);
  else if (!known.hasPast || !isOfThePast(tasks, id, step)) addStep(tasks, known, step);
}

/** An older message of a task that was let go: it must not come back as one that looks open. */
function isOfThePast(tasks: Tasks, id: string, { stream, seq, at }: TaskStep): boolean {
  const gone = tombstoneOf(tasks.gone, id);
  if (gone === null || (gone.stream === stream ? seq > gone.seq : at > gone.at)) return false;
  tasks.letGo.steps++;
  return true;
}

function beginTask(tasks: Tasks, id: string, step: TaskStep): void {
  const hasPast = tombstoneOf(tasks.gone, id) !== null;
  if (hasPast && isOfThePast(tasks, id, step)) return;
  if (!isDone(step.state) && isFull(tasks)) {
    refuse(tasks, id, step);
    return;
  }
  const bytes = ENTRY_BYTES + 2 * id.length + sizeOfStep(step, undefined);
  const entry: TaskEntry = {
    id,
    steps: [step],
    stepsLeftOut: 0,
    bytes,
    hasPast,
    bornAt: ++tasks.serial,
    state: step.state,
    present: null,
    counted: null,
    blockers: NOBODY,
    blocked: false,
    claimableAt: null,
    waitMs: null,
    judged: NOTHING,
    row: null,
    touched: true,
  };
  tasks.entries.set(id, entry);
  tasks.births.push(entry);
  tasks.touched.push(entry);
  tasks.bytes += bytes;
  countHeld(tasks, step.state, 1);
  if (isDone(step.state)) pushEnd(tasks.ends, entry, step.at);
  // Its completion stood in the tombstone, and no longer does.
  if (hasPast) touchWaiters(tasks, id);
}

function addStep(tasks: Tasks, entry: TaskEntry, step: TaskStep): void {
  const { steps } = entry;
  const before = steps.at(-1);
  const gone = insertStep(steps, step, tasks.limits.stepsPerTask);
  let bytes = sizeOfStep(step, before);
  if (gone !== null) {
    entry.stepsLeftOut++;
    tasks.letGo.steps++;
    bytes -= sizeOfStep(gone, before);
  }
  entry.bytes += bytes;
  tasks.bytes += bytes;
  const last = steps.at(-1);
  const state = last?.state ?? step.state;
  if (last === step && isDone(state)) pushEnd(tasks.ends, entry, step.at);
  if (state !== entry.state) {
    countHeld(tasks, entry.state, -1);
    countHeld(tasks, state, 1);
    entry.state = state;
  }
  entry.present = null;
  touchTask(tasks, entry);
}

function isFull({ openHeld, bytes, limits }: Tasks): boolean {
  return openHeld >= limits.open || bytes >= limits.bytes;
}

/** Counted once an id, as long as it is remembered. Its end may still come, and is then taken in as any other. */
function refuse(tasks: Tasks, id: string, { stream, seq, at }: TaskStep): void {
  if (tombstoneOf(tasks.refused, id) !== null) return;
  buryId(tasks.refused, id, { stream, seq, at, completed: false });
  tasks.letGo.open++;
}

const NOBODY: readonly string[] = [];
const NOTHING: TaskEntry["judged"] = [];
/** The entry, its place in the maps, what it is now and its row. */
const ENTRY_BYTES = 600;
