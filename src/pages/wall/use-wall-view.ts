import { DEFAULT_PREFIXES } from "#contract/subjects.ts";
import { blindBecause } from "#model/blind.ts";
import type { FleetException, FleetTally } from "#model/fleet-tally.ts";
import { tallyFleet } from "#model/fleet-tally.ts";
import { seenAt } from "#model/sight.ts";
import type { Standing } from "#model/standing.ts";
import { standingOf } from "#model/standing.ts";
import type { FleetView } from "#model/view.ts";
import { useBounds, useFeedControls, useObserverNow, useSettings, useView, useWorkerTrouble } from "#store/feed.tsx";
import type { WorkerTrouble } from "#store/worker-trouble.ts";
import { useEffect, useMemo } from "react";
import type { ObserverMs, ServerMs } from "#util/units.ts";
import { SECOND_MS } from "#util/units.ts";

/** One agent as the wall draws it. */
export interface WallAgent {
  id: string;
  standing: Standing;
  /** What it does, in its own words; null: nothing. */
  task: string | null;
}

/** Everything that the wall paints, of one tick. */
export interface WallView {
  view: FleetView;
  now: ObserverMs;
  seen: ServerMs | null;
  trouble: WorkerTrouble | null;
  blind: string | null;
  tally: FleetTally;
  exceptions: readonly FleetException[];
  /** Everybody but the gone, in no order. */
  agents: readonly WallAgent[];
  /** Of those on time, in ms; null: nobody is. */
  shortestIntervalMs: number | null;
}

/**
 * The view once a second, whatever comes in: nobody watches a wall by the tenth of a second. While the view is lost the fleet is judged as of
 * the moment when it was: what was known last stays on the screen, marked as such, and nobody grows older.
 */
export function useWallView(): WallView {
  const now = useObserverNow();
  const { view } = useView(
    (newest) => ({ now, view: newest }),
    (a, b) => a.view === b.view || (a.now === b.now && a.view.connection.state === b.view.connection.state),
  );
  const { setPace } = useFeedControls();
  useEffect(() => {
    setPace(SECOND_MS);
    return () => setPace(null);
  }, [setPace]);
  const trouble = useWorkerTrouble();
  const bounds = useBounds();
  const { coordination } = useSettings().inForce?.prefixes ?? DEFAULT_PREFIXES;
  return useMemo(() => {
    const seen = seenAt(view, now);
    const { tally, exceptions, up } = tallyFleet(view.agents.values(), seen, bounds);
    const agents = up.map(({ agent, judgement }) => ({
      id: agent.id,
      standing: standingOf(agent, judgement),
      task: agent.currentTaskTitle ?? agent.currentTask,
    }));
    return {
      view,
      now,
      seen,
      trouble,
      blind: blindBecause(view.sources, coordination),
      tally,
      exceptions,
      agents,
      shortestIntervalMs: shortestInterval(up),
    };
  }, [view, now, trouble, bounds, coordination]);
}

function shortestInterval(up: ReturnType<typeof tallyFleet>["up"]): number | null {
  let shortest: number | null = null;
  for (const { agent, judgement } of up) {
    if (judgement.liveness.state !== "on-time") continue;
    shortest = Math.min(shortest ?? agent.intervalMs, agent.intervalMs);
  }
  return shortest;
}
