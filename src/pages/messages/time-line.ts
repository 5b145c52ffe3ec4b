import type { TimeBar } from "#ui/time-bars/TimeBars.tsx";

/** Where one message stands and when it was stored. */
interface Point {
  seq: number;
  at: number;
}

export interface TimeLine {
  bars: readonly TimeBar[];
  widthMs: number;
}

const BARS = 60;
const SHORTEST_MS = 1_000;

/**
 * How many sequences were given out when, from a few points on the way: between two of them evenly. Null where there is too little to tell.
 * @param points ascending
 */
export function timeLine(points: readonly Point[]): TimeLine | null {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || last.at - first.at < SHORTEST_MS) return null;
  const widthMs = (last.at - first.at) / BARS;
  const seqAt = (at: number): number => {
    const index = points.findIndex((point) => point.at >= at);
    const [after, before] = [points[index] ?? last, points[Math.max(0, index - 1)] ?? first];
    if (after.at <= before.at) return after.seq;
    return before.seq + ((after.seq - before.seq) * (at - before.at)) / (after.at - before.at);
  };
  const bars = Array.from({ length: BARS }, (_none, index) => {
    const from = first.at + index * widthMs;
    const value = seqAt(from + widthMs) - seqAt(from);
    // The first message itself was given its sequence before the first bar.
    return { from, value: Math.max(0, index === 0 ? value + 1 : value) };
  });
  return { bars, widthMs };
}
