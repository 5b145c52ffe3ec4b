/** The middle of the values (mean of the middle two); NaN of none. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Linear between the neighbours; `p` is 0..1. NaN of no values. */
export function percentile(values: readonly number[], p: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * p;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

/** Lowest and highest, as text: how far the rounds of one run lie apart. */
export function spread(values: readonly number[], show: (value: number) => string): string {
  return `${show(Math.min(...values))}–${show(Math.max(...values))}`;
}
