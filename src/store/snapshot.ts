/**
 * The automation surface, version 1: what the page shows, as plain JSON. Documented for others in docs/automation.md: a field may be
 * added, none is renamed or removed.
 */
import { NO_TASKS, snapshotTasks } from "./snapshot-tasks.ts";
import { isCaughtUp, reasonOf, viewStateOf } from "./view-state.ts";
import type { ViewState } from "./view-state.ts";
import type { AgentFacts } from "#model/agent.ts";
import { RULE_IDS } from "#model/alarms/alarm.ts";
import type { ServerIdentity } from "#model/connection.ts";
import type { Liveness, LivenessBounds } from "#model/liveness.ts";
import { judge } from "#model/liveness.ts";
import { judgedAt, seenAt } from "#model/sight.ts";
import type { SourceState } from "#model/source-state.ts";
import { collide } from "#contract/subject-filter.ts";
import { DEFAULT_PREFIXES, taskSubject } from "#contract/subjects.ts";
import type { TaskRow, TaskState } from "#model/tasks/task.ts";
import type { FleetView } from "#model/view.ts";
import type { ObserverMs, ServerMs } from "#util/units.ts";

export interface SnapshotPart {
  state: "ready" | "loading" | "forbidden" | "no-stream" | "not-built";
  reason: string | null;
  completeSince: string | null;
}

export interface SnapshotAgent {
  id: string;
  status: string;
  liveness: Liveness["state"];
  recovering: boolean;
  flapping: boolean;
  needsApproval: boolean;
  currentTask: string | null;
  lastBeatAt: string;
  intervalMs: number;
  missedBeats: number;
  findings: string[];
}

export interface SnapshotTask {
  id: string;
  title: string | null;
  state: TaskState;
  owner: string | null;
  priority: string | null;
  blockedBy: string[];
  availableAt: string | null;
  claimedAt: string | null;
  endedAt: string | null;
  findings: string[];
}

export interface SnapshotStream {
  name: string;
  messages: number;
  bytes: number;
  firstSeq: number;
  lastSeq: number;
  consumers: number;
  /** 0..1 of the limit, null without one. */
  fill: { messages: number | null; bytes: number | null };
  ratePerSecond: number | null;
  findings: string[];
}

export interface Snapshot {
  version: 1;
  /** ISO, on the observer's clock, as `view.since`; every other time is the stream's. */
  takenAt: string;
  view: {
    state: ViewState;
    since: string;
    reason: string | null;
    caughtUp: boolean;
    server: ServerIdentity | null;
    rttMs: number | null;
    messages: number;
    malformed: number;
    dropped: number;
  };
  parts: Record<"agents" | "tasks" | "deliverables" | "channels" | "streams" | "alerts", SnapshotPart>;
  agents: SnapshotAgent[];
  tasks: {
    counts: Record<TaskState, number | null>;
    oldestWaitingMs: number | null;
    /** Tasks that somebody has to do something about. */
    stuck: number | null;
    items: SnapshotTask[];
  };
  deliverables: {
    agent: string;
    type: string;
    feature: string;
    versions: number;
    bytes: number;
    publishedAt: string;
    stream: string;
    seq: number;
  }[];
  channels: { name: string; count: number; lastAt: string | null }[];
  streams: SnapshotStream[];
  alerts: {
    id: string;
    rule: string;
    severity: "critical" | "warning" | "notice";
    subject: string;
    since: string;
    acknowledged: boolean;
  }[];
}

export interface SnapshotOptions {
  /** At most this many agents, by id. */
  agents?: number;
  /** At most this many tasks, those that changed last first; 1,000 when left out. */
  tasks?: number;
  /** At most this many reports, by feature as the streams list them; 200 when left out. */
  deliverables?: number;
  /** At most this many streams, as the server lists them; all when left out. */
  streams?: number;
}

/** A limit of 0: neither known nor wanted. */
export const NOT_ASKED: SnapshotPart = { state: "loading", reason: "not asked for", completeSince: null };

const NO_ANSWER: SnapshotPart = {
  state: "loading",
  reason: "the page's own worker does not answer",
  completeSince: null,
};

/** Folded in later versions; until then unknown, which is not zero. */
const NOT_BUILT: SnapshotPart = {
  state: "not-built",
  reason: "this version does not read it yet",
  completeSince: null,
};

/**
 * @param coordination the prefix of the coordination system, which tells what source the agents come from
 * @param now this machine's moment
 * @param rows the tasks themselves, which the page does not hold: asked of the worker where the part is ready; null: it did not answer
 */
