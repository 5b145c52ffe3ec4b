import type { ServerMs } from "#util/units.ts";

/**
 * The newest beats of one agent in compact columns, ascending by time (12 bytes a beat). Always exactly the newest `cap` of those added,
 * whatever their order.
 */
export interface Beats {
  times: Float64Array;
  /** What the beat said of the time after it, see `wordOf`. */
  words: Float32Array;
  /** Held are `[start, end)`. */
  start: number;
  end: number;
}

const FIRST_CAPACITY = 8;

export function createBeats(): Beats {
  return { times: new Float64Array(FIRST_CAPACITY), words: new Float32Array(FIRST_CAPACITY), start: 0, end: 0 };
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
  const last = held === 0 ? Number.NEGATIVE_INFINITY : (beats.times[beats.end - 1] ?? 0);
  if (at > last) {
    makeRoom(beats, cap);
    beats.times[beats.end] = at;
    beats.words[beats.end] = word;
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
  if (beats.times.length > 2 * cap) move(beats, cap);
  return dropped;
}

/** Equal times are ordered by their word, so that the order of adding never shows. */
function insert(beats: Beats, at: ServerMs, word: number, cap: number): void {
  let low = beats.start;
  let high = beats.end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const time = beats.times[middle] ?? 0;
    if (time < at || (time === at && (beats.words[middle] ?? 0) < word)) low = middle + 1;
    else high = middle;
  }
  if (low === beats.start && beats.end - beats.start >= cap) return;
  const place = low - beats.start;
  makeRoom(beats, cap);
  const index = beats.start + place;
  beats.times.copyWithin(index + 1, index, beats.end);
  beats.words.copyWithin(index + 1, index, beats.end);
  beats.times[index] = at;
  beats.words[index] = word;
  beats.end++;
}

/** Room for one more at the end: by doubling up to a quarter above the cap, then by moving the held ones to the front. */
function makeRoom(beats: Beats, cap: number): void {
  const capacity = beats.times.length;
  if (beats.end < capacity) return;
  const most = cap + Math.max(FIRST_CAPACITY, cap >> 2);
  move(beats, capacity >= most ? capacity : Math.min(most, Math.max(FIRST_CAPACITY, capacity * 2)));
}

function move(beats: Beats, capacity: number): void {
  const held = beats.end - beats.start;
  if (capacity === beats.times.length) {
    beats.times.copyWithin(0, beats.start, beats.end);
    beats.words.copyWithin(0, beats.start, beats.end);
  } else {
    const times = new Float64Array(capacity);
    const words = new Float32Array(capacity);
    times.set(beats.times.subarray(beats.start, beats.end));
    words.set(beats.words.subarray(beats.start, beats.end));
    beats.times = times;
    beats.words = words;
  }
  beats.start = 0;
  beats.end = held;
}

/** One agent's beats from several streams as one history. */
export function mergeBeats(histories: readonly Beats[], cap: number): Beats {
  const merged = createBeats();
  for (const history of histories) {
    for (let index = history.start; index < history.end; index++) {
      addBeat(merged, history.times[index] ?? 0, history.words[index] ?? 0, cap);
    }
  }
  return merged;
}
