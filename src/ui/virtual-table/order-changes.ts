/**
 * How many rows a list that stood still would have to change to be in the wanted order: those that came, those that left, and the
 * fewest that would have to move (one row that jumps to the top is one change, not one for every row that it passes).
 */
export function orderChanges(shown: readonly string[], wanted: readonly string[]): number {
  const wantedAt = new Map(wanted.map((id, index) => [id, index]));
  const kept = shown.map((id) => wantedAt.get(id)).filter((index) => index !== undefined);
  const left = shown.length - kept.length;
  const came = wanted.length - kept.length;
  return came + left + kept.length - longestAscending(kept);
}

/** Length of the longest ascending subsequence: those that need not move. */
function longestAscending(values: readonly number[]): number {
  /** `tails[n]`: the smallest value that ends an ascending run of n + 1. */
  const tails: number[] = [];
  for (const value of values) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tails[middle] ?? Infinity) < value) low = middle + 1;
      else high = middle;
    }
    tails[low] = value;
  }
  return tails.length;
}
