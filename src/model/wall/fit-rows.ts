/** A list that may be longer than the screen has room for: all of it, or as much as fits and a last place that counts the rest. */
export interface FittedRows<T> {
  columns: number;
  shown: readonly T[];
  /** Counted in the last place; 0: everybody is shown. */
  more: number;
}

interface RowSizes {
  /** In roots, all of them. */
  width: number;
  height: number;
  leastRowWidth: number;
  rowHeight: number;
}

/** As many columns as the rows need and the width allows; the first ones are kept. */
export function fitRows<T>(items: readonly T[], { width, height, leastRowWidth, rowHeight }: RowSizes): FittedRows<T> {
  const rows = Math.max(1, Math.floor(height / rowHeight));
  const columns = Math.min(Math.max(1, Math.floor(width / leastRowWidth)), Math.max(1, Math.ceil(items.length / rows)));
  const places = rows * columns;
  if (items.length <= places) return { columns, shown: items, more: 0 };
  return { columns, shown: items.slice(0, places - 1), more: items.length - places + 1 };
}
