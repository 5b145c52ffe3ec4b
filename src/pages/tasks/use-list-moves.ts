import type { FleetView } from "#model/view.ts";
import { useView } from "#store/feed.tsx";
import { useCalm } from "./use-calm.ts";

/**
 * What a list is made again by, without anybody asking: while the past is still being read and no hand is on it, whenever something came;
 * when it was empty and something came; and when a stream was made anew. Else it stands still, and a button says how many are new.
 */
export function useListMoves(held: boolean, empty: boolean): string {
  const reading = useView((view) => !view.tasks.whole || !view.history.complete);
  const restarts = useView(restartsOf);
  const arrived = useArrivedSinceList();
  const moves = !held && (reading || empty);
  return `${restarts} ${reading} ${moves ? arrived : ""}`;
}

/** How many tasks came since the list was made; told once a second. */
export function useArrivedSinceList(): number {
  return useCalm(arrivedOf, always);
}

const arrivedOf = (view: FleetView): number => view.tasks.arrivedSinceList;
const always = (): boolean => true;

function restartsOf(view: FleetView): number {
  return view.sources.reduce((sum, { restarts }) => sum + restarts, 0);
}
