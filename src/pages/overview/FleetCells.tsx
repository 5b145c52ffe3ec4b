import { memo, useMemo, useState } from "react";
import { agentPath } from "../../paths.ts";
import type { AgentFacts } from "#model/agent.ts";
import type { LivenessBounds } from "#model/liveness.ts";
import { judge } from "#model/liveness.ts";
import { STANDING_LOOKS } from "#model/standing-look.ts";
import type { Standing } from "#model/standing.ts";
import { standingOf } from "#model/standing.ts";
import type { Cell, CellLook } from "#ui/fleet-map/draw-cells.ts";
import { FleetMap } from "#ui/fleet-map/FleetMap.tsx";
import { keepPlaces } from "#ui/fleet-map/map-grid.ts";
import { formatPlural } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

const HEIGHT_PX = 200;

interface FleetCellsProps {
  agents: ReadonlyMap<string, AgentFacts>;
  judged: ServerMs | null;
  bounds: LivenessBounds;
}

/** A fleet too large for rows, at one look: one cell an agent, in places that stay. */
export const FleetCells = memo(function FleetCells({ agents, judged, bounds }: FleetCellsProps) {
  const places = usePlaces(agents);
  const standings = useMemo(() => {
    const found = new Map<string, Standing>();
    for (const agent of agents.values()) found.set(agent.id, standingOf(agent, judge(agent, judged, bounds)));
    return found;
  }, [agents, judged, bounds]);
  const cells = useMemo(
    () =>
      places.map((id): Cell | null => {
        const standing = id === null ? undefined : standings.get(id);
        return id === null || standing === undefined ? null : { id, look: cellLook(standing) };
      }),
    [places, standings],
  );
  return (
    <FleetMap
      name={`Map of ${formatPlural(agents.size, "agent")}`}
      cells={cells}
      tell={(id) => {
        const standing = standings.get(id);
        return standing === undefined ? id : `${id} ${STANDING_LOOKS[standing].word}`;
      }}
      onOpen={(id) => window.location.assign(agentPath(id))}
      heightPx={HEIGHT_PX}
    />
  );
});

function cellLook(standing: Standing): CellLook {
  const { alarm } = STANDING_LOOKS[standing];
  if (alarm !== null) return alarm;
  if (standing === "signed-off") return "stopped";
  return standing === "gone" ? "faded" : "quiet";
}

/** Who stands where: by name at first, and then for as long as the page is open. */
function usePlaces(agents: ReadonlyMap<string, AgentFacts>): readonly (string | null)[] {
  const [places, setPlaces] = useState<readonly (string | null)[]>([]);
  const taken = places.filter((id) => id !== null);
  if (taken.length === agents.size && taken.every((id) => agents.has(id))) return places;
  const next = keepPlaces(places, [...agents.keys()].sort());
  setPlaces(next);
  return next;
}
