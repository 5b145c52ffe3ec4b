import type { ServerMs } from "#util/units.ts";

/** What is remembered of a task that was let go: enough to tell whether a message of it is older or newer than its end. */
export interface Tombstone {
  stream: string;
  /** Of its newest message. */
  seq: number;
  at: ServerMs;
  /** Nothing waits for it any more. */
  completed: boolean;
}

/**
 * Ids of tasks let go, by two 32-bit hashes each: 26 bytes an id whatever its length. In two halves: when the younger one is full, the
 * older one is forgotten, so that the number is bounded and what is forgotten is the oldest.
 */
export interface Tombstones {
  readonly maxPerHalf: number;
  streams: string[];
  young: Half;
  old: Half | null;
}

interface Half {
  size: number;
  first: Uint32Array;
  second: Uint32Array;
  seq: Float64Array;
  at: Float64Array;
  /** 0: a free slot; else the stream's number + 1. */
  stream: Uint8Array;
  completed: Uint8Array;
}

const FIRST_SLOTS = 1024;
const FULL = 0.7;
/** Moving all of them is what costs: seldom. */
const GROWTH = 4;
const MAX_STREAMS = 200;
/** A slot of a stream that was made again: kept for the probing, found by nobody. */
const VOID = 255;

export function createTombstones(max: number): Tombstones {
  return { maxPerHalf: Math.max(1, Math.floor(max / 2)), streams: [], young: createHalf(FIRST_SLOTS), old: null };
}

function createHalf(slots: number): Half {
  return {
    size: 0,
    first: new Uint32Array(slots),
    second: new Uint32Array(slots),
    seq: new Float64Array(slots),
    at: new Float64Array(slots),
    stream: new Uint8Array(slots),
    completed: new Uint8Array(slots),
  };
}

export function buryId(tombstones: Tombstones, id: string, { stream, seq, at, completed }: Tombstone): void {
  makeRoom(tombstones);
  const number = numberOf(tombstones, stream);
  const half = tombstones.young;
  const first = hashOf(id, FIRST_SEED);
  const second = hashOf(id, SECOND_SEED);
  const slot = slotOf(half, first, second);
  if (half.stream[slot] === 0) half.size++;
  write(half, slot, first, second, seq, at, number, completed ? 1 : 0);
}

/** Null: never let go, or forgotten since. */
export function tombstoneOf(tombstones: Tombstones, id: string): Tombstone | null {
  const { young, old } = tombstones;
  if (young.size === 0 && old === null) return null;
  const first = hashOf(id, FIRST_SEED);
  const second = hashOf(id, SECOND_SEED);
  return read(tombstones, young, first, second) ?? (old === null ? null : read(tombstones, old, first, second));
}

export function voidTombstones(tombstones: Tombstones, stream: string): void {
  const number = tombstones.streams.indexOf(stream) + 1;
  if (number === 0) return;
  for (const half of [tombstones.young, tombstones.old]) {
    if (half === null) continue;
    for (let slot = 0; slot < half.stream.length; slot++) if (half.stream[slot] === number) half.stream[slot] = VOID;
  }
}

function read(tombstones: Tombstones, half: Half, first: number, second: number): Tombstone | null {
  const slot = slotOf(half, first, second);
  const number = half.stream[slot] ?? 0;
  const stream = number === VOID ? undefined : tombstones.streams[number - 1];
  if (stream === undefined) return null;
  return { stream, seq: half.seq[slot] ?? 0, at: half.at[slot] ?? 0, completed: half.completed[slot] === 1 };
}

/** Where the id is, or the free slot where it would be. */
function slotOf({ first, second, stream }: Half, a: number, b: number): number {
  const mask = stream.length - 1;
  for (let slot = a & mask; ; slot = (slot + 1) & mask) {
    if (stream[slot] === 0 || (first[slot] === a && second[slot] === b)) return slot;
  }
}

function write(
  half: Half,
  slot: number,
  first: number,
  second: number,
  seq: number,
  at: number,
  stream: number,
  completed: number,
): void {
  half.first[slot] = first;
  half.second[slot] = second;
  half.seq[slot] = seq;
  half.at[slot] = at;
  half.stream[slot] = stream;
  half.completed[slot] = completed;
}

function makeRoom(tombstones: Tombstones): void {
  const { young } = tombstones;
  if (young.size >= tombstones.maxPerHalf) {
    tombstones.old = young;
    tombstones.young = createHalf(FIRST_SLOTS);
    return;
  }
  const slots = young.stream.length;
  if (young.size < FULL * slots) return;
  const larger = createHalf(GROWTH * slots);
  for (let slot = 0; slot < slots; slot++) {
    const number = young.stream[slot] ?? 0;
    if (number === 0 || number === VOID) continue;
    const first = young.first[slot] ?? 0;
    const second = young.second[slot] ?? 0;
    const to = slotOf(larger, first, second);
    write(larger, to, first, second, young.seq[slot] ?? 0, young.at[slot] ?? 0, number, young.completed[slot] ?? 0);
    larger.size++;
  }
  tombstones.young = larger;
}

/** Streams are few; those past the bound share a number, and are then told from each other by time alone. */
function numberOf(tombstones: Tombstones, stream: string): number {
  const known = tombstones.streams.indexOf(stream);
  if (known >= 0) return known + 1;
  if (tombstones.streams.length >= MAX_STREAMS) return MAX_STREAMS;
  tombstones.streams.push(stream);
  return tombstones.streams.length;
}

const FIRST_SEED = 0x811c9dc5;
const SECOND_SEED = 0x9e3779b9;

/** As FNV-1a over UTF-16 units, with a last mixing; another odd seed gives an independent 32 bits. */
export function hashOf(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), seed);
  hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35);
  return (hash ^ (hash >>> 13)) >>> 0;
}
