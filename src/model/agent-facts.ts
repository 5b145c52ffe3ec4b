import type { AgentFacts } from "./agent.ts";
import type { AgentEntry } from "./agent-entry.ts";
import { newestPart } from "./agent-entry.ts";
import { factsOf } from "./facts-of.ts";
import type { Fleet } from "./fleet-state.ts";

/** Every agent as it was last taken (`takeChanges`) or judged since, by its id. */
export function agentFactsOf(fleet: Fleet): Map<string, AgentFacts> {
  const all = new Map<string, AgentFacts>();
  for (const [id, { facts, ahead }] of fleet.agents) {
    const newest = ahead?.facts ?? facts;
    if (newest !== null) all.set(id, newest);
  }
  return all;
}

/** Every agent as it is now, taken or not. The same object as before where no beat of it came. */
export function* agentsNow(fleet: Fleet): Generator<AgentFacts, void> {
  for (const entry of fleet.agents.values()) yield factsNow(fleet, entry);
}

function factsNow(fleet: Fleet, entry: AgentEntry): AgentFacts {
  if (!entry.touched && entry.facts !== null) return entry.facts;
  const seq = newestPart(entry)?.lastSeq ?? 0;
  if (entry.ahead?.seq !== seq) entry.ahead = { seq, facts: factsOf(fleet, entry) };
  return entry.ahead.facts;
}
