/**
 * Which sequences of one stream were read: what makes folding a function of the set of messages. A message whose sequence is covered was
 * folded before (or is known to be gone) and changes nothing, in whatever order or chunks it comes again.
 */
export interface Coverage {
  /** Stretches `[from[i], to[i]]`, ascending, neither touching nor overlapping. */
  from: number[];
  to: number[];
  /** Single sequences apart from the stretches: the roll sends thousands, and inserting each into the stretches would be slow. */
  singles: Set<number>;
}

const MAX_SINGLES = 20_000;

export function createCoverage(): Coverage {
  return { from: [], to: [], singles: new Set() };
}

export function covers(coverage: Coverage, seq: number): boolean {
  const { from, to, singles } = coverage;
  const at = firstEndingAtOrAfter(to, seq);
  const start = from[at];
  return (start !== undefined && start <= seq) || (singles.size > 0 && singles.has(seq));
}

/** Adds `[from, to]`, both included. */
export function cover(coverage: Coverage, from: number, to: number): void {
  const last = coverage.to.length - 1;
  if (last >= 0 && coverage.to[last] === from - 1 && to >= from) {
    coverage.to[last] = to;
    return;
  }
  if (from === to) {
    coverSingle(coverage, from);
    return;
  }
  coverStretch(coverage, from, to);
}

function coverSingle(coverage: Coverage, seq: number): void {
  if (covers(coverage, seq)) return;
  coverage.singles.add(seq);
  if (coverage.singles.size <= MAX_SINGLES) return;
  const singles = [...coverage.singles].sort((a, b) => a - b);
  coverage.singles.clear();
  for (const single of singles) coverStretch(coverage, single, single);
}

function coverStretch(coverage: Coverage, from: number, to: number): void {
  const first = firstEndingAtOrAfter(coverage.to, from - 1);
  let end = first;
  let [start, stop] = [from, to];
  for (;;) {
    const nextFrom = coverage.from[end];
    const nextTo = coverage.to[end];
    if (nextFrom === undefined || nextTo === undefined || nextFrom > to + 1) break;
    start = Math.min(start, nextFrom);
    stop = Math.max(stop, nextTo);
    end++;
  }
  coverage.from.splice(first, end - first, start);
  coverage.to.splice(first, end - first, stop);
}

/** Index of the first stretch whose end is at or above `seq`; the length when there is none. */
function firstEndingAtOrAfter(to: readonly number[], seq: number): number {
  let low = 0;
  let high = to.length;
  if (high > 0 && (to[high - 1] ?? 0) < seq) return high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((to[middle] ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
