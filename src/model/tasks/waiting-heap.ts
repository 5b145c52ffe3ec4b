import type { TaskEntry } from "./task-entry.ts";
import type { ServerMs } from "#util/units.ts";

/**
 * Tasks that wait unblocked, the one that waits longest on top. One that was claimed meanwhile stays inside until it comes to the top:
 * taking it out at once would need a search.
 */
export interface WaitingHeap {
  at: ServerMs[];
  entries: TaskEntry[];
}

export function createWaitingHeap(): WaitingHeap {
  return { at: [], entries: [] };
}

export function pushWaiting(heap: WaitingHeap, at: ServerMs, entry: TaskEntry): void {
  let index = heap.at.length;
  heap.at.push(at);
  heap.entries.push(entry);
  while (index > 0) {
    const parent = (index - 1) >>> 1;
    if (!isBefore(heap, index, parent)) return;
    swap(heap, index, parent);
    index = parent;
  }
}

/** The task that waits longest; null: none waits. */
export function longestWaiting(heap: WaitingHeap): TaskEntry | null {
  for (;;) {
    const top = heap.entries[0];
    if (top === undefined) return null;
    if (isWaitingSince(top, heap.at[0])) return top;
    pop(heap);
  }
}

/** Throws away what does not wait any more, when that is most of it. */
export function tidyWaiting(heap: WaitingHeap, waiting: number): void {
  if (heap.at.length <= 2 * waiting + SLACK) return;
  const { at, entries } = heap;
  heap.at = [];
  heap.entries = [];
  entries.forEach((entry, index) => {
    const since = at[index];
    if (since !== undefined && isWaitingSince(entry, since)) pushWaiting(heap, since, entry);
  });
}

const SLACK = 1000;

function isWaitingSince(entry: TaskEntry, at: ServerMs | undefined): boolean {
  return entry.counted === "available" && entry.claimableAt === at;
}

function pop(heap: WaitingHeap): void {
  const at = heap.at.pop();
  const entry = heap.entries.pop();
  const size = heap.at.length;
  if (at === undefined || entry === undefined || size === 0) return;
  heap.at[0] = at;
  heap.entries[0] = entry;
  for (let index = 0; ;) {
    const left = 2 * index + 1;
    if (left >= size) return;
    const child = left + 1 < size && isBefore(heap, left + 1, left) ? left + 1 : left;
    if (!isBefore(heap, child, index)) return;
    swap(heap, child, index);
    index = child;
  }
}

function isBefore({ at, entries }: WaitingHeap, a: number, b: number): boolean {
  const [aAt, bAt] = [at[a] ?? 0, at[b] ?? 0];
  return aAt < bAt || (aAt === bAt && (entries[a]?.id ?? "") < (entries[b]?.id ?? ""));
}

function swap({ at, entries }: WaitingHeap, a: number, b: number): void {
  const [atA, atB, entryA, entryB] = [at[a], at[b], entries[a], entries[b]];
  if (atA === undefined || atB === undefined || entryA === undefined || entryB === undefined) return;
  at[a] = atB;
  at[b] = atA;
  entries[a] = entryB;
  entries[b] = entryA;
}
