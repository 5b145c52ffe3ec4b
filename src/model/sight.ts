import type { FleetView } from "./view.ts";
import type { ObserverMs, ServerMs } from "#util/units.ts";

/**
 * How well we see at this moment, apart from what there is to see. Our own outage must never be shown as the fleet's:
 * a beat that we could not read yet is no missed beat.
 */
export type Sight =
  | { state: "whole" }
  /** Connected, but what is stored since `asOf` is not read yet: the fleet is judged as of then. `ms`: for how long that has been known. */
  | { state: "behind"; asOf: ServerMs; ms: number }
  /** Painting was paused at that moment: judged and aged as of then. */
  | { state: "paused"; at: ObserverMs }
  /** Nothing comes in since that moment: nobody is judged, ages stand still. */
  | { state: "lost"; since: ObserverMs };

/** The server's time as of which the fleet is seen, for ages: moves on while we see, stands still while the view is lost. Null without a clock. */
export function seenAt(view: Pick<FleetView, "clock" | "sight">, observerNow: ObserverMs): ServerMs | null {
  if (view.clock === null) return null;
  switch (view.sight.state) {
    case "whole":
      return observerNow + view.clock.offsetMs;
    case "behind":
      return Math.min(view.sight.asOf, observerNow + view.clock.offsetMs);
    case "paused":
      return view.sight.at + view.clock.offsetMs;
    case "lost":
      return Math.min(view.sight.since, observerNow) + view.clock.offsetMs;
  }
}

/** The `now` to judge agents with: as `seenAt`, but null while the view is lost, so that everyone is unknown. */
export function judgedAt(view: Pick<FleetView, "clock" | "sight">, observerNow: ObserverMs): ServerMs | null {
  return view.sight.state === "lost" ? null : seenAt(view, observerNow);
}
