/** What the evaluator remembers from one judgement to the next. Changed in place by it, and by nothing else. */
import type {
  Alarm,
  AlarmEvent,
  AlarmLink,
  AlarmMember,
  AlarmsView,
  AlarmSeverity,
  RuleId,
  RuleState,
} from "./alarm.ts";
import type { RateMemory } from "./alarm-rate.ts";
import { createRateMemory } from "./alarm-rate.ts";
import { NO_ALARMS, perRule } from "./empty-alarms.ts";
import type { AlarmRule } from "./rules.ts";
import { ALARM_RULES } from "./rules.ts";
import type { AlarmSettings, AlarmThresholds } from "./thresholds.ts";
import { thresholdsOf } from "./thresholds.ts";
import type { AgentFacts } from "../agent.ts";
import type { ServerMs } from "#util/units.ts";

/** One subject of one rule, from the moment it was found until its alarm ends. */
export interface Member {
  readonly rule: RuleMemory;
  readonly id: string;
  severity: AlarmSeverity;
  since: ServerMs;
  subject: string;
  sentence: string;
  remedy: string | null;
  link: AlarmLink;
  about: { total: number; members: readonly AlarmMember[] } | null;
  phase: "pending" | "raised" | "recovering";
  /** Pending: raised then. Recovering: ended then. Null: when something says so. */
  dueAt: ServerMs | null;
  atFirstLook: boolean;
  /** The alarm that tells of it; null while pending. */
  slot: Slot | null;
}

/** One alarm: of one member, or of many. */
export interface Slot {
  readonly key: string;
  readonly rule: RuleMemory;
  members: Map<string, Member>;
  raisedAt: ServerMs;
  newsAt: ServerMs;
  severity: AlarmSeverity;
  atFirstLook: boolean;
  /** Null: to be made anew. */
  alarm: Alarm | null;
}

export interface RuleMemory {
  readonly rule: AlarmRule;
  members: Map<string, Member>;
  /** Those whose delay runs. */
  due: Set<Member>;
  slots: Map<string, Slot>;
  judgedBefore: boolean;
  state: RuleState;
}

/** An agent as it was judged last, and until when that holds while nothing comes of it. */
export interface AgentTrack {
  facts: AgentFacts;
  nextAt: ServerMs;
  seenIn: number;
  isUp: boolean;
  isLate: boolean;
  /** When it fell or will fall silent; null: not by what is known. */
  silentAt: ServerMs | null;
  /** Where its silence is told. */
  silentIn: "agent-silent" | "mass-silence" | null;
}

/** Agents that fell silent together. */
export interface Cluster {
  key: string;
  first: ServerMs;
  last: ServerMs;
}

export interface AlarmMemory {
  settings: AlarmSettings;
  thresholds: AlarmThresholds;
  readonly rules: Readonly<Record<RuleId, RuleMemory>>;
  readonly everyRule: readonly RuleMemory[];
  tracks: Map<string, AgentTrack>;
  round: number;
  agentsUp: number;
  lateIds: Set<string>;
  /** Agents whose silence is an alarm of its own, by the window that it began in. */
  aloneByWindow: Map<number, Set<string>>;
  clusters: Cluster[];
  /** The earliest moment at which time alone changes what is found; infinite: none is known. */
  nextAt: ServerMs;
  slots: Map<string, Slot>;
  events: AlarmEvent[];
  lastEventId: number;
  rate: RateMemory;
  /** Something changed since the view was made. */
  changed: boolean;
  view: AlarmsView;
}

export function createAlarmMemory(settings: AlarmSettings): AlarmMemory {
  const rules = perRule((id) => createRuleMemory(ALARM_RULES[id]));
  return {
    settings,
    thresholds: thresholdsOf(settings.thresholds),
    rules,
    everyRule: Object.values(rules),
    tracks: new Map(),
    round: 0,
    agentsUp: 0,
    lateIds: new Set(),
    aloneByWindow: new Map(),
    clusters: [],
    nextAt: Number.POSITIVE_INFINITY,
    slots: new Map(),
    events: [],
    lastEventId: 0,
    rate: createRateMemory(),
    changed: true,
    view: NO_ALARMS,
  };
}

function createRuleMemory(rule: AlarmRule): RuleMemory {
  return {
    rule,
    members: new Map(),
    due: new Set(),
    slots: new Map(),
    judgedBefore: false,
    state: { state: "not-judged", why: "Nothing is known yet." },
  };
}
