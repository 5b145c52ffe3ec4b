import type { AgentFacts } from "./agent.ts";
import type { Strip } from "./view.ts";
import type { ServerMs } from "#util/units.ts";

/** An agent's beats as strips draw them. */
export interface BeatHistory extends Omit<Strip, "id"> {
  lastBeatAt: ServerMs;
  intervalMs: number;
}

/** What is known of an agent's beats: its strip when there is one, else no more than its last beat. */
export function beatHistoryOf(agent: AgentFacts, strip: Omit<Strip, "id"> | undefined): BeatHistory {
  const { lastBeatAt, intervalMs } = agent;
  if (strip !== undefined) {
    const { heldSince, beatsAt, signOffsAt } = strip;
    return { heldSince, beatsAt, signOffsAt, lastBeatAt, intervalMs };
  }
  const signOffsAt = agent.status === "offline" ? [lastBeatAt] : [];
  return { heldSince: lastBeatAt, beatsAt: [lastBeatAt], signOffsAt, lastBeatAt, intervalMs };
}
