import type { Alarm, AlarmEvent, AlarmSeverity, RuleId } from "./alarm.ts";
import type { ServerMs } from "#util/units.ts";

/** One time that an alarm stood, from its first event to its last. */
export interface Occurrence {
  /** Stable while it goes on. */
  id: string;
  key: string;
  rule: RuleId;
  /** The gravest it was. */
  severity: AlarmSeverity;
  subject: string;
  /** The last thing it said. */
  sentence: string;
  /** The most it was about. */
  total: number;
  /** When what it tells of began. */
  since: ServerMs;
  raisedAt: ServerMs;
  end:
    | { state: "standing" }
    | { state: "ended"; at: ServerMs; because: AlarmEvent["because"] }
    /** It does not stand any more, and nobody was there to see when it ended: not later than this page began to look. */
    | { state: "unseen"; lastAt: ServerMs };
}

const RANK: Record<AlarmSeverity, number> = { critical: 0, warning: 1, notice: 2 };

/**
 * What happened, alarm by alarm, newest first.
 * @param events in any order; those of several pages of one device may tell the same twice @param standing what stands now
 */
export function occurrencesOf(events: readonly AlarmEvent[], standing: readonly Alarm[]): Occurrence[] {
  const stands = new Set(standing.map(({ key }) => key));
  const open = new Map<string, Occurrence>();
  const all: Occurrence[] = [];
  for (const event of events.toSorted((one, other) => one.at - other.at || one.id - other.id)) {
    const before = open.get(event.key);
    if (before === undefined) {
      // The beginning of what only ended before us is not known: there is nothing to draw.
      if (event.kind === "ended") continue;
      const begun = begin(event);
      open.set(event.key, begun);
      all.push(begun);
      continue;
    }
    join(before, event);
    if (event.kind === "ended") open.delete(event.key);
  }
  for (const left of open.values()) {
    const { end } = left;
    if (end.state === "unseen" && stands.has(left.key)) left.end = { state: "standing" };
  }
  return all.reverse();
}

function begin(event: AlarmEvent): Occurrence {
  return {
    id: `${event.key} ${event.at}`,
    key: event.key,
    rule: event.rule,
    severity: event.severity,
    subject: event.subject,
    sentence: event.sentence,
    total: event.total,
    since: Math.min(event.since, event.at),
    raisedAt: event.at,
    end: { state: "unseen", lastAt: event.at },
  };
}

function join(occurrence: Occurrence, event: AlarmEvent): void {
  if (RANK[event.severity] < RANK[occurrence.severity]) occurrence.severity = event.severity;
  occurrence.total = Math.max(occurrence.total, event.total);
  if (event.kind === "ended") {
    occurrence.end = { state: "ended", at: event.at, because: event.because };
    return;
  }
  occurrence.subject = event.subject;
  occurrence.sentence = event.sentence;
  occurrence.end = { state: "unseen", lastAt: event.at };
}