export function snapshotOf(
  view: FleetView,
  { coordination, bounds }: { coordination: string; bounds: LivenessBounds },
  now: ObserverMs,
  options: SnapshotOptions = {},
  rows: readonly TaskRow[] | null = [],
): Snapshot {
  const { connection, counters } = view;
  const agents = agentsPart(view, coordination);
  const channels = channelsPart(view);
  const tasks = rows === null ? NO_ANSWER : tasksPart(view, coordination);
  return {
    version: 1,
    takenAt: iso(now),
    view: {
      state: viewStateOf(view),
      since: iso(connection.since),
      reason: reasonOf(connection),
      caughtUp: isCaughtUp(view),
      server: connection.state === "live" || connection.state === "stale" ? connection.server : null,
      rttMs: connection.state === "live" ? connection.rttMs : null,
      messages: counters.messages,
      malformed: counters.malformed,
      dropped: Object.values(counters.dropped).reduce((sum, count) => sum + count, 0),
    },
    parts: {
      agents,
      tasks,
      deliverables: NOT_BUILT,
      channels,
      streams: NOT_BUILT,
      alerts: alarmsPart(view),
    },
    agents: agents.state === "ready" ? snapshotAgents(view, bounds, now, options.agents) : [],
    tasks: tasks.state === "ready" ? snapshotTasks(view.tasks, rows ?? [], seenAt(view, now)) : NO_TASKS,
    deliverables: [],
    channels:
      channels.state === "ready"
        ? [...view.channels.values()].map(({ name, count, lastAt }) => ({ name, count, lastAt: isoOrNull(lastAt) }))
        : [],
    streams: [],
    alerts: view.alarms.alarms.map(({ key, rule, severity, subject, since, care }) => ({
      id: key,
      rule,
      severity,
      subject,
      since: iso(since),
      acknowledged: care.state === "acknowledged",
    })),
  };
}

/** Ready once alarms were judged; which rules cannot be, and so say nothing, is the reason. */
function alarmsPart({ alarms: { judgedAt, rules } }: FleetView): SnapshotPart {
  if (judgedAt === null) return { state: "loading", reason: "nothing was judged yet", completeSince: null };
  const unjudged = RULE_IDS.filter((id) => rules[id].state === "not-judged");
  const reason = unjudged.length === 0 ? null : `not judged: ${unjudged.join(", ")}`;
  return { state: "ready", reason, completeSince: null };
}

function snapshotAgents(view: FleetView, bounds: LivenessBounds, now: ObserverMs, limit = Infinity): SnapshotAgent[] {
  const judgedAs = judgedAt(view, now);
  return [...view.agents.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .slice(0, Math.max(0, limit))
    .map((agent) => snapshotAgent(agent, judgedAs, bounds));
}

function snapshotAgent(agent: AgentFacts, now: ServerMs | null, bounds: LivenessBounds): SnapshotAgent {
  const { liveness, recovering, flapping, missedBeats } = judge(agent, now, bounds);
  return {
    id: agent.id,
    status: agent.status,
    liveness: liveness.state,
    recovering,
    flapping,
    needsApproval: agent.needsApproval,
    currentTask: agent.currentTask,
    lastBeatAt: iso(agent.lastBeatAt),
    intervalMs: agent.intervalMs,
    missedBeats,
    findings: agent.findings.map(({ code }) => code),
  };
}

/** Agents are known from the roll on, long before their past is; `completeSince` says how far that is read. */
function agentsPart(view: FleetView, coordination: string): SnapshotPart {
  const filter = `${coordination}.heartbeat.>`;
  const sources = view.sources.filter(({ subjects }) => subjects.some((subject) => collide(subject, filter)));
  return partOf(sources, (source) => source.phase.state !== "opening");
}

/** Counts are what they say only once the tasks' past is read. */
export function tasksPart(view: FleetView, coordination: string): SnapshotPart {
  const filters = [taskSubject(null, { ...DEFAULT_PREFIXES, coordination }), `${coordination}.tasks.>`];
  const sources = view.sources.filter(({ subjects }) =>
    subjects.some((subject) => filters.some((filter) => collide(subject, filter))),
  );
  const part = partOf(sources, ({ phase, tasksPast }) => phase.state === "complete" && tasksPast !== "reading");
  return part.state === "ready" && view.tasks.counts.available === null ? { ...part, state: "loading" } : part;
}

/** Counts are what they say only once every source is read. */
function channelsPart(view: FleetView): SnapshotPart {
  const part = partOf(view.sources, (source) => source.phase.state === "complete");
  const { completeSince, reportsSince = completeSince } = view.history;
  return { ...part, completeSince: isoOrNull(reportsSince) };
}

/** Ready when every source is that can be read; forbidden or without a stream when none of them can. */
function partOf(sources: readonly SourceState[], isReady: (source: SourceState) => boolean): SnapshotPart {
  const failed = sources.flatMap(({ phase }) => (phase.state === "failed" ? [phase] : []));
  const readable = sources.filter(({ phase }) => phase.state !== "failed");
  const completeSince = isoOrNull(latest(readable));
  const [failure] = failed;
  if (readable.length === 0 && failure !== undefined) {
    return { state: failedState(failure.reason), reason: failure.detail, completeSince: null };
  }
  const state = readable.length > 0 && readable.every(isReady) ? "ready" : "loading";
  return { state, reason: failure?.detail ?? null, completeSince };
}

function failedState(reason: "forbidden" | "no-stream" | "no-jetstream" | "unanswered"): SnapshotPart["state"] {
  switch (reason) {
    case "forbidden":
      return "forbidden";
    case "no-stream":
    case "no-jetstream":
      return "no-stream";
    case "unanswered":
      return "loading";
  }
}

function latest(sources: readonly SourceState[]): ServerMs | null {
  const known = sources.flatMap(({ completeSince }) => (completeSince === null ? [] : [completeSince]));
  return known.length < sources.length || known.length === 0 ? null : Math.max(...known);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : iso(at);
}
