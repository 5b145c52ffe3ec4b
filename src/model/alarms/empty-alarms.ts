import type { AlarmsView, RuleId, RuleState } from "./alarm.ts";
import { RULE_IDS } from "./alarm.ts";
import { createRateMemory, rateOf } from "./alarm-rate.ts";

const NOT_YET: RuleState = { state: "not-judged", why: "Nothing is known yet." };

/** Before anything was judged: not that all is well. */
export const NO_ALARMS: AlarmsView = {
  alarms: [],
  counts: { critical: 0, warning: 0, notice: 0 },
  history: [],
  rate: rateOf(createRateMemory(), 0, 0),
  rules: everyRule(NOT_YET),
  judgedAt: null,
};

export function everyRule(state: RuleState): Readonly<Record<RuleId, RuleState>> {
  const rules: Partial<Record<RuleId, RuleState>> = {};
  for (const id of RULE_IDS) rules[id] = state;
  return rules as Record<RuleId, RuleState>;
}
