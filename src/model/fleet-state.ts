import type { AgentEntry } from "./agent-entry.ts";
import type { LivenessBounds } from "./liveness.ts";
import type { ChannelLogs } from "./channels/channel-logs.ts";
import { createChannelLogs } from "./channels/channel-logs.ts";
import type { StreamFold } from "./stream-fold.ts";
import type { TaskLimits, Tasks } from "./tasks/tasks-state.ts";
import { createTasks, DEFAULT_TASK_LIMITS } from "./tasks/tasks-state.ts";
import type { Prefixes } from "#contract/subjects.ts";
import type { ServerMs } from "#util/units.ts";

/** Every collection has a limit by count and by bytes; what is let go for one is counted in `Counters.dropped`. */
export interface FleetLimits {
  agents: number;
  /** Agents that registered and never beat. */
  waiting: number;
  beatsPerAgent: number;
  /** Over all agents, 12 bytes each: the more agents, the fewer beats each keeps (`beatCap`). */
  beats: number;
  /** Messages besides beats, of one channel and over all of them (`channel-logs.ts`). */
  channelEvents: number;
  channelEventBytes: number;
  events: number;
  eventBytes: number;
  /** Kinds of malformed messages: subject and reason. */
  unreadable: number;
  /** Ids of agents past the bound, kept to count each once. */
  notHeld: number;
  tasks: TaskLimits;
}

export const DEFAULT_LIMITS: FleetLimits = {
  agents: 10_000,
  waiting: 1000,
  beatsPerAgent: 1024,
  beats: 2 ** 20,
  channelEvents: 5000,
  channelEventBytes: 4e6,
  events: 20_000,
  eventBytes: 16e6,
  unreadable: 200,
  notHeld: 100_000,
  tasks: DEFAULT_TASK_LIMITS,
};

export interface FleetConfig {
  prefixes: Prefixes;
  heartbeatIntervalMs: number;
  bounds: LivenessBounds;
  /** How many minutes of traffic are kept. */
  minutes: number;
  limits: FleetLimits;
}

/** What changed since the last take. */
export interface Touched {
  agents: AgentEntry[];
  gone: Set<string>;
  channels: Set<string>;
  minutes: Set<ServerMs>;
  unreadable: boolean;
  counters: boolean;
}

/** The true state. Changed in place by the fold, and by nothing else. */
export interface Fleet {
  readonly config: FleetConfig;
  streams: Map<string, StreamFold>;
  /** Those with at least one beat. */
  agents: Map<string, AgentEntry>;
  waiting: Map<string, AgentEntry>;
  /** Ids by their lower-case form: what similar ids are found with. */
  byFolded: Map<string, readonly string[]>;
  notHeld: Set<string>;
  /** Agents that may make place, longest silent first; see `admit.ts`. */
  evictable: string[];
  evictableAt: ServerMs;
  /** Beats kept of each agent now. */
  beatCap: number;
  logs: ChannelLogs;
  tasks: Tasks;
  messages: number;
  malformed: number;
  newestAt: ServerMs | null;
  newestMinute: ServerMs;
  droppedBeats: number;
  droppedEvents: number;
  droppedUnreadable: number;
  touched: Touched;
}

export function createFleet(config: FleetConfig): Fleet {
  const { limits } = config;
  return {
    config,
    streams: new Map(),
    agents: new Map(),
    waiting: new Map(),
    byFolded: new Map(),
    notHeld: new Set(),
    evictable: [],
    evictableAt: Number.NEGATIVE_INFINITY,
    beatCap: limits.beatsPerAgent,
    logs: createChannelLogs({
      perChannel: { count: limits.channelEvents, bytes: limits.channelEventBytes },
      inAll: { count: limits.events, bytes: limits.eventBytes },
    }),
    tasks: createTasks(limits.tasks, config.minutes),
    messages: 0,
    malformed: 0,
    newestAt: null,
    newestMinute: Number.NEGATIVE_INFINITY,
    droppedBeats: 0,
    droppedEvents: 0,
    droppedUnreadable: 0,
    touched: createTouched(),
  };
}

export function createTouched(): Touched {
  return {
    agents: [],
    gone: new Set(),
    channels: new Set(),
    minutes: new Set(),
    unreadable: false,
    counters: false,
  };
}

export function touchAgent(fleet: Fleet, entry: AgentEntry): void {
  if (entry.touched) return;
  entry.touched = true;
  fleet.touched.agents.push(entry);
}
