import { commonStart, compareNatural, naturalKey } from "./natural-order.ts";
import { numbersOf } from "./numbers-of.ts";

/** What a list is sorted by, first things first: a number for each item (ascending), or a text (natural order, times `sign`). */
export type OrderLevel = { keys: Float64Array } | { texts: readonly string[]; sign: 1 | -1 };

/** From here on numbers are worth being made. */
const FEW = 24;

/**
 * The indexes of items in their order. Numbers are sorted by the engine itself, without a call for every comparison, and texts by numbers
 * made of a few characters at a time: five times as fast for a hundred thousand items as a comparator.
 */
export function orderBy(indexes: Uint32Array, levels: readonly OrderLevel[]): Uint32Array {
  sortSpan(indexes, levels, 0, 0);
  return indexes;
}

function sortSpan(span: Uint32Array, levels: readonly OrderLevel[], level: number, start: number): void {
  const by = levels[level];
  if (span.length < 2 || by === undefined) return;
  if (span.length <= FEW) {
    span.sort((a, b) => compare(levels, level, a, b));
    return;
  }
  if ("keys" in by) {
    const { keys } = by;
    spread(
      span,
      numbersOf(span, (index) => keys[index] ?? 0),
      (equal) => sortSpan(equal, levels, level + 1, 0),
    );
    return;
  }
  const { texts, sign } = by;
  const own: string[] = [];
  for (const index of span) own.push(texts[index] ?? "");
  const common = commonStart(own);
  if (own.every((text) => text.length === common)) {
    sortSpan(span, levels, level + 1, 0);
    return;
  }
  // Texts that differ in case alone begin differently, though they sort alike: more of their characters tell no more.
  if (common < start) {
    span.sort((a, b) => compare(levels, level, a, b));
    return;
  }
  spread(
    span,
    numbersOf(own, (text) => sign * naturalKey(text, common)),
    (equal) => sortSpan(equal, levels, level, common + 1),
  );
}

/** Puts each index of the span where its key stands among the sorted keys; hands on the stretches whose keys are equal. */
function spread(span: Uint32Array, keys: Float64Array, each: (equal: Uint32Array) => void): void {
  const sorted = keys.slice().sort();
  const before = span.slice();
  const taken = new Uint32Array(span.length);
  for (let at = 0; at < before.length; at++) {
    const first = firstOf(sorted, keys[at] ?? 0);
    const place = first + (taken[first] ?? 0);
    taken[first] = (taken[first] ?? 0) + 1;
    span[place] = before[at] ?? 0;
  }
  for (let first = 0; first < span.length;) {
    const count = taken[first] ?? 1;
    if (count > 1) each(span.subarray(first, first + count));
    first += Math.max(1, count);
  }
}

function firstOf(sorted: Float64Array, key: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compare(levels: readonly OrderLevel[], from: number, a: number, b: number): number {
  for (let level = from; level < levels.length; level++) {
    const by = levels[level];
    if (by === undefined) continue;
    if ("keys" in by) {
      const keyA = by.keys[a] ?? 0;
      const keyB = by.keys[b] ?? 0;
      if (keyA !== keyB) return keyA < keyB ? -1 : 1;
    } else {
      const order = compareNatural(by.texts[a] ?? "", by.texts[b] ?? "");
      if (order !== 0) return order * by.sign;
    }
  }
  return 0;
}
