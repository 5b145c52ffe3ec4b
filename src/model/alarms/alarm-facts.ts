/** All that the rules are judged from, at one moment. */
import type { Found } from "./condition.ts";
import type { AgentFacts } from "../agent.ts";
import type { Connection } from "../connection.ts";
import type { LivenessBounds } from "../liveness.ts";
import type { TaskFindingCode, TaskRow } from "../tasks/task.ts";
import type { ServerMs } from "#util/units.ts";

/** What is not known is no reason to say that all is well. */
export type Known<T> = { state: "known"; value: T } | { state: "not-known"; why: string };

export interface AlarmFacts {
  agents: Known<{
    all: Iterable<AgentFacts>;
    bounds: LivenessBounds;
    /** The server's moment that they are judged at. */
    at: ServerMs;
  }>;
  tasks: Known<QueueFacts>;
  /** Messages on the errors channel within the newest ten minutes. */
  errors: Known<{ last10Minutes: number }>;
  view: ViewFacts;
  /** Found where the server was asked. */
  asked: Readonly<Record<AskedRule, Found>>;
}

export const ASKED_RULES = [
  "stream-fill",
  "stream-full-soon",
  "consumer-verdict",
  "poison-messages",
  "server-health",
  "server-storage",
  "server-slow-consumers",
] as const;

export type AskedRule = (typeof ASKED_RULES)[number];

export interface QueueFacts {
  available: number;
  oldestWaiting: { id: string; title: string | null; at: ServerMs } | null;
  findings: Readonly<Partial<Record<TaskFindingCode, number>>>;
  /** Worst first; `total` counts those that are not in `worst` as well. */
  stuck: { total: number; worst: readonly TaskRow[] };
}

export interface ViewFacts {
  connection: Connection;
  /** Since when nothing comes in, on the server's clock. Null: it does. */
  lostSince: ServerMs | null;
  /** There is a connection, and no source of it brings any beat: why. */
  blindBecause: string | null;
  /** What is stored and not read yet. Null: all is read. */
  behindMs: number | null;
  /** Agents and open tasks beyond what this page holds. */
  notHeld: { agents: number; tasks: number };
  /** How late the page and its worker are with what they have to do. */
  lagMs: number;
  /** The server's clock minus this machine's. Null: not known. */
  clockOffMs: number | null;
  /** The last jump of one of the clocks. */
  clockJump: { at: ServerMs; byMs: number } | null;
}
