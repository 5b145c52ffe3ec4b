import type { ServerMs } from "#util/units.ts";

/** What orders messages of several streams: time, then stream, then sequence. */
export interface Placed {
  at: ServerMs;
  stream: string;
  seq: number;
}

export function comparePlaces(a: Placed, b: Placed): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.stream !== b.stream) return a.stream < b.stream ? -1 : 1;
  return a.seq - b.seq;
}

/**
 * The newest items within a count and a size. Exactly those whatever the order of adding: once something was let go, nothing older
 * comes in any more.
 */
export interface Newest<T extends Placed> {
  /** Ascending. */
  items: T[];
  size: number;
  maxCount: number;
  maxSize: number;
  readonly sizeOf: (item: T) => number;
  /** The newest that was let go. */
  floor: Placed | null;
}

const NOTHING: readonly never[] = [];

export function createNewest<T extends Placed>(
  maxCount: number,
  maxSize: number,
  sizeOf: (item: T) => number,
): Newest<T> {
  return { items: [], size: 0, maxCount, maxSize, sizeOf, floor: null };
}

/** What was let go for it: the item itself when it is too old, those before it, or nothing. */
export function addNewest<T extends Placed>(newest: Newest<T>, item: T): readonly T[] {
  if (newest.floor !== null && comparePlaces(item, newest.floor) <= 0) return [item];
  const { items } = newest;
  const last = items.at(-1);
  if (last === undefined || comparePlaces(item, last) > 0) items.push(item);
  else items.splice(placeFor(items, item), 0, item);
  newest.size += newest.sizeOf(item);
  return letGo(newest);
}

/** Other bounds from now on; what was let go for smaller ones. Larger ones bring nothing back. */
export function fitNewest<T extends Placed>(newest: Newest<T>, maxCount: number, maxSize: number): readonly T[] {
  newest.maxCount = maxCount;
  newest.maxSize = maxSize;
  return letGo(newest);
}

/** Throws away one stream's items, when the stream was made again. */
export function voidStreamIn<T extends Placed>(newest: Newest<T>, stream: string): void {
  newest.items = newest.items.filter((item) => item.stream !== stream);
  newest.size = newest.items.reduce((sum, item) => sum + newest.sizeOf(item), 0);
  if (newest.floor?.stream === stream) newest.floor = null;
}

function placeFor<T extends Placed>(items: readonly T[], item: T): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = items[middle];
    if (there !== undefined && comparePlaces(there, item) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function letGo<T extends Placed>(newest: Newest<T>): readonly T[] {
  const { items, maxCount, maxSize } = newest;
  let size = newest.size;
  let gone = 0;
  while (gone < items.length && (items.length - gone > maxCount || size > maxSize)) {
    const oldest = items[gone];
    if (oldest !== undefined) size -= newest.sizeOf(oldest);
    gone++;
  }
  if (gone === 0) return NOTHING;
  const old = items.splice(0, gone);
  const floor = old.at(-1);
  if (floor !== undefined) newest.floor = { at: floor.at, stream: floor.stream, seq: floor.seq };
  newest.size = size;
  return old;
}
