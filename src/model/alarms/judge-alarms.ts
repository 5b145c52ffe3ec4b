/** The evaluator: every rule at one moment. No clock and no I/O; what it remembers is its argument. */
import type { AlarmFacts, Known } from "./alarm-facts.ts";
import { ASKED_RULES } from "./alarm-facts.ts";
import type { Alarm, AlarmsView, AlarmSeverity, RuleId, RuleState } from "./alarm.ts";
import { ALARMS_SHOWN } from "./alarm.ts";
import type { AlarmMemory } from "./alarm-memory.ts";
import { alarmOf } from "./alarm-of.ts";
import { rateOf, STANDING_AFTER_MS } from "./alarm-rate.ts";
import type { Found } from "./condition.ts";
import { perRule } from "./empty-alarms.ts";
import { dropRulesThatAreOff, judgeAgents } from "./judge-agents.ts";
import { clear, dropAll, find, runDelays } from "./members.ts";
import { errorConditions, queueConditions } from "./queue-conditions.ts";
import type { AlarmSettings } from "./thresholds.ts";
import { thresholdsOf } from "./thresholds.ts";
import { viewConditions } from "./view-conditions.ts";
import { rankOfSeverity } from "../streams/finding.ts";
import type { ServerMs } from "#util/units.ts";
import { MINUTE_MS } from "#util/units.ts";

const AGENT_RULES = ["mass-silence", "agent-silent", "agent-late", "agent-flapping", "agent-approval"] as const;
const QUEUE_RULES = ["no-workers", "stuck-tasks", "oldest-waiting", "queue-depth"] as const;
const VIEW_RULES = ["view-lost", "view-stale", "view-dropping", "view-overloaded", "clock-off"] as const;

/**
 * Judges every rule. `memory` is changed by it; `memory.nextAt` says when time alone will change what it finds.
 *
 * @param now the server's time, which runs on while our view is lost (this machine's, while no server's is known)
 * @returns the same object as before where nothing happened
 */
export function judgeAlarms(memory: AlarmMemory, facts: AlarmFacts, now: ServerMs): AlarmsView {
  const { thresholds } = memory;
  memory.rate.since ??= now;
  const agentsNext = agentRules(memory, facts.agents, now);
  for (const rule of QUEUE_RULES) apply(memory, rule, queueConditions(rule, facts.tasks, thresholds, now), now);
  apply(memory, "error-rate", errorConditions(facts.errors, thresholds), now);
  for (const rule of VIEW_RULES) apply(memory, rule, viewConditions(rule, facts.view, thresholds, now), now);
  for (const rule of ASKED_RULES) apply(memory, rule, facts.asked[rule], now);
  memory.nextAt = Math.min(agentsNext, runDelays(memory, now));
  return viewOf(memory, now);
}

/** Other thresholds, other rules switched off: what stands is judged by them from the next time on. */
export function setAlarmSettings(memory: AlarmMemory, settings: AlarmSettings): void {
  memory.settings = settings;
  memory.thresholds = thresholdsOf(settings.thresholds);
  for (const track of memory.tracks.values()) track.nextAt = Number.NEGATIVE_INFINITY;
}

function isOff(memory: AlarmMemory, rule: RuleId): boolean {
  return memory.settings.off.includes(rule);
}

/** @returns when one of them will stand otherwise, on the clock that `now` is of */
function agentRules(memory: AlarmMemory, agents: AlarmFacts["agents"], now: ServerMs): ServerMs {
  for (const rule of AGENT_RULES) setState(memory, rule, stateOf(memory, rule, agents));
  dropRulesThatAreOff(memory, now);
  if (agents.state === "not-known") return Number.POSITIVE_INFINITY;
  const { all, bounds, at } = agents.value;
  return judgeAgents(memory, all, bounds, at) + (now - at);
}

function stateOf(memory: AlarmMemory, rule: RuleId, known: Known<unknown>): RuleState {
  if (isOff(memory, rule)) return OFF;
  return known.state === "known" ? JUDGED : { state: "not-judged", why: known.why };
}

const OFF: RuleState = { state: "off" };
const JUDGED: RuleState = { state: "judged" };

function apply(memory: AlarmMemory, id: RuleId, found: Found, now: ServerMs): void {
  const rule = memory.rules[id];
  if (isOff(memory, id)) {
    setState(memory, id, OFF);
    dropAll(memory, id, now, "unjudged");
    return;
  }
  if (found.state === "not-judged") {
    setState(memory, id, { state: "not-judged", why: found.why });
    if (found.final) dropAll(memory, id, now, "unjudged");
    return;
  }
  setState(memory, id, JUDGED);
  if (found.conditions.length > 0 || rule.members.size > 0) {
    const ids = new Set(found.conditions.map((condition) => condition.id));
    for (const condition of found.conditions) find(memory, id, condition, now);
    for (const memberId of rule.members.keys()) if (!ids.has(memberId)) clear(memory, id, memberId, now);
  }
  rule.judgedBefore = true;
}

function setState(memory: AlarmMemory, id: RuleId, state: RuleState): void {
  const before = memory.rules[id].state;
  const isSame =
    before.state === state.state &&
    (before.state !== "not-judged" || state.state !== "not-judged" || before.why === state.why);
  if (isSame) return;
  memory.rules[id].state = state;
  memory.changed = true;
}

// ---- what is told

function viewOf(memory: AlarmMemory, now: ServerMs): AlarmsView {
  const { view } = memory;
  const isNewMinute = view.judgedAt === null || Math.floor(now / MINUTE_MS) !== Math.floor(view.judgedAt / MINUTE_MS);
  if (!memory.changed && !isNewMinute) return view;
  const counts: Record<AlarmSeverity, number> = { critical: 0, warning: 0, notice: 0 };
  let standing = 0;
  const alarms: Alarm[] = [];
  for (const slot of memory.slots.values()) {
    const alarm = alarmOf(memory, slot, now);
    alarms.push(alarm);
    counts[alarm.severity] += 1;
    if (now - alarm.since > STANDING_AFTER_MS) standing++;
  }
  memory.view = {
    alarms: alarms.sort(worstFirst).slice(0, ALARMS_SHOWN),
    counts,
    history: memory.changed ? memory.events.toReversed() : view.history,
    rate: rateOf(memory.rate, now, standing),
    rules: memory.changed ? perRule((id) => memory.rules[id].state) : view.rules,
    judgedAt: now,
  };
  memory.changed = false;
  return memory.view;
}

function worstFirst(one: Alarm, other: Alarm): number {
  return (
    rankOfSeverity(one.severity) - rankOfSeverity(other.severity) ||
    other.raisedAt - one.raisedAt ||
    (one.key < other.key ? -1 : 1)
  );
}
