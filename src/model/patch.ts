import type { AgentFacts } from "./agent.ts";
import type { MovedAgents } from "./moved-agents.ts";
import type { TaskRow } from "./tasks/task.ts";
import type { ChannelFacts, FleetView, RateBucket, Strip } from "./view.ts";
import type { ServerMs } from "#util/units.ts";

/** Parts that are small: sent whole when they changed. */
type Whole = Omit<FleetView, "tick" | "agents" | "strips" | "taskRows" | "channels" | "rates">;

/**
 * What changed since the last patch that the page acknowledged. Keyed parts carry only the touched keys;
 * law: applyPatch(before, patch) = after, and a key not named keeps its reference.
 */
export interface Patch extends Partial<Whole> {
  tick: number;
  /** The state was made anew (first patch, stream restarted): the page throws its own away first. */
  fresh?: true;
  agents?: { set: AgentFacts[]; moved: MovedAgents; gone: string[] };
  /** Those watched whose beats changed; gone: no longer watched. */
  strips?: { set: Strip[]; gone: string[] };
  /** Those watched that changed; gone: no longer watched, or no longer held. */
  taskRows?: { set: TaskRow[]; gone: string[] };
  channels?: { set: ChannelFacts[]; gone: string[] };
  /** Minutes whose counts changed, those that are empty now, and the oldest minute kept. */
  rates?: { set: RateBucket[]; gone: ServerMs[]; floor: ServerMs };
}
