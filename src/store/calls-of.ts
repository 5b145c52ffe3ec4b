import type { Alarm, RuleId } from "#model/alarms/alarm.ts";
import type { AlarmCare } from "#model/alarms/care.ts";
import { applyCare } from "#model/alarms/care.ts";
import type { Call } from "#model/announce/call.ts";
import type { ServerMs } from "#util/units.ts";

/** The band on top of the page says these, as an alert. */
const SAID_BY_THE_BAND: readonly RuleId[] = ["view-lost"];

const CARE = { none: "loud", acknowledged: "acknowledged", silenced: "silenced" } as const;

/** Alarms as whatever announces them sees them. @param workerIsGone nobody judges then: that is what is called out */
export function callsOf(
  alarms: readonly Alarm[],
  care: AlarmCare,
  now: ServerMs,
  workerIsGone: boolean,
): readonly Call[] {
  const calls = applyCare(alarms, care, now).map((alarm): Call => {
    const { key, rule, severity, sentence, newsAt } = alarm;
    const call: Call = { key, severity, sentence, newsAt, care: CARE[alarm.care.state] };
    return SAID_BY_THE_BAND.includes(rule) ? { ...call, saidElsewhere: true } : call;
  });
  return workerIsGone ? [NOBODY_JUDGES, ...calls] : calls;
}

const NOBODY_JUDGES: Call = {
  key: "worker-gone",
  severity: "critical",
  sentence: "This page's own worker does not answer: no alarm is judged.",
  newsAt: 0,
  care: "loud",
  saidElsewhere: true,
};
