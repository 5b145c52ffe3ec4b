import styles from "./FleetPanel.module.css";
import type { WallAgent } from "./use-wall-view.ts";
import { STANDING_LOOKS } from "#model/standing-look.ts";
import type { FleetFit } from "#model/wall/fleet-fit.ts";
import type { Draw } from "#ui/canvas/Drawing.tsx";
import { Drawing } from "#ui/canvas/Drawing.tsx";
import type { Cell, CellLook } from "#ui/fleet-map/draw-cells.ts";
import { drawCells } from "#ui/fleet-map/draw-cells.ts";
import { formatPlural } from "#util/format.ts";
import { useCallback, useState } from "react";

interface FleetCellsProps {
  fit: Extract<FleetFit, { kind: "cells" }>;
  places: readonly (string | null)[];
  byId: ReadonlyMap<string, WallAgent>;
  rootPx: number;
}

/** One mark an agent, drawn anew only when one of them changed: with all well nothing moves. */
export function FleetCells({ fit: { columns, rows, pitch }, places, byId, rootPx }: FleetCellsProps) {
  const cells = useStill(places.map((id) => cellOf(id, byId)));
  const pitchPx = pitch * rootPx;
  const draw: Draw = useCallback(
    (context, _size, palette) => {
      const grid = { columns, rows, pitch: pitchPx, width: columns * pitchPx, height: rows * pitchPx };
      drawCells(context, palette, grid, cells);
    },
    [columns, rows, pitchPx, cells],
  );
  return (
    <figure className={styles.cells} aria-label={`Map of ${formatPlural(byId.size, "agent")}`}>
      <Drawing draw={draw} />
    </figure>
  );
}

function cellOf(id: string | null, byId: ReadonlyMap<string, WallAgent>): Cell | null {
  const agent = id === null ? undefined : byId.get(id);
  if (agent === undefined) return null;
  return { id: agent.id, look: lookOf(agent) };
}

function lookOf({ standing }: WallAgent): CellLook {
  const { alarm } = STANDING_LOOKS[standing];
  if (alarm !== null) return alarm;
  return standing === "signed-off" ? "stopped" : "quiet";
}

/** The list as it was while it says the same. */
function useStill(cells: readonly (Cell | null)[]): readonly (Cell | null)[] {
  const [still, setStill] = useState(cells);
  const same =
    still.length === cells.length &&
    cells.every((cell, index) => cell?.id === still[index]?.id && cell?.look === still[index]?.look);
  if (same) return still;
  setStill(cells);
  return cells;
}
