/**
 * The figures that rules go by, each with its default and unit: one table, which the settings, `rollcall.json`, the documentation and the
 * evaluator read. How late an agent is late is not here: those are the bounds of liveness, which every page judges by.
 */
import type { RuleId } from "./alarm.ts";

export interface ThresholdSpec {
  rule: RuleId;
  /** As a settings form names it. */
  label: string;
  unit: "agents" | "tasks" | "messages" | "share" | "s" | "min" | "h";
  default: number;
  min: number;
  max: number;
  whole: boolean;
}

const whole = { min: 1, max: 1_000_000, whole: true };
const share = { unit: "share" as const, min: 0.01, max: 1, whole: false };
const time = { min: 0.1, max: 100_000, whole: false };

export const THRESHOLD_SPECS = {
  massSilentAgents: {
    rule: "mass-silence",
    label: "Agents that fall silent together",
    unit: "agents",
    default: 5,
    ...whole,
    min: 2,
  },
  massSilentSeconds: { rule: "mass-silence", label: "Together means within", unit: "s", default: 60, ...time },
  queueDepthTasks: { rule: "queue-depth", label: "Tasks that wait", unit: "tasks", default: 100, ...whole },
  oldestWaitingMinutes: { rule: "oldest-waiting", label: "A task waits for", unit: "min", default: 15, ...time },
  stuckTasks: { rule: "stuck-tasks", label: "Stuck tasks", unit: "tasks", default: 1, ...whole },
  errorsPer10Minutes: { rule: "error-rate", label: "Errors in ten minutes", unit: "messages", default: 10, ...whole },
  streamFillShare: { rule: "stream-fill", label: "Of a stream's limit in use", default: 0.9, ...share },
  streamFullHours: { rule: "stream-full-soon", label: "A stream is full within", unit: "h", default: 24, ...time },
  poisonQuietMinutes: { rule: "poison-messages", label: "Over once none came for", unit: "min", default: 30, ...time },
  serverStorageShare: { rule: "server-storage", label: "Of a server's storage in use", default: 0.9, ...share },
  viewLostSeconds: { rule: "view-lost", label: "Nothing comes in for", unit: "s", default: 10, ...time },
  viewStaleSeconds: { rule: "view-stale", label: "What is shown is older than", unit: "s", default: 10, ...time },
  overloadedSeconds: { rule: "view-overloaded", label: "This page is behind by", unit: "s", default: 2, ...time },
  clockOffSeconds: { rule: "clock-off", label: "This machine's clock is off by", unit: "s", default: 60, ...time },
} as const satisfies Readonly<Record<string, ThresholdSpec>>;

export type ThresholdKey = keyof typeof THRESHOLD_SPECS;

/** In the units of the table. */
export type AlarmThresholds = Readonly<Record<ThresholdKey, number>>;

export const THRESHOLD_KEYS = Object.keys(THRESHOLD_SPECS).filter((key): key is ThresholdKey => key in THRESHOLD_SPECS);

export const DEFAULT_ALARM_THRESHOLDS: AlarmThresholds = {
  massSilentAgents: THRESHOLD_SPECS.massSilentAgents.default,
  massSilentSeconds: THRESHOLD_SPECS.massSilentSeconds.default,
  queueDepthTasks: THRESHOLD_SPECS.queueDepthTasks.default,
  oldestWaitingMinutes: THRESHOLD_SPECS.oldestWaitingMinutes.default,
  stuckTasks: THRESHOLD_SPECS.stuckTasks.default,
  errorsPer10Minutes: THRESHOLD_SPECS.errorsPer10Minutes.default,
  streamFillShare: THRESHOLD_SPECS.streamFillShare.default,
  streamFullHours: THRESHOLD_SPECS.streamFullHours.default,
  poisonQuietMinutes: THRESHOLD_SPECS.poisonQuietMinutes.default,
  serverStorageShare: THRESHOLD_SPECS.serverStorageShare.default,
  viewLostSeconds: THRESHOLD_SPECS.viewLostSeconds.default,
  viewStaleSeconds: THRESHOLD_SPECS.viewStaleSeconds.default,
  overloadedSeconds: THRESHOLD_SPECS.overloadedSeconds.default,
  clockOffSeconds: THRESHOLD_SPECS.clockOffSeconds.default,
};

/** What a person set; what is left out stays at its default. */
export interface AlarmSettings {
  thresholds: Partial<AlarmThresholds>;
  /** Rules that are not judged. */
  off: readonly RuleId[];
}

export const DEFAULT_ALARM_SETTINGS: AlarmSettings = { thresholds: {}, off: [] };

export function thresholdsOf(set: Partial<AlarmThresholds>): AlarmThresholds {
  return { ...DEFAULT_ALARM_THRESHOLDS, ...set };
}
