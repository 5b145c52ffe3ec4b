import { countStandings } from "./rows.ts";
import { STANDING_LOOKS } from "#model/standing-look.ts";
import type { Standing } from "#model/standing.ts";
import type { Cell, CellLook } from "#ui/fleet-map/draw-cells.ts";
import type { MapKeyEntry } from "#ui/fleet-map/MapKey.tsx";

/** How an agent's standing looks as a cell. */
export function cellLook(standing: Standing): CellLook {
  const { alarm } = STANDING_LOOKS[standing];
  if (alarm !== null) return alarm;
  if (standing === "signed-off") return "stopped";
  return standing === "gone" ? "faded" : "quiet";
}

/**
 * One cell a place. Whoever is not asked for keeps the place and fades.
 * @param places who stands where (`keepPlaces`) @param asked the ids that the search lets through
 */
export function mapCells(
  places: readonly (string | null)[],
  standings: ReadonlyMap<string, Standing>,
  asked: ReadonlySet<string>,
): (Cell | null)[] {
  return places.map((id) => {
    const standing = id === null ? undefined : standings.get(id);
    if (id === null || standing === undefined) return null;
    return { id, look: asked.has(id) ? cellLook(standing) : "faded" };
  });
}

/** What the cells mean and how many there are, by standing. */
export function mapKey(standings: ReadonlyMap<string, Standing>): MapKeyEntry[] {
  return countStandings(standings).map(({ standing, count }) => ({
    look: cellLook(standing),
    word: STANDING_LOOKS[standing].word,
    count,
  }));
}

/** Those of a list that someone has to look at, in its order. */
export function exceptionsOf(ids: readonly string[], standings: ReadonlyMap<string, Standing>): readonly string[] {
  return ids.filter((id) => {
    const standing = standings.get(id);
    return standing !== undefined && standing !== "unknown" && STANDING_LOOKS[standing].alarm !== null;
  });
}
