export interface Point {
  /** Start of the bucket, in milliseconds. */
  at: number;
  /** Null: not known. Drawn as a gap, never as zero. */
  value: number | null;
}

export interface Series {
  key: string;
  /** Written at the end of its line. */
  label: string;
  /** Ascending, one a bucket. */
  points: readonly Point[];
}

/**
 * At most `most` points: neighbours become one at the first one's moment, with the mean of what is known of them.
 * The last point stays by itself, since it is the bucket that is still running.
 */
export function thin(points: readonly Point[], most: number): readonly Point[] {
  if (points.length <= most) return points;
  const last = points.at(-1);
  const closed = points.slice(0, -1);
  const size = Math.ceil(closed.length / Math.max(1, most - 1));
  const thinned: Point[] = [];
  for (let start = 0; start < closed.length; start += size) {
    const group = closed.slice(start, start + size);
    const first = group[0];
    if (first !== undefined) thinned.push({ at: first.at, value: mean(group) });
  }
  if (last !== undefined) thinned.push(last);
  return thinned;
}

function mean(points: readonly Point[]): number | null {
  const known = points.map((point) => point.value).filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

export interface Row {
  at: number;
  /** By series key; the open last bucket apart, so that it can be drawn open. */
  closed: ReadonlyMap<string, number | null>;
  open: ReadonlyMap<string, number | null>;
}

/**
 * One row a moment over all series. The running bucket has only an `open` value; the one before it has both, so that the open stretch
 * begins where the closed line ends.
 * @param openFrom buckets that begin here or later are still running
 */
export function toRows(series: readonly Series[], openFrom: number): Row[] {
  const moments = [...new Set(series.flatMap(({ points }) => points.map((point) => point.at)))].sort(
    (left, right) => left - right,
  );
  const lastClosed = moments.findLast((at) => at < openFrom);
  const values = series.map(({ key, points }) => ({
    key,
    byTime: new Map(points.map((point) => [point.at, point.value])),
  }));
  return moments.map((at) => ({
    at,
    closed: new Map(values.map(({ key, byTime }) => [key, at < openFrom ? (byTime.get(at) ?? null) : null])),
    open: new Map(
      values.map(({ key, byTime }) => [key, at >= openFrom || at === lastClosed ? (byTime.get(at) ?? null) : null]),
    ),
  }));
}

/** The newest value that is known, the running bucket left out where there is an older one. */
export function lastKnown(points: readonly Point[], openFrom: number): number | null {
  const closed = points.findLast((point) => point.at < openFrom && point.value !== null);
  return (closed ?? points.findLast((point) => point.value !== null))?.value ?? null;
}

/** A round number at or above the largest value, at least 1: the top of the scale. */
export function niceTop(largest: number): number {
  if (largest <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(largest));
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= largest) ?? 10;
  return step * power;
}

/**
 * Moves labels apart: each as near to where it wants to be as the others let it.
 * @param wanted places from the top, in pixels @returns places in the same order, at least `room` apart, within 0..height
 */
export function spread(wanted: readonly number[], room: number, height: number): number[] {
  const byPlace = wanted.map((place, index) => ({ place, index })).sort((left, right) => left.place - right.place);
  let floor = 0;
  for (const label of byPlace) {
    label.place = Math.max(label.place, floor);
    floor = label.place + room;
  }
  let ceiling = height;
  for (const label of byPlace.toReversed()) {
    label.place = Math.min(label.place, ceiling);
    ceiling = label.place - room;
  }
  const places: number[] = [];
  for (const { place, index } of byPlace) places[index] = place;
  return places;
}
