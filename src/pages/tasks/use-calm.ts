import type { FleetView } from "#model/view.ts";
import { useObserverNow, useView } from "#store/feed.tsx";

/**
 * A part of the view as it was when the last tick came: a new one once a second, however many patches come, so that nothing that hangs on
 * it renders ten times a second.
 * @param isSettled whether a value may stand until the next tick; what is still being read is followed at once
 */
export function useCalm<T>(select: (view: FleetView) => T, isSettled: (value: T) => boolean): T {
  const tick = useObserverNow();
  return useView(
    (view) => ({ tick, value: select(view) }),
    (before, now) => before.value === now.value || (before.tick === now.tick && isSettled(before.value)),
  ).value;
}
