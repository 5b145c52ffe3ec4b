/** A list that may be longer than the screen has room for: all of it, or as much as fits and a last place that counts the rest. */
export interface FittedRows<T> {
  columns: number;
  /** Of one row, in roots: the room is used, up to what still reads as a list. */
  rowHeight: number;
  shown: readonly T[];
  /** Counted in the last place; 0: everybody is shown. */
  more: number;
}

interface RowSizes {
  /** In roots, all of them. */
  width: number;
  height: number;
  leastRowWidth: number;
  leastRowHeight: number;
}

const MOST_STRETCH = 1.5;

/** As many columns as the rows need and the width allows; the first ones are kept. */
export function fitRows<T>(
  items: readonly T[],
  { width, height, leastRowWidth, leastRowHeight }: RowSizes,
): FittedRows<T> {
  const rows = Math.max(1, Math.floor(height / leastRowHeight));
  const columns = Math.min(Math.max(1, Math.floor(width / leastRowWidth)), Math.max(1, Math.ceil(items.length / rows)));
  const places = rows * columns;
  const used = Math.max(1, Math.ceil(Math.min(items.length, places) / columns));
  const rowHeight = Math.min(leastRowHeight * MOST_STRETCH, Math.max(leastRowHeight, height / used));
  if (items.length <= places) return { columns, rowHeight, shown: items, more: 0 };
  return { columns, rowHeight, shown: items.slice(0, places - 1), more: items.length - places + 1 };
}
