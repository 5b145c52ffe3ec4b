import type { AgentFacts } from "./agent.ts";
import type { AlarmsView } from "./alarms/alarm.ts";
import type { ServerClock } from "./clock.ts";
import type { Connection } from "./connection.ts";
import type { Sight } from "./sight.ts";
import type { SourceState } from "./source-state.ts";
import type { TaskRow } from "./tasks/task.ts";
import type { TasksView } from "./tasks/tasks-view.ts";
import type { ServerMs } from "#util/units.ts";

/** Messages that could not be read, counted by subject and reason, with one sample. */
export interface MalformedFacts {
  subject: string;
  reason: string;
  detail: string;
  count: number;
  lastAt: ServerMs;
  lastSeq: number;
  /** The newest one's first 200 characters. */
  sample: string;
}

/** `heartbeat`, `tasks`, `coordination`, `errors`, `roadmap`, `deliverables`, and every other channel seen. */
export interface ChannelFacts {
  name: string;
  /** Within the history held. */
  count: number;
  lastAt: ServerMs | null;
}

/** One minute of traffic: how many messages each channel had. */
export interface RateBucket {
  /** Start of the minute. */
  at: ServerMs;
  counts: Readonly<Record<string, number>>;
}

/** A message that is no heartbeat, as lists show it. */
export interface EventFacts {
  stream: string;
  seq: number;
  at: ServerMs;
  subject: string;
  channel: string;
  agent: string | null;
  /** Cut at 2,000 characters; `cut` says so. */
  text: string;
  cut: boolean;
}

export interface Counters {
  /** Messages folded since the page was opened. */
  messages: number;
  malformed: number;
  /** Messages, agents or beats let go for a bound, by what was let go. */
  dropped: Readonly<Record<string, number>>;
}

/** How much of the wanted past is on the screen. */
export interface HistoryFacts {
  wantedSince: ServerMs | null;
  /** Whole back to here, but for what streams hold that hold reports alone; null until the first stretch is in. */
  completeSince: ServerMs | null;
  /** The same of messages that are reports; left out: the same moment. */
  reportsSince?: ServerMs | null;
  doneRatio: number;
  complete: boolean;
}

/** The beats of one agent that is on the screen: stream times, ascending. */
export interface Strip {
  id: string;
  /** Beats before this moment are not held (or not read yet): draw nothing, not a gap. */
  heldSince: ServerMs;
  beatsAt: readonly ServerMs[];
  /** Those of them that said "offline": nothing is owed in the gap after one. */
  signOffsAt: readonly ServerMs[];
}

/** Everything the page paints: one state, one tick. Unchanged parts keep their reference from patch to patch. */
export interface FleetView {
  tick: number;
  connection: Connection;
  /** How well we see: what ages and judgements are taken as of (`seenAt`, `judgedAt`). */
  sight: Sight;
  clock: ServerClock | null;
  history: HistoryFacts;
  counters: Counters;
  sources: readonly SourceState[];
  agents: ReadonlyMap<string, AgentFacts>;
  /** Agents that the streams know and that are past the bound of 10,000. */
  agentsNotHeld: number;
  strips: ReadonlyMap<string, Strip>;
  tasks: TasksView;
  /** Those tasks that are watched: on the screen. */
  taskRows: ReadonlyMap<string, TaskRow>;
  channels: ReadonlyMap<string, ChannelFacts>;
  rates: readonly RateBucket[];
  malformed: readonly MalformedFacts[];
  /** Anyone may publish on this server with this login (the read-only set-up is not in place); null: not known. */
  mayWrite: boolean | null;
  alarms: AlarmsView;
  /** Server time of the newest message of all; the data's age is told from it. */
  newestAt: ServerMs | null;
  /** How many messages arrived since painting was paused; null while live. */
  pausedBehind: number | null;
}
