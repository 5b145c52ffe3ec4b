import type { ServerMs } from "#util/units.ts";

export type AgentFindingCode =
  | "clock-skew"
  | "zone-mistake"
  | "unreadable-time"
  | "id-mismatch"
  | "unknown-status"
  | "similar-id"
  | "free-text-task"
  | "interval-learned"
  | "interval-disagrees";

/** Something about an agent that a person should know; stable code, one sentence. */
export interface AgentFinding {
  code: AgentFindingCode;
  detail: string;
  /** Stream time of the newest beat that showed it. */
  at: ServerMs;
}

/** Where an agent's interval comes from, most trusted first. */
export type IntervalSource = "declared" | "setting" | "learned";

/**
 * What the streams say of one agent: facts only. Whether it is alive is judged from these by `judge` (liveness.ts) with a `now`,
 * so that the same facts give the same answer in the worker, on the page, in a test, and for any moment of the past.
 */
export interface AgentFacts {
  id: string;
  /** The agent's last word, as written; `unknown` in the contract's sense when it is none of the four. */
  status: string;
  currentTask: string | null;
  currentTaskTitle: string | null;
  needsApproval: boolean;
  approvalMessage: string | null;
  description: string | null;
  capabilities: readonly string[];
  registeredAt: ServerMs | null;
  lastBeatAt: ServerMs;
  lastBeatSeq: number;
  /** The oldest beat still held. */
  firstBeatAt: ServerMs;
  beatsHeld: number;
  intervalMs: number;
  intervalSource: IntervalSource;
  /** Beats that should have come and did not, between the beats held (the open gap after the last one is the judge's to add). */
  missedBeats: number;
  /** When it fell silent and when it came back, oldest first, the newest 8: what flapping is told from. */
  changesAt: readonly ServerMs[];
  /** Beats on time in a row since the last silence, counted up to 3; null when no silence is held. */
  onTimeSinceSilence: number | null;
  /** Time since its last beat in which we could not have heard one, where its stream keeps nothing: it counts as no time. Missing: none. */
  unheardMs?: number;
  findings: readonly AgentFinding[];
}
