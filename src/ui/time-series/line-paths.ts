import type { Point } from "./series.ts";

export interface LinePaths {
  /** An SVG path: one piece a stretch without a gap. */
  closed: string;
  /** From the last closed bucket through those that are still running. */
  open: string;
  /** A value between two gaps has no line: it is drawn as a dot, or it would be gone. */
  dots: readonly { x: number; y: number }[];
}

/** @param x the place of a moment @param y the place of a value, both in pixels @param openFrom buckets that begin here or later still run */
export function linePaths(
  points: readonly Point[],
  openFrom: number,
  x: (at: number) => number,
  y: (value: number) => number,
): LinePaths {
  const firstOpen = points.findIndex(({ at }) => at >= openFrom);
  const closed = firstOpen === -1 ? points : points.slice(0, firstOpen);
  const open = firstOpen === -1 ? [] : points.slice(Math.max(0, firstOpen - 1));
  const dots = closed.flatMap(({ at, value }, index) =>
    value === null || isKnown(closed[index - 1]) || isKnown(points[index + 1]) ? [] : [{ x: x(at), y: y(value) }],
  );
  return { closed: pathOf(closed, x, y), open: pathOf(open, x, y), dots };
}

function isKnown(point: Point | undefined): boolean {
  return point !== undefined && point.value !== null;
}

function pathOf(points: readonly Point[], x: (at: number) => number, y: (value: number) => number): string {
  let path = "";
  let pen = false;
  for (const { at, value } of points) {
    if (value === null) {
      pen = false;
      continue;
    }
    path += `${pen ? "L" : "M"}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = true;
  }
  return path;
}
