import type { Spread } from "./tasks-view.ts";

/**
 * Percentiles by nearest rank: the least sample that at least so many of a hundred do not exceed.
 *
 * @param samples in any order; they are put into another
 */
export function spreadOf(samples: Float64Array): Spread {
  const { length } = samples;
  if (length === 0) return { samples: 0, p50: null, p95: null, p99: null };
  const [rank50, rank95, rank99] = [rankOf(0.5, length), rankOf(0.95, length), rankOf(0.99, length)];
  const p50 = select(samples, 0, rank50);
  const p95 = select(samples, rank50, rank95);
  return { samples: length, p50, p95, p99: select(samples, rank95, rank99) };
}

function rankOf(share: number, length: number): number {
  // 0.95 × 20 is 19 and a little in floating point: it must not become 20.
  return Math.max(0, Math.ceil(share * length - 1e-9) - 1);
}

/** Hoare's selection: what would stand at `rank` if all were sorted, where nothing before `from` is larger. A full sort costs ten times as much. */
function select(values: Float64Array, from: number, rank: number): number {
  let low = from;
  let high = values.length - 1;
  while (low < high) {
    const pivot = middleOf(values, low, high);
    let left = low;
    let right = high;
    while (left <= right) {
      while ((values[left] ?? 0) < pivot) left++;
      while ((values[right] ?? 0) > pivot) right--;
      if (left > right) break;
      const swapped = values[left] ?? 0;
      values[left++] = values[right] ?? 0;
      values[right--] = swapped;
    }
    if (rank <= right) high = right;
    else if (rank >= left) low = left;
    else break;
  }
  return values[rank] ?? 0;
}

function middleOf(values: Float64Array, low: number, high: number): number {
  const a = values[low] ?? 0;
  const b = values[(low + high) >>> 1] ?? 0;
  const c = values[high] ?? 0;
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
