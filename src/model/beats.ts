import type { ServerMs } from "#util/units.ts";

/**
 * The newest beats of one agent, ascending by time, 16 bytes each. Always exactly the newest `cap` of those added, whatever their order.
 * One column of pairs rather than two columns: of ten thousand agents each one that beats is not in the processor's cache, and every
 * further place to look at costs as much as reading a short text.
 */
export interface Beats {
  /** Time and word of each beat in turn; see `timeOf` and `wordAt`. */
  pairs: Float64Array;
  /** Held are the beats `[start, end)`. */
  start: number;
  end: number;
}

const FIRST_CAPACITY = 4;

export function createBeats(): Beats {
  return { pairs: new Float64Array(2 * FIRST_CAPACITY), start: 0, end: 0 };
}

export function timeAt(beats: Beats, index: number): ServerMs {
  return beats.pairs[2 * index] ?? 0;
}

export function wordAt(beats: Beats, index: number): number {
  return beats.pairs[2 * index + 1] ?? 0;
}

/** One number for both things that a beat says of the gap after it: the declared interval (0: none), negative when it signs off. */
export function wordOf(declaredMs: number | null, offline: boolean): number {
  const declared = declaredMs ?? 0;
  if (!offline) return declared;
  return declared === 0 ? -1 : -declared;
}

export function isSignOff(word: number): boolean {
  return word < 0;
}

/** Milliseconds; 0 when the beat declared none. */
export function declaredIn(word: number): number {
  return word === -1 ? 0 : Math.abs(word);
}

export function beatsHeld(beats: Beats): number {
  return beats.end - beats.start;
}

/** Adds one; true when one was let go for it (the oldest, which may be itself). */
export function addBeat(beats: Beats, at: ServerMs, word: number, cap: number): boolean {
  const held = beats.end - beats.start;
  if (held === 0 || at > timeAt(beats, beats.end - 1)) {
    makeRoom(beats, cap);
    beats.pairs[2 * beats.end] = at;
    beats.pairs[2 * beats.end + 1] = word;
    beats.end++;
  } else {
    insert(beats, at, word, cap);
  }
  if (beats.end - beats.start > cap) beats.start = beats.end - cap;
  return beats.end - beats.start === held;
}

/** Lets go of all but the newest `cap`; returns how many went. */
export function trimBeats(beats: Beats, cap: number): number {
  const start = beats.start;
  if (beats.end - beats.start > cap) beats.start = beats.end - cap;
  const dropped = beats.start - start;
  if (beats.pairs.length > 4 * cap) move(beats, cap);
  return dropped;
}

/** Index of the first beat held at or after `since`. */
export function firstBeatSince(beats: Beats, since: ServerMs): number {
  let low = beats.start;
  let high = beats.end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timeAt(beats, middle) < since) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One agent's beats from several streams as one history. */
export function mergeBeats(histories: readonly Beats[], cap: number): Beats {
  const merged = createBeats();
  for (const history of histories) {
    for (let index = history.start; index < history.end; index++) {
      addBeat(merged, timeAt(history, index), wordAt(history, index), cap);
    }
  }
  return merged;
}

/** Equal times are ordered by their word, so that the order of adding never shows. */
function insert(beats: Beats, at: ServerMs, word: number, cap: number): void {
  let place = firstBeatSince(beats, at);
  while (place < beats.end && timeAt(beats, place) === at && wordAt(beats, place) < word) place++;
  if (place === beats.start && beats.end - beats.start >= cap) return;
  const fromStart = place - beats.start;
  makeRoom(beats, cap);
  const index = beats.start + fromStart;
  beats.pairs.copyWithin(2 * (index + 1), 2 * index, 2 * beats.end);
  beats.pairs[2 * index] = at;
  beats.pairs[2 * index + 1] = word;
  beats.end++;
}

/**
 * Room for one more at the end: by doubling, and where that would reach the cap at once to half above it, after which the held ones move
 * to the front and nothing grows any more.
 */
function makeRoom(beats: Beats, cap: number): void {
  const capacity = beats.pairs.length / 2;
  if (beats.end < capacity) return;
  const most = cap + Math.max(2 * FIRST_CAPACITY, cap >> 1);
  move(beats, capacity >= most ? capacity : 2 * capacity < cap ? 2 * capacity : most);
}

function move(beats: Beats, capacity: number): void {
  const { pairs, start, end } = beats;
  if (2 * capacity === pairs.length) {
    pairs.copyWithin(0, 2 * start, 2 * end);
  } else {
    beats.pairs = new Float64Array(2 * capacity);
    beats.pairs.set(pairs.subarray(2 * start, 2 * end));
  }
  beats.start = 0;
  beats.end = end - start;
}
