import { wordsWidth } from "./text-width.ts";

/** One number with what it counts. */
export interface WallFigure {
  name: string;
  value: string;
  /** Somebody has to act on it. */
  look: "critical" | "warning" | "quiet";
}

export interface FittedFigures {
  /** The numbers' size by the root; the names have the root's. */
  scale: number;
  shown: readonly WallFigure[];
}

const SCALES = [3.2, 2.6, 2.1, 1.7, 1.3, 1];
const GAP = 1.6;
/** A mark before the number of what somebody has to act on. */
const MARK = 1.1;

/** As large as they fit side by side; the last ones are left out where they do not fit at all. @param height room, in roots */
export function fitFigures(figures: readonly WallFigure[], width: number, height: number): FittedFigures {
  for (let count = figures.length; count > 0; count -= 1) {
    const shown = figures.slice(0, count);
    for (const scale of SCALES) {
      if (rowHeight(scale) <= height && rowWidth(shown, scale) <= width) return { scale, shown };
    }
  }
  return { scale: 1, shown: [] };
}

/** Of the row of figures, names included. */
export function rowHeight(scale: number): number {
  return scale * 1.1 + 1.3;
}

function rowWidth(figures: readonly WallFigure[], scale: number): number {
  const widths = figures.map(({ name, value, look }) =>
    Math.max(wordsWidth(name), wordsWidth(value) * scale + (look === "quiet" ? 0 : MARK * scale)),
  );
  return widths.reduce((sum, one) => sum + one, 0) + GAP * (figures.length - 1);
}
