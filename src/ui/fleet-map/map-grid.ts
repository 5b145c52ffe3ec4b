/** Where the cells of a map stand: as many columns as fit, cell by cell from the top left. */
export interface MapGrid {
  columns: number;
  rows: number;
  /** Distance from cell to cell in CSS pixels, the gap included. */
  pitch: number;
  width: number;
  height: number;
}

const LARGEST_PITCH = 28;
/** Shapes can still be told apart; 10,000 agents are one look on a desk. */
const SMALLEST_PITCH = 7;

/**
 * The largest cells that let `count` of them fit into `width` × `height`; where even the smallest do not fit, the map grows downwards
 * (it is scrolled rather than cut).
 */
export function mapGrid(count: number, width: number, height: number): MapGrid {
  for (let pitch = LARGEST_PITCH; pitch > SMALLEST_PITCH; pitch--) {
    const grid = gridOf(count, width, pitch);
    if (grid.height <= height) return grid;
  }
  return gridOf(count, width, SMALLEST_PITCH);
}

function gridOf(count: number, width: number, pitch: number): MapGrid {
  const columns = Math.max(1, Math.floor(width / pitch));
  const rows = Math.max(1, Math.ceil(count / columns));
  return { columns, rows, pitch, width: columns * pitch, height: rows * pitch };
}

/** The cell at a place, or null beside all cells. */
export function cellAt(grid: MapGrid, count: number, x: number, y: number): number | null {
  const column = Math.floor(x / grid.pitch);
  const row = Math.floor(y / grid.pitch);
  if (column < 0 || row < 0 || column >= grid.columns) return null;
  const index = row * grid.columns + column;
  return index < count ? index : null;
}

export function cellOrigin(grid: MapGrid, index: number): { x: number; y: number } {
  return { x: (index % grid.columns) * grid.pitch, y: Math.floor(index / grid.columns) * grid.pitch };
}

/** Where the focus goes from a cell; null when the key moves nothing. */
export function cellAfter(key: string, index: number, grid: MapGrid, count: number): number | null {
  const last = count - 1;
  const target = {
    ArrowRight: index + 1,
    ArrowLeft: index - 1,
    ArrowDown: index + grid.columns,
    ArrowUp: index - grid.columns,
  };
  switch (key) {
    case "ArrowRight":
    case "ArrowLeft":
    case "ArrowDown":
    case "ArrowUp":
      return target[key] < 0 || target[key] > last ? index : target[key];
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}

/**
 * Places for cells that keep theirs while the map is open: who was there stays where it was, who is new takes a free place at the end,
 * who left leaves a hole (null).
 * @param before the places so far; empty when the map is opened @param wanted ids in the order for a fresh map
 */
export function keepPlaces(before: readonly (string | null)[], wanted: readonly string[]): readonly (string | null)[] {
  const present = new Set(wanted);
  const placed = new Set(before);
  const isSame = before.every((id) => id === null || present.has(id)) && wanted.every((id) => placed.has(id));
  if (isSame) return before;
  return [
    ...before.map((id) => (id !== null && present.has(id) ? id : null)),
    ...wanted.filter((id) => !placed.has(id)),
  ];
}
