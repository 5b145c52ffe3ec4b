import styles from "./AgentsMap.module.css";
import { exceptionsOf, mapCells, mapKey } from "./map-cells.ts";
import type { AgentsTableProps } from "./AgentsTable.tsx";
import { AgentsTable } from "./AgentsTable.tsx";
import { standingDetail } from "./standing-words.ts";
import { workWords } from "#model/agent-work.ts";
import { judge } from "#model/liveness.ts";
import { STANDING_LOOKS } from "#model/standing-look.ts";
import { standingOf } from "#model/standing.ts";
import { useAgent, useBounds, useServerNow } from "#store/feed.tsx";
import { FleetMap } from "#ui/fleet-map/FleetMap.tsx";
import { keepPlaces } from "#ui/fleet-map/map-grid.ts";
import { MapKey } from "#ui/fleet-map/MapKey.tsx";
import { formatPlural } from "#util/format.ts";
import { useMemo, useState } from "react";
import type { ReactNode } from "react";

interface AgentsMapProps extends AgentsTableProps {
  /** All ids in their natural order: the places of a fresh map. */
  idOrder: readonly string[];
}

/** Leaves room for the sentence, the tools and the first exceptions. */
const HEIGHT_SHARE = 0.6;

/** A large fleet at one look: one cell an agent in a place that stays, and below it those who need someone as rows. */
export function AgentsMap({ idOrder, ...table }: AgentsMapProps) {
  const { list, onOpen } = table;
  const places = usePlaces(idOrder);
  const cells = useMemo(() => mapCells(places, list.standings, new Set(list.ids)), [places, list.standings, list.ids]);
  const pressing = useMemo(() => exceptionsOf(list.ids, list.standings), [list.ids, list.standings]);
  return (
    <div className={styles.map}>
      <MapKey entries={mapKey(list.standings)} />
      <FleetMap
        name={`Map of ${formatPlural(list.total, "agent")}`}
        cells={cells}
        tell={tell}
        onOpen={onOpen}
        heightPx={Math.round(window.innerHeight * HEIGHT_SHARE)}
      />
      {pressing.length > 0 && (
        <section aria-label="Agents that need someone">
          <h2 className={styles.heading}>Need someone</h2>
          <AgentsTable {...table} list={{ ...list, ids: pressing }} />
        </section>
      )}
    </div>
  );
}

function usePlaces(idOrder: readonly string[]): readonly (string | null)[] {
  const [before, setBefore] = useState<readonly (string | null)[]>(idOrder);
  const places = keepPlaces(before, idOrder);
  if (places !== before) setBefore(places);
  return places;
}

function tell(id: string): ReactNode {
  return <CellWords id={id} />;
}

/** Who a cell is: "Doc-Brown, silent while working since 12:03, task 42". */
function CellWords({ id }: { id: string }) {
  const agent = useAgent(id);
  const now = useServerNow();
  const bounds = useBounds();
  if (agent === null) return id;
  const judgement = judge(agent, now, bounds);
  const standing = standingOf(agent, judgement);
  // What counts down would be spoken anew each second.
  const detail = standing === "on-time" ? null : standingDetail(standing, agent, judgement, bounds, now);
  const words = [STANDING_LOOKS[standing].word, detail].filter((part) => part !== null).join(" ");
  return (
    <>
      <b>{id}</b> {words}, {workWords(agent)}
    </>
  );
}
