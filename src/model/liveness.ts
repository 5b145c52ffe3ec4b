import type { AgentFacts } from "./agent.ts";
import type { ServerMs } from "#util/units.ts";
import { DAY_MS, MINUTE_MS } from "#util/units.ts";

export interface LivenessBounds {
  /** On time until this many intervals after the last beat. */
  lateAfterIntervals: number;
  silentAfterIntervals: number;
  goneAfterMs: number;
  flappingChanges: number;
  flappingWindowMs: number;
}

export const DEFAULT_BOUNDS: LivenessBounds = {
  lateAfterIntervals: 1.5,
  silentAfterIntervals: 3,
  goneAfterMs: DAY_MS,
  flappingChanges: 4,
  flappingWindowMs: 10 * MINUTE_MS,
};

/** What we see of an agent, apart from what it says of itself. Every state but `unknown` says since when. */
export type Liveness =
  /** There is no server clock yet, or our own view is lost: neither on time nor silent. */
  | { state: "unknown" }
  | { state: "on-time"; lateAt: ServerMs }
  | { state: "late"; since: ServerMs; silentAt: ServerMs }
  | { state: "silent"; since: ServerMs; whileWorking: boolean }
  | { state: "gone"; since: ServerMs }
  | { state: "signed-off"; since: ServerMs };

export interface Judgement {
  liveness: Liveness;
  /** Back after a silence, fewer than three beats in a row on time so far. */
  recovering: boolean;
  flapping: boolean;
  /** Beats missed within the history held, the open gap included. */
  missedBeats: number;
}

/**
 * Judges one agent on the server's clock.
 * @param now the server's time; null when there is none yet or our own view is lost: then nobody is judged
 */
export function judge(agent: AgentFacts, now: ServerMs | null, bounds: LivenessBounds = DEFAULT_BOUNDS): Judgement {
  if (now === null) {
    return { liveness: { state: "unknown" }, recovering: false, flapping: false, missedBeats: agent.missedBeats };
  }
  const liveness = livenessOf(agent, now, bounds);
  const windowStart = now - bounds.flappingWindowMs;
  const openGap = liveness.state === "signed-off" ? 0 : Math.floor((now - heardFrom(agent)) / agent.intervalMs - 0.5);
  return {
    liveness,
    recovering: liveness.state === "on-time" && agent.onTimeSinceSilence !== null && agent.onTimeSinceSilence < 3,
    flapping: changesSince(agent.changesAt, windowStart) >= bounds.flappingChanges,
    missedBeats: agent.missedBeats + Math.max(0, openGap),
  };
}

function livenessOf(agent: AgentFacts, now: ServerMs, bounds: LivenessBounds): Liveness {
  if (agent.status === "offline") return { state: "signed-off", since: agent.lastBeatAt };
  const lateAt = heardFrom(agent) + bounds.lateAfterIntervals * agent.intervalMs;
  const silentAt = heardFrom(agent) + bounds.silentAfterIntervals * agent.intervalMs;
  if (now < lateAt) return { state: "on-time", lateAt };
  if (now < silentAt) return { state: "late", since: lateAt, silentAt };
  if (now < silentAt + bounds.goneAfterMs) {
    return { state: "silent", since: silentAt, whileWorking: agent.currentTask !== null };
  }
  return { state: "gone", since: silentAt };
}

/** Its last beat, moved on by the time in which we could not have heard another: our outage is not its silence. */
function heardFrom(agent: AgentFacts): ServerMs {
  return agent.lastBeatAt + (agent.unheardMs ?? 0);
}

function changesSince(changesAt: readonly ServerMs[], start: ServerMs): number {
  return changesAt.filter((at) => at >= start).length;
}
