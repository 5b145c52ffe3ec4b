import { AGENT_FILTERS } from "../../paths.ts";
import { isInState } from "./is-in-state.ts";
import type { AgentFacts } from "#model/agent.ts";
import type { FieldValue, FilterField } from "#model/filter/filter-field.ts";
import type { Judgement } from "#model/liveness.ts";
import type { ServerMs } from "#util/units.ts";

/** What the list of agents can be asked for beside words. */
export const AGENT_FIELDS: readonly FilterField[] = [
  { name: "state", about: "how it stands", kind: "choice", values: AGENT_FILTERS },
  { name: "agent", about: "its name", kind: "text" },
  { name: "task", about: "id or title of what it works on", kind: "text" },
  { name: "status", about: "what it says of itself", kind: "text", values: ["idle", "busy", "offline"] },
  { name: "can", about: "a capability", kind: "text" },
  { name: "finding", about: "what is odd about it", kind: "text", values: ["clock-skew", "zone-mistake"] },
  { name: "age", about: "since its last beat", kind: "duration" },
  { name: "missed", about: "beats missed", kind: "number" },
  { name: "interval", about: "from beat to beat", kind: "duration" },
];

/** @param now null: our view is lost, so that nobody has an age */
export function readAgentField(
  agent: AgentFacts,
  judgement: Judgement,
  now: ServerMs | null,
  field: string,
): FieldValue {
  switch (field) {
    case "state":
      return AGENT_FILTERS.filter((state) => isInState(state, agent, judgement));
    case "agent":
      return agent.id;
    case "task":
      return [agent.currentTask, agent.currentTaskTitle].filter((text) => text !== null);
    case "status":
      return agent.status;
    case "can":
      return agent.capabilities;
    case "finding":
      return agent.findings.map(({ code }) => code);
    case "age":
      return now === null ? null : Math.max(0, now - agent.lastBeatAt);
    case "missed":
      return judgement.missedBeats;
    case "interval":
      return agent.intervalMs;
    default:
      return null;
  }
}
