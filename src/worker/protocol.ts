/**
 * What the page and the worker say to each other: two unions, nothing else crosses.
 *
 * The worker owns the connection and the true state. The page owns what is on the screen. The worker sends a patch, then waits for
 * the page's `ack` of that tick before it sends the next one (the first change after a quiet moment at once, then at most one every
 * 100 ms), so a slow page slows the patches and never the feed.
 */
import type { DeliverablesAnswers, DeliverablesRequest } from "./asked/deliverables-protocol.ts";
import type { MessagesAnswers, MessagesRequest } from "./asked/messages-protocol.ts";
import type { ServerAnswers, ServerRequest } from "./asked/server-protocol.ts";
import type { StreamsAnswers, StreamsRequest } from "./asked/streams-protocol.ts";
import type { AgentFacts } from "#model/agent.ts";
import type { RuleId } from "#model/alarms/alarm.ts";
import type { AlarmCare } from "#model/alarms/care.ts";
import type { AlarmSettings, AlarmThresholds } from "#model/alarms/thresholds.ts";
import type { Tried } from "#model/alarms/try-rule.ts";
import type { ChannelHistory, ChannelQuery } from "#model/channels/channel-history.ts";
import type { LivenessBounds } from "#model/liveness.ts";
import type { MovedAgents } from "#model/moved-agents.ts";
import type { Patch } from "#model/patch.ts";
import type { BrokerThresholds } from "#model/streams/thresholds.ts";
import type { TaskListAnswer } from "#model/tasks/list-tasks.ts";
import type { TaskRow } from "#model/tasks/task.ts";
import type { TaskQuery } from "#model/tasks/task-query.ts";
import type { TaskStory } from "#model/tasks/task-story.ts";
import type { AgentWorkload } from "#model/tasks/tasks-view.ts";
import type { EventFacts, MalformedFacts, Strip } from "#model/view.ts";
import type { Prefixes } from "#contract/subjects.ts";
import type { ServerMs } from "#util/units.ts";

export type Login =
  | { kind: "none" }
  | { kind: "password"; user: string; pass: string }
  | { kind: "token"; token: string };

/** Everything the feed needs to know; validated on the page's side before it crosses. */
export interface FeedSettings {
  /** ws:// or wss://, tried in order. */
  servers: string[];
  login: Login;
  inboxPrefix: string;
  /** JetStream domain, or null. */
  domain: string | null;
  prefixes: Prefixes;
  /** Stream names to read; null: found by their subjects. */
  streams: string[] | null;
  /** How far back the past is read. */
  historyMs: number;
  historyMaxMessages: number;
  /** And by the bytes of its bodies, of one stream. */
  historyMaxBytes: number;
  /** The same for a stream that holds reports alone: what was delivered is known without their bodies. */
  reportsMaxBytes: number;
  heartbeatIntervalMs: number;
  bounds: LivenessBounds;
  /** A task that somebody holds for longer is overdue; null: told from others of its kind. */
  overdueAfterMs: number | null;
  /** Thresholds of the checks of streams and consumers that are not the defaults. */
  checks?: Partial<BrokerThresholds>;
  /** `http://host:8222`: the HTTP monitors of the servers, asked where this login may not ask the system account. */
  monitorUrls?: readonly string[];
  /** Thresholds of the alarms that are not the defaults, and rules that are off. */
  alarms?: AlarmSettings;
}

export type AskRequest =
  | { kind: "agent-story"; agent: string; limit: number }
  | { kind: "beats"; agent: string; since: ServerMs }
  | { kind: "events"; channel: string | null; agent: string | null; limit: number }
  | { kind: "channel-history"; query: ChannelQuery }
  | { kind: "malformed" }
  /** The ids of a list in its order, at most `limit`. */
  | { kind: "task-list"; query: TaskQuery; limit: number }
  /** The same as rows: for boards, exports and checks. */
  | { kind: "task-rows"; query: TaskQuery; limit: number }
  | { kind: "task-story"; id: string }
  | { kind: "agent-tasks"; agent: string; limit: number }
  /** How often a rule would have been raised by the past that is held, with these figures in place of those in force. */
  | { kind: "alarm-try"; rule: RuleId; thresholds: Partial<AlarmThresholds>; windowMs: number }
  /** One message as its stream holds it now, read from the server. */
  | { kind: "stored-message"; stream: string; seq: number }
  | DeliverablesRequest
  | MessagesRequest
  | ServerRequest
  | StreamsRequest;

/** Each request's answer, by its kind. */
export interface AskAnswers extends DeliverablesAnswers, MessagesAnswers, ServerAnswers, StreamsAnswers {
  "agent-story": { facts: AgentFacts | null; events: EventFacts[]; registration: EventFacts | null };
  beats: Omit<Strip, "id">;
  events: EventFacts[];
  "channel-history": ChannelHistory;
  malformed: MalformedFacts[];
  "task-list": TaskListAnswer;
  "task-rows": { rows: TaskRow[]; total: number };
  "task-story": TaskStory;
  /** What it holds first, then what it ended, newest first. */
  "agent-tasks": { workload: AgentWorkload | null; rows: TaskRow[]; total: number };
  "stored-message": StoredMessageAnswer;
  "alarm-try": Tried;
}

/** Why a message cannot be shown, or the message; its body cut at 1 MiB, `bytes` being its whole size. */
export type StoredMessageAnswer =
  | {
      state: "held";
      subject: string;
      at: ServerMs;
      headers: Readonly<Record<string, string>>;
      data: Uint8Array<ArrayBuffer>;
      bytes: number;
    }
  | { state: "gone" | "not-connected" | "forbidden" | "unanswered" | "not-stored" };

export type FromPage =
  | { type: "connect"; settings: FeedSettings }
  | { type: "ack"; tick: number }
  /** Which agents' beats to carry in the patches: those on the screen. */
  | { type: "watch"; strips: string[]; windowMs: number }
  /** Which tasks to carry in the patches, and the list whose newcomers are counted (`madeAt` as its answer said). */
  | { type: "watch-tasks"; ids: string[]; list: { query: TaskQuery; madeAt: number } | null }
  | { type: "pause"; paused: boolean }
  /** The page looks no more often than this: neither are patches sent more often, nor streams read. Null: as often as there is news. */
  | { type: "pace"; everyMs: number | null }
  | { type: "retry-now" }
  /** What somebody did about alarms, whole; again for each worker that starts. */
  | { type: "alarm-care"; care: AlarmCare }
  /** Thresholds and rules other than those that came with `connect`. */
  | { type: "alarm-settings"; settings: AlarmSettings }
  /** Once a second; answered with `here`. */
  | { type: "are-you-there" }
  | { type: "ask"; id: number; request: AskRequest };

export type FromWorker =
  /** Agents of the next patch that only moved on: a large patch comes in parts, and is one only with its last. */
  | { type: "patch-part"; moved: MovedAgents }
  | { type: "patch"; patch: Patch }
  | { type: "here" }
  | {
      type: "answer";
      id: number;
      answer: { ok: true; value: AskAnswers[AskRequest["kind"]] } | { ok: false; error: string };
    }
  /** The worker broke an invariant: said, never swallowed. */
  | { type: "broken"; message: string };
