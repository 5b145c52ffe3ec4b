import type { Cell } from "./draw-cells.ts";
import { drawCells } from "./draw-cells.ts";
import styles from "./FleetMap.module.css";
import type { MapGrid } from "./map-grid.ts";
import { cellAfter, cellAt, cellOrigin, mapGrid } from "./map-grid.ts";
import type { Draw } from "#ui/canvas/Drawing.tsx";
import { Drawing } from "#ui/canvas/Drawing.tsx";
import type { KeyboardEvent, MouseEvent, ReactNode } from "react";
import { useCallback, useId, useMemo, useState } from "react";

interface FleetMapProps {
  /** What it shows and how to use it: "Map of 1,000 agents". */
  name: string;
  /** One a place, in places that stay; null: a place that nobody has any more. */
  cells: readonly (Cell | null)[];
  /** Tells who a cell is; shown while it is pointed at or has the focus. */
  tell: (id: string) => ReactNode;
  onOpen: (id: string) => void;
  /** The height that the map tries to stay within. */
  heightPx: number;
}

/**
 * One cell an agent, in places that stay while the map is open. It is one control: the arrow keys move from cell to cell, Enter or a
 * click opens the agent.
 */
export function FleetMap({ name, cells, tell, onOpen, heightPx }: FleetMapProps) {
  const [width, setWidth] = useState(0);
  const [marked, setMarked] = useState<number | null>(null);
  const toldId = useId();
  const measure = useCallback((element: HTMLDivElement | null) => {
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const grid = useMemo(() => mapGrid(cells.length, width, heightPx), [cells.length, width, heightPx]);
  const draw: Draw = useCallback((context, _size, palette) => drawCells(context, palette, grid, cells), [grid, cells]);
  const markedCell = marked === null ? null : (cells[marked] ?? null);

  function onKeyDown(event: KeyboardEvent): void {
    const target = cellAfter(event.key, marked ?? 0, grid, cells.length);
    if (target === null) return;
    event.preventDefault();
    setMarked(target);
  }

  /** Enter and Space come as a click without a pointer (`detail` 0). */
  function onClick(event: MouseEvent<HTMLElement>): void {
    const index = event.detail === 0 ? marked : pointedAt(event, grid, cells.length);
    const cell = index === null ? null : cells[index];
    if (cell) onOpen(cell.id);
  }

  return (
    <div className={styles.map} ref={measure}>
      <p className={styles.told} id={toldId} aria-live="polite">
        {markedCell === null ? null : tell(markedCell.id)}
      </p>
      <button
        type="button"
        className={styles.cells}
        style={{ width: grid.width, height: grid.height }}
        aria-label={`${name}. Arrow keys move from agent to agent, Enter opens one.`}
        aria-describedby={toldId}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onFocus={() => setMarked((before) => before ?? firstAlarm(cells))}
        onPointerMove={(event) => setMarked(pointedAt(event, grid, cells.length))}
        onPointerLeave={() => setMarked(null)}
      >
        {width > 0 && <Drawing draw={draw} />}
        {marked !== null && markedCell !== null && <Mark grid={grid} index={marked} />}
      </button>
    </div>
  );
}

/** Apart from the canvas, so that a moving pointer draws one box and not ten thousand cells. */
function Mark({ grid, index }: { grid: MapGrid; index: number }) {
  const { x, y } = cellOrigin(grid, index);
  return (
    <span
      className={styles.mark}
      style={{ transform: `translate(${x}px, ${y}px)`, width: grid.pitch, height: grid.pitch }}
    />
  );
}

function pointedAt(event: MouseEvent<HTMLElement>, grid: MapGrid, count: number): number | null {
  const box = event.currentTarget.getBoundingClientRect();
  return cellAt(grid, count, event.clientX - box.left, event.clientY - box.top);
}

/** Where the eye goes first, so the keyboard begins there too. */
function firstAlarm(cells: readonly (Cell | null)[]): number {
  return Math.max(
    0,
    cells.findIndex((cell) => cell?.look === "critical"),
  );
}
