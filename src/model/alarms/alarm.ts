/**
 * What an alarm is. Rules judge (`rules.ts` says what each of them means, `thresholds.ts` at what figure), the worker tells (`AlarmsView`), the
 * page shows, and whoever looks after them acknowledges and silences (`care.ts`).
 */
import type { AlarmRate } from "./alarm-rate.ts";
import type { Severity } from "../streams/finding.ts";
import type { ServerMs } from "#util/units.ts";

/** In the order in which they are listed anywhere. */
export const RULE_IDS = [
  "view-lost",
  "view-stale",
  "view-dropping",
  "view-overloaded",
  "clock-off",
  "mass-silence",
  "agent-silent",
  "agent-late",
  "agent-flapping",
  "agent-approval",
  "no-workers",
  "stuck-tasks",
  "oldest-waiting",
  "queue-depth",
  "error-rate",
  "stream-fill",
  "stream-full-soon",
  "consumer-verdict",
  "poison-messages",
  "server-health",
  "server-storage",
  "server-slow-consumers",
] as const;

export type RuleId = (typeof RULE_IDS)[number];

/** `critical`: act now. `warning`: act soon. `notice`: somebody should know. */
export type AlarmSeverity = Severity;

/** What an alarm is about, for whoever makes an address of it. */
export type AlarmLink =
  | { kind: "agent"; id: string }
  | { kind: "agents"; standing: "late" | "silent" | "flapping" | "needs-approval" }
  | { kind: "task"; id: string }
  | { kind: "tasks"; state: "available" | "stuck" }
  | { kind: "messages"; channel: string }
  | { kind: "stream"; name: string }
  | { kind: "streams" }
  | { kind: "consumer"; stream: string; name: string }
  | { kind: "consumers" }
  | { kind: "server" }
  /** How well this page sees: its connection, sources and clock. */
  | { kind: "view" };

/** One of those that an alarm is about. */
export interface AlarmMember {
  /** Stable: an agent's id, `stream/consumer`, a task's id, and so on. */
  id: string;
  since: ServerMs;
  /** `recovering`: its condition is over, and the alarm stays a little longer to be sure. */
  state: "raised" | "recovering";
  link: AlarmLink;
}

export const MEMBERS_SHOWN = 50;

export interface Alarm {
  /** `agent-silent/alice`, `mass-silence/1790000000000`; the rule alone where it has one subject or all of them in one. */
  key: string;
  rule: RuleId;
  severity: AlarmSeverity;
  /** What it is about in two or three words: "alice", "17 of 240 agents", "MJ_ONLINE_WORK". */
  subject: string;
  /** Longest first, at most `MEMBERS_SHOWN`; empty where it is about no one in particular (the queue, our view). */
  members: readonly AlarmMember[];
  /** How many there are. 1 where it is about no one in particular. */
  total: number;
  /** When what it tells of began, by the streams where they tell; on the server's clock (this machine's while there is none). */
  since: ServerMs;
  /** It stood already when its rule was judged for the first time: `since` may be when we first looked. */
  atFirstLook: boolean;
  raisedAt: ServerMs;
  /** When something new was last to be told of it: it was raised, got worse, or (a critical one) another joined it. */
  newsAt: ServerMs;
  state: "raised" | "recovering";
  /** One sentence, without ages: those run on. */
  sentence: string;
  remedy: string;
  link: AlarmLink;
  /** What somebody did about it on this device; the worker was told by `alarm-care`. */
  care: AlarmCareMark;
}

export type AlarmCareMark =
  | { state: "none" }
  | { state: "acknowledged"; at: ServerMs; reason: string | null }
  /** Not announced. `by`: the silence's id. */
  | { state: "silenced"; until: ServerMs; by: string };

export interface AlarmEvent {
  /** Ascending, of this worker. */
  id: number;
  at: ServerMs;
  kind:
    | "raised"
    /** Its severity rose. */
    | "worse"
    /** Single alarms became one, or one more joined it. */
    | "grouped"
    | "ended";
  key: string;
  rule: RuleId;
  severity: AlarmSeverity;
  subject: string;
  sentence: string;
  total: number;
  since: ServerMs;
  /** Of `ended`: why. `replaced`: another alarm says it now. `unjudged`: its rule was switched off, or may not be judged any more. */
  because: "recovered" | "signed-off" | "gone" | "replaced" | "unjudged" | null;
}

export type RuleState =
  | { state: "judged" }
  /** One sentence: nothing is known, which is not that all is well. */
  | { state: "not-judged"; why: string }
  /** By a setting. */
  | { state: "off" };

/** A part of the view; sent whole when it changed. */
export interface AlarmsView {
  /** Worst first, within one severity those raised last first; at most `ALARMS_SHOWN`. */
  alarms: readonly Alarm[];
  /** Alarms by severity, shown or not. */
  counts: Readonly<Record<AlarmSeverity, number>>;
  /** Newest first, at most `EVENTS_KEPT`. */
  history: readonly AlarmEvent[];
  rate: AlarmRate;
  rules: Readonly<Record<RuleId, RuleState>>;
  /** When something of this was found, or a minute ago at most: older, and nobody judges. Null: not judged yet. */
  judgedAt: ServerMs | null;
}

export const ALARMS_SHOWN = 200;
export const EVENTS_KEPT = 300;
