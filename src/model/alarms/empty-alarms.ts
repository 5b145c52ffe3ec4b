import type { AlarmsView, RuleId, RuleState } from "./alarm.ts";
import { createRateMemory, rateOf } from "./alarm-rate.ts";

const NOT_YET: RuleState = { state: "not-judged", why: "Nothing is known yet." };

/** Before anything was judged: not that all is well. */
export const NO_ALARMS: AlarmsView = {
  alarms: [],
  counts: { critical: 0, warning: 0, notice: 0 },
  history: [],
  rate: rateOf(createRateMemory(), 0, 0),
  rules: perRule(() => NOT_YET),
  judgedAt: null,
};

/** Something for each rule. */
export function perRule<T>(make: (id: RuleId) => T): Readonly<Record<RuleId, T>> {
  return {
    "view-lost": make("view-lost"),
    "view-stale": make("view-stale"),
    "view-dropping": make("view-dropping"),
    "view-overloaded": make("view-overloaded"),
    "clock-off": make("clock-off"),
    "mass-silence": make("mass-silence"),
    "agent-silent": make("agent-silent"),
    "agent-late": make("agent-late"),
    "agent-flapping": make("agent-flapping"),
    "agent-approval": make("agent-approval"),
    "no-workers": make("no-workers"),
    "stuck-tasks": make("stuck-tasks"),
    "oldest-waiting": make("oldest-waiting"),
    "queue-depth": make("queue-depth"),
    "error-rate": make("error-rate"),
    "stream-fill": make("stream-fill"),
    "stream-full-soon": make("stream-full-soon"),
    "consumer-verdict": make("consumer-verdict"),
    "poison-messages": make("poison-messages"),
    "server-health": make("server-health"),
    "server-storage": make("server-storage"),
    "server-slow-consumers": make("server-slow-consumers"),
  };
}
