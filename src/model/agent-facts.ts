import type { AgentFacts } from "./agent.ts";
import type { Fleet } from "./fleet-state.ts";

/** Every agent as it was last taken (`takeChanges`), by its id. */
export function agentFactsOf(fleet: Fleet): Map<string, AgentFacts> {
  const all = new Map<string, AgentFacts>();
  for (const [id, { facts }] of fleet.agents) if (facts !== null) all.set(id, facts);
  return all;
}
