import type { AgentFacts } from "#model/agent.ts";
import { useView } from "#store/feed.tsx";
import { useAtMostEvery } from "#ui/use-at-most-every.ts";
import { SECOND_MS } from "#util/units.ts";

/** Judging and sorting this many takes no time worth saving. */
const FEW = 300;

/**
 * All agents, for judging, sorting and counting them: in a large fleet a new map at most once a second, whatever comes in. Rows on the
 * screen read their own agent and are not held back by this.
 */
export function useCalmAgents(): ReadonlyMap<string, AgentFacts> {
  const agents = useView((view) => view.agents);
  const calm = useAtMostEvery(agents, SECOND_MS);
  return agents.size <= FEW ? agents : calm;
}
