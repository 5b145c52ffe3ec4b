import type { Occurrence } from "#model/alarms/occurrences.ts";
import { ALARM_RULES } from "#model/alarms/rules.ts";
import type { Span, SpanRow } from "#ui/span-chart/SpanChart.tsx";
import { formatClock, formatDuration } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

/** More lines than these are no picture; the list has the rest. */
export const MOST_ROWS = 14;

interface AlarmSpans {
  rows: readonly SpanRow[];
  /** Alarms of the window that have no line. */
  left: number;
}

/** One line for each alarm of the window, those that stand first, then those that happened last. @param zone for tests */
export function alarmSpans(
  occurrences: readonly Occurrence[],
  window: { from: ServerMs; to: ServerMs },
  zone?: string,
): AlarmSpans {
  const seen = occurrences.filter(({ since, end }) => since <= window.to && endOf(end, window.to) >= window.from);
  const byKey = new Map<string, Occurrence[]>();
  for (const one of [...seen.filter(({ end }) => end.state === "standing"), ...seen]) {
    const line = byKey.get(one.key) ?? [];
    if (!line.includes(one)) line.push(one);
    byKey.set(one.key, line);
  }
  const rows = [...byKey].map(([key, line]) => ({
    key,
    label: labelOf(line[0]),
    spans: line.map((one) => spanOf(one, window.to, zone)),
  }));
  return { rows: rows.slice(0, MOST_ROWS), left: Math.max(0, rows.length - MOST_ROWS) };
}

function labelOf(one: Occurrence | undefined): string {
  if (one === undefined) return "";
  const { title } = ALARM_RULES[one.rule];
  return title.toLowerCase() === one.subject.toLowerCase() ? title : `${title}: ${one.subject}`;
}

function spanOf(one: Occurrence, now: ServerMs, zone: string | undefined): Span {
  const stands = one.end.state === "standing";
  return {
    key: one.id,
    from: one.since,
    to: stands ? null : endOf(one.end, now),
    look: stands ? one.severity : "over",
    open: one.end.state === "unseen",
    title: `${one.severity}, ${formatClock(one.raisedAt, now, zone)}, ${endWords(one, now)}: ${one.sentence}`,
  };
}

function endOf(end: Occurrence["end"], now: ServerMs): ServerMs {
  switch (end.state) {
    case "standing":
      return now;
    case "ended":
      return end.at;
    case "unseen":
      return end.lastAt;
  }
}

const BECAUSE: Record<NonNullable<Extract<Occurrence["end"], { state: "ended" }>["because"]>, string> = {
  recovered: "recovered",
  "signed-off": "signed off",
  gone: "gone",
  replaced: "told by another alarm since",
  unjudged: "no longer judged",
};

/** How it ended and how long it stood: "recovered after 4 min". */
export function endWords({ raisedAt, end }: Occurrence, now: ServerMs): string {
  switch (end.state) {
    case "standing":
      return `stands, ${formatDuration(now - raisedAt)} so far`;
    case "ended":
      return `${end.because === null ? "over" : BECAUSE[end.because]} after ${formatDuration(end.at - raisedAt)}`;
    case "unseen":
      return "its end was not seen";
  }
}
