import { useObserverNow, useView } from "#store/feed.tsx";
import type { FleetView } from "#model/view.ts";

/**
 * The whole view as it was when the last tick came, once a second, for panels that nobody watches by the tenth of a second.
 * While the past is still being read, and whenever the connection changes, it is the newest one.
 */
export function useCalmView(): FleetView {
  const tick = useObserverNow();
  return useView(
    (view) => ({ tick, view }),
    (before, now) => before.view === now.view || (before.tick === now.tick && isCalm(before.view, now.view)),
  ).view;
}

function isCalm(before: FleetView, now: FleetView): boolean {
  return before.history.complete && before.history === now.history && before.connection.state === now.connection.state;
}
