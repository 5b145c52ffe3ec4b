/** A rule tried against the past that is held: how often it would have been raised with these figures. */
import type { RuleId } from "./alarm.ts";
import { errorsIn10Minutes, minuteOf } from "./errors-in.ts";
import { ALARM_RULES } from "./rules.ts";
import type { AlarmThresholds } from "./thresholds.ts";
import { declaredIn, isSignOff, timeAt, wordAt } from "../beats.ts";
import { beatsOf } from "../facts-of.ts";
import type { Fleet } from "../fleet-state.ts";
import type { LivenessBounds } from "../liveness.ts";
import type { ServerMs } from "#util/units.ts";
import { MINUTE_MS, SECOND_MS } from "#util/units.ts";

export type Tried =
  | {
      state: "told";
      times: number;
      /** When, newest first, at most `MOMENTS_TOLD`. */
      at: readonly ServerMs[];
      /** How far back the past is held and looked at. */
      from: ServerMs;
    }
  | { state: "no-history"; why: string };

export interface Past {
  fleet: Fleet;
  bounds: LivenessBounds;
  /** Whole back to here; null: nothing is read yet. */
  completeSince: ServerMs | null;
  now: ServerMs;
}

const MOMENTS_TOLD = 100;

export function tryRule(past: Past, rule: RuleId, thresholds: AlarmThresholds, windowMs: number): Tried {
  if (!ALARM_RULES[rule].hasHistory) {
    return { state: "no-history", why: "The past that is held says nothing of it: it is judged from now on." };
  }
  if (past.completeSince === null) return { state: "no-history", why: "The past is not read yet." };
  const from = Math.max(past.completeSince, past.now - windowMs);
  const at = momentsOf(past, rule, thresholds, from).filter((moment) => moment >= from && moment <= past.now);
  return { state: "told", times: at.length, at: at.sort((one, other) => other - one).slice(0, MOMENTS_TOLD), from };
}

function momentsOf(past: Past, rule: RuleId, thresholds: AlarmThresholds, from: ServerMs): ServerMs[] {
  switch (rule) {
    case "agent-late":
      return beginnings(latenesses(past));
    case "agent-silent":
      return incidentsOf(past, thresholds).alone;
    case "mass-silence":
      return incidentsOf(past, thresholds).together;
    case "agent-flapping":
      return agentsOf(past).flatMap(({ gaps }) => beginnings(flappings(changesOf(gaps, past), past)));
    case "queue-depth":
      return raisings(
        minutesOf(past).map(({ at, available }) => ({ at, value: available })),
        thresholds.queueDepthTasks,
        ALARM_RULES[rule].endsAtShare,
      );
    case "oldest-waiting":
      return raisings(
        minutesOf(past).map(({ at, oldestWaitingMs }) => ({ at, value: (oldestWaitingMs ?? 0) / MINUTE_MS })),
        thresholds.oldestWaitingMinutes,
        ALARM_RULES[rule].endsAtShare,
      );
    case "error-rate":
      return raisings(errorsByMinute(past, from), thresholds.errorsPer10Minutes, ALARM_RULES[rule].endsAtShare);
    case "view-lost":
    case "view-stale":
    case "view-dropping":
    case "view-overloaded":
    case "clock-off":
    case "agent-approval":
    case "no-workers":
    case "stuck-tasks":
    case "stream-fill":
    case "stream-full-soon":
    case "consumer-verdict":
    case "poison-messages":
    case "server-health":
    case "server-storage":
    case "server-slow-consumers":
      return [];
  }
}

// ---- figures by the minute

function minutesOf({ fleet }: Past): NonNullable<Fleet["tasks"]["look"]["figures"]>["minutes"] {
  return fleet.tasks.look.figures?.minutes ?? [];
}

function errorsByMinute({ fleet, now }: Past, from: ServerMs): { at: ServerMs; value: number }[] {
  const told: { at: ServerMs; value: number }[] = [];
  for (let at = minuteOf(from); at <= now; at += MINUTE_MS) told.push({ at, value: errorsIn10Minutes(fleet, at) });
  return told;
}

/** Raised from the threshold on, over below its share. */
function raisings(
  values: readonly { at: ServerMs; value: number }[],
  threshold: number,
  endsAtShare: number,
): ServerMs[] {
  const moments: ServerMs[] = [];
  let isRaised = false;
  for (const { at, value } of values) {
    if (!isRaised && value >= threshold) {
      isRaised = true;
      moments.push(at);
    } else if (isRaised && value < threshold * endsAtShare) {
      isRaised = false;
    }
  }
  return moments;
}

