import type { Alarm, RuleId } from "#model/alarms/alarm.ts";
import type { Call } from "#model/announce/call.ts";

/** The band on top of the page says these, as an alert. */
const SAID_BY_THE_BAND: ReadonlySet<RuleId> = new Set(["view-lost"]);

const CARE = { none: "loud", acknowledged: "acknowledged", silenced: "silenced" } as const;

/** Alarms, marked with what somebody did about them, as whatever announces them sees them. @param workerIsGone nobody judges then: that is what is called out */
export function callsOf(alarms: readonly Alarm[], workerIsGone: boolean): readonly Call[] {
  const calls = alarms.map(({ key, rule, severity, sentence, newsAt, care }): Call => {
    const call: Call = { key, severity, sentence, newsAt, care: CARE[care.state] };
    return SAID_BY_THE_BAND.has(rule) ? { ...call, saidElsewhere: true } : call;
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
