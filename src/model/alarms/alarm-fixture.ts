/** Alarms for tests and for looking at pages in any state. Knows no test runner. */
import type { Alarm, AlarmEvent } from "./alarm.ts";
import { ALARM_RULES } from "./rules.ts";

/** doc fell silent at noon, three minutes ago. */
export const ALARM_AT = Date.UTC(2026, 10, 24, 12);

export function alarmFixture(over: Partial<Alarm> = {}): Alarm {
  const rule = over.rule ?? "agent-silent";
  const since = over.since ?? ALARM_AT;
  const raisedAt = over.raisedAt ?? since + 90_000;
  return {
    key: "agent-silent/doc",
    rule,
    severity: ALARM_RULES[rule].severity,
    subject: "doc",
    members: [{ id: "doc", since, state: over.state ?? "raised", link: { kind: "agent", id: "doc" } }],
    total: 1,
    since,
    atFirstLook: false,
    raisedAt,
    newsAt: raisedAt,
    state: "raised",
    sentence: "doc silent since 12:00.",
    remedy: ALARM_RULES[rule].remedy,
    link: { kind: "agent", id: "doc" },
    care: { state: "none" },
    ...over,
  };
}

export function eventFixture(over: Partial<AlarmEvent> = {}): AlarmEvent {
  const rule = over.rule ?? "agent-silent";
  return {
    id: 1,
    at: ALARM_AT + 90_000,
    kind: "raised",
    key: "agent-silent/doc",
    rule,
    severity: ALARM_RULES[rule].severity,
    subject: "doc",
    sentence: "doc silent since 12:00.",
    total: 1,
    since: ALARM_AT,
    because: null,
    ...over,
  };
}
