import type { AgentsSearch } from "./search.ts";
import type { AgentFacts } from "#model/agent.ts";
import type { Judgement } from "#model/liveness.ts";
import { unreachable } from "#util/assert.ts";

/** Whether an agent belongs to a filter: by what is said of it, so that it may belong to several. */
export function isInState(state: AgentsSearch["state"], agent: AgentFacts, judgement: Judgement): boolean {
  switch (state) {
    case "all":
      return true;
    case "on-time":
    case "late":
    case "silent":
    case "gone":
    case "signed-off":
    case "unknown":
      return judgement.liveness.state === state;
    case "needs-approval":
      return standsThere(judgement) && agent.needsApproval;
    case "recovering":
      return standsThere(judgement) && judgement.recovering;
    case "flapping":
      return standsThere(judgement) && judgement.flapping;
    case "findings":
      return standsThere(judgement) && agent.findings.length > 0;
    default:
      return unreachable(state);
  }
}

/** Nothing can be done now about an agent that signed off or is gone, and nothing is known of one that is not judged. */
export function standsThere({ liveness: { state } }: Judgement): boolean {
  return state !== "gone" && state !== "signed-off" && state !== "unknown";
}
