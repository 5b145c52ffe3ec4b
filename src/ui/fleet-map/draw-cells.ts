import { cellOrigin } from "./map-grid.ts";
import type { MapGrid } from "./map-grid.ts";
import type { Palette } from "#ui/canvas/display.ts";
import { unreachable } from "#util/assert.ts";

/** How a cell looks: by shape, lightness and hue, so that any two of them suffice. */
export type CellLook = "critical" | "warning" | "notice" | "unknown" | "quiet" | "stopped" | "faded";

export interface Cell {
  id: string;
  look: CellLook;
}

/** @param cells one a place; null: a place that nobody has any more */
export function drawCells(
  context: CanvasRenderingContext2D,
  palette: Palette,
  grid: MapGrid,
  cells: readonly (Cell | null)[],
): void {
  const size = grid.pitch - 2;
  for (const [index, cell] of cells.entries()) {
    if (cell === null) continue;
    const { x, y } = cellOrigin(grid, index);
    drawCell(context, palette, cell.look, x + 1, y + 1, size);
  }
}

/** One cell, also for the key beside the map. */
export function drawCell(
  context: CanvasRenderingContext2D,
  palette: Palette,
  look: CellLook,
  x: number,
  y: number,
  size: number,
): void {
  const middle = size / 2;
  // A wall's cells are large: their outlines have to be seen from as far away as their shapes.
  const [thick, thin] = [Math.max(2, size / 12), Math.max(1, size / 24)];
  switch (look) {
    case "quiet":
      context.fillStyle = palette["mark-ghost"];
      context.fillRect(x, y, size, size);
      return;
    case "critical":
      context.fillStyle = palette["critical-mark"];
      polygon(context, [x + middle, y, x + size, y + middle, x + middle, y + size, x, y + middle]);
      context.fill();
      return;
    case "warning":
      context.fillStyle = palette["warning-mark"];
      polygon(context, [x + middle, y, x + size, y + size, x, y + size]);
      context.fill();
      return;
    case "notice":
      context.strokeStyle = palette["notice-mark"];
      context.lineWidth = thick;
      context.beginPath();
      context.arc(x + middle, y + middle, Math.max(1, middle - thick / 2), 0, 2 * Math.PI);
      context.stroke();
      return;
    case "unknown":
      context.strokeStyle = palette["unknown-mark"];
      context.lineWidth = thin;
      context.strokeRect(x + thin / 2, y + thin / 2, size - thin, size - thin);
      context.beginPath();
      context.moveTo(x, y + size);
      context.lineTo(x + size, y);
      context.stroke();
      return;
    case "stopped":
      context.strokeStyle = palette["mark-soft"];
      context.lineWidth = thin;
      context.strokeRect(x + thin / 2, y + thin / 2, size - thin, size - thin);
      return;
    case "faded":
      context.fillStyle = palette["mark-ghost"];
      context.fillRect(x + middle - 1, y + middle - 1, 2, 2);
      return;
    default:
      unreachable(look);
  }
}

function polygon(context: CanvasRenderingContext2D, corners: readonly number[]): void {
  context.beginPath();
  for (let index = 0; index < corners.length; index += 2) {
    const [x, y] = [corners[index] ?? 0, corners[index + 1] ?? 0];
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.closePath();
}
