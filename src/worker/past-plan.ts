/**
 * Which stretches of a stream's past are still to be read, newest first, and how far back it is whole. Pure.
 * Sequences in a range may be gone; a range is done when everything in it that exists was handed on.
 */
import type { ServerMs } from "#util/units.ts";

export interface SeqRange {
  from: number;
  to: number;
}

interface DoneRange extends SeqRange {
  /** Of the oldest message in it; null: none was left in it. */
  oldestAt: ServerMs | null;
}

const CHUNK = 5_000;

export class PastPlan {
  /** Descending, not overlapping. */
  #todo: SeqRange[] = [];
  #underWay: SeqRange[] = [];
  #done: DoneRange[] = [];
  #total = 0;

  /** Adds everything from `from` to `to` to what is wanted. */
  want(from: number, to: number): void {
    if (to < from) return;
    this.#todo.push({ from, to });
    this.#todo.sort((a, b) => b.to - a.to);
    this.#total += to - from + 1;
  }

  /** The newest stretch that nobody reads yet, of `most` sequences at most; null: there is none. */
  take(most: number = CHUNK): SeqRange | null {
    const top = this.#todo[0];
    if (top === undefined) return null;
    const from = Math.max(top.from, top.to - most + 1);
    if (from === top.from) this.#todo.shift();
    else this.#todo[0] = { from: top.from, to: from - 1 };
    const range = { from, to: top.to };
    this.#underWay.push(range);
    return range;
  }

  finish(range: SeqRange, oldestAt: ServerMs | null): void {
    this.#underWay = this.#underWay.filter((other) => other !== range);
    this.#done.push({ ...range, oldestAt });
    this.#done.sort((a, b) => b.to - a.to);
  }

  /** The part of a stretch that was not read after all. */
  giveBack(range: SeqRange, rest: SeqRange, oldestAt: ServerMs | null): void {
    this.#underWay = this.#underWay.filter((other) => other !== range);
    if (rest.from > range.from) {
      this.#done.push({ from: range.from, to: rest.from - 1, oldestAt });
      this.#done.sort((a, b) => b.to - a.to);
    }
    this.#todo.push({ ...rest });
    this.#todo.sort((a, b) => b.to - a.to);
  }

  /** Nothing below `seq` is wanted: it is older than the history, or gone. */
  notBelow(seq: number): void {
    const kept = this.#todo
      .filter((range) => range.to >= seq)
      .map((range) => ({ ...range, from: Math.max(range.from, seq) }));
    this.#total -= count(this.#todo) - count(kept);
    this.#todo = kept;
  }

  /** From the oldest to the newest sequence that nobody reads yet; null: there is none. */
  get rest(): SeqRange | null {
    const [newest, oldest] = [this.#todo[0], this.#todo.at(-1)];
    return newest === undefined || oldest === undefined ? null : { from: oldest.from, to: newest.to };
  }

  /** Everything wanted was read. */
  get complete(): boolean {
    return this.#todo.length === 0 && this.#underWay.length === 0;
  }

  /** 0..1 of the sequences wanted. */
  get doneRatio(): number {
    return this.#total === 0 ? 1 : Math.min(1, count(this.#done) / this.#total);
  }

  /** Sequences wanted, and those of them that were read. */
  get size(): { wanted: number; done: number } {
    return { wanted: this.#total, done: count(this.#done) };
  }

  /** The lowest sequence that was read; null: none was. */
  get lowest(): number | null {
    return this.#done.at(-1)?.from ?? null;
  }

  /** Time of the oldest message of the unbroken stretch that ends at the newest one; null: none is read yet. */
  get wholeSince(): ServerMs | null {
    const missingTo = Math.max(0, ...this.#todo.map((range) => range.to), ...this.#underWay.map((range) => range.to));
    let oldest: ServerMs | null = null;
    for (const range of this.#done) {
      if (range.from <= missingTo) break;
      oldest = range.oldestAt ?? oldest;
    }
    return oldest;
  }
}

function count(ranges: readonly SeqRange[]): number {
  return ranges.reduce((sum, range) => sum + range.to - range.from + 1, 0);
}