// ---- what the gaps between beats tell

/** From a beat to the next one, or to now. */
interface Gap {
  from: ServerMs;
  to: ServerMs;
  intervalMs: number;
  isOpen: boolean;
}

interface Span {
  from: ServerMs;
  to: ServerMs;
}

function agentsOf({ fleet, now }: Past): { gaps: Gap[] }[] {
  const agents: { gaps: Gap[] }[] = [];
  for (const entry of fleet.agents.values()) {
    const beats = beatsOf(fleet, entry);
    const usual = (entry.ahead?.facts ?? entry.facts)?.intervalMs ?? fleet.config.heartbeatIntervalMs;
    const gaps: Gap[] = [];
    for (let index = beats.start; index < beats.end; index++) {
      const word = wordAt(beats, index);
      if (isSignOff(word)) continue;
      const isOpen = index + 1 === beats.end;
      const to = isOpen ? now : timeAt(beats, index + 1);
      gaps.push({ from: timeAt(beats, index), to, intervalMs: declaredIn(word) || usual, isOpen });
    }
    agents.push({ gaps });
  }
  return agents;
}

function latenesses(past: Past): Span[] {
  const { lateAfterIntervals, silentAfterIntervals } = past.bounds;
  const delayMs = ALARM_RULES["agent-late"].onDelayMs;
  const spans: Span[] = [];
  for (const { gaps } of agentsOf(past)) {
    for (const { from, to, intervalMs } of gaps) {
      const raisedAt = from + lateAfterIntervals * intervalMs + delayMs;
      const until = Math.min(to, from + silentAfterIntervals * intervalMs);
      if (until > raisedAt) spans.push({ from: raisedAt, to: until });
    }
  }
  return spans;
}

/** Where spans that overlap are one, the beginning of each. */
function beginnings(spans: Span[]): ServerMs[] {
  const moments: ServerMs[] = [];
  let until = Number.NEGATIVE_INFINITY;
  for (const { from, to } of spans.sort((one, other) => one.from - other.from)) {
    if (from > until) moments.push(from);
    until = Math.max(until, to);
  }
  return moments;
}

/** When it fell silent and when it came back, ascending. */
function changesOf(gaps: readonly Gap[], { bounds }: Past): ServerMs[] {
  return gaps.flatMap(({ from, to, intervalMs, isOpen }) => {
    const silentAt = from + bounds.silentAfterIntervals * intervalMs;
    return to < silentAt || isOpen ? [] : [silentAt, to];
  });
}

function flappings(changes: readonly ServerMs[], { bounds }: Past): Span[] {
  const spans: Span[] = [];
  for (let index = bounds.flappingChanges - 1; index < changes.length; index++) {
    const [first, last] = [changes[index - bounds.flappingChanges + 1], changes[index]];
    if (first === undefined || last === undefined || last - first > bounds.flappingWindowMs) continue;
    spans.push({ from: last, to: first + bounds.flappingWindowMs });
  }
  return spans;
}

/** Silences, told apart as the evaluator tells them: those that began together, and each of the others. */
function incidentsOf(past: Past, thresholds: AlarmThresholds): { alone: ServerMs[]; together: ServerMs[] } {
  const agents = agentsOf(past);
  const silences: { at: ServerMs; intervalMs: number }[] = [];
  for (const { gaps } of agents) {
    const flapping = flappings(changesOf(gaps, past), past);
    for (const { from, to, intervalMs } of gaps) {
      const at = from + past.bounds.silentAfterIntervals * intervalMs;
      if (to >= at && !flapping.some((span) => at >= span.from && at <= span.to)) silences.push({ at, intervalMs });
    }
  }
  const windowMs = thresholds.massSilentSeconds * SECOND_MS;
  const found = { alone: new Array<ServerMs>(), together: new Array<ServerMs>() };
  let group: ServerMs[] = [];
  const close = (): void => {
    const [first] = group;
    const isMany =
      group.length >= thresholds.massSilentAgents || (group.length >= 3 && 2 * group.length >= agents.length);
    if (first !== undefined && isMany) found.together.push(first);
    else found.alone.push(...group);
    group = [];
  };
  for (const { at, intervalMs } of silences.sort((one, other) => one.at - other.at)) {
    const last = group.at(-1);
    if (last !== undefined && at - last > Math.max(windowMs, intervalMs)) close();
    group.push(at);
  }
  close();
  return found;
}
