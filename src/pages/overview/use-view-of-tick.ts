import { useObserverNow, useView } from "#store/feed.tsx";
import type { FleetView } from "#model/view.ts";

/**
 * A part of the view as it was when the last tick came, once a second, for panels that nobody watches by the tenth of a second.
 * What comes into an empty page comes at once.
 */
export function useViewOfTick<T>(select: (view: FleetView) => T): T {
  const tick = useObserverNow();
  return useView(
    (view) => ({ tick, value: select(view), empty: view.tick === 0 }),
    (before, now) => before.value === now.value || (before.tick === now.tick && !before.empty),
  ).value;
}
