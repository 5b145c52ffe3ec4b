import type { Alarm } from "#model/alarms/alarm.ts";
import type { Silence } from "#model/alarms/care.ts";
import { ALARM_RULES } from "#model/alarms/rules.ts";
import { DAY_MS, HOUR_MS } from "#util/units.ts";

export const SILENCE_LENGTHS = [
  { value: "1h", text: "1 hour", ms: HOUR_MS },
  { value: "4h", text: "4 hours", ms: 4 * HOUR_MS },
  { value: "12h", text: "12 hours", ms: 12 * HOUR_MS },
  { value: "1d", text: "1 day", ms: DAY_MS },
  { value: "7d", text: "7 days", ms: 7 * DAY_MS },
] as const;

export type SilenceLength = (typeof SILENCE_LENGTHS)[number]["value"];

export type SilenceBy = Silence["what"]["by"];

/** What of an alarm can be silenced, the narrowest first. */
export function silenceChoices(alarm: Alarm): { value: SilenceBy; text: string }[] {
  const agent = onlyAgent(alarm);
  return [
    ...(agent === null ? [] : [{ value: "agent" as const, text: `agent ${agent}` }]),
    ...(alarm.members.length === 0 ? [] : [{ value: "prefix" as const, text: "names that begin with" }]),
    { value: "rule" as const, text: `every "${ALARM_RULES[alarm.rule].title}"` },
  ];
}

export function silenceOf(alarm: Alarm, by: SilenceBy, prefix: string): Silence["what"] | null {
  switch (by) {
    case "rule":
      return { by, rule: alarm.rule };
    case "agent": {
      const agent = onlyAgent(alarm);
      return agent === null ? null : { by, agent };
    }
    case "prefix":
      return prefix.trim() === "" ? null : { by, prefix: prefix.trim() };
  }
}

function onlyAgent({ members }: Alarm): string | null {
  const [only] = members;
  return members.length === 1 && only?.link.kind === "agent" ? only.link.id : null;
}

/** What their names have in common at the front; of one name what stands before its last mark, such as "scraper-" of "scraper-12". */
export function commonPrefix({ members }: Alarm): string {
  const [first, ...rest] = members.map(({ id }) => id);
  if (first === undefined) return "";
  if (rest.length === 0) return /^(.*[-_./:])[^-_./:]*$/u.exec(first)?.[1] ?? first;
  let length = first.length;
  for (const id of rest) while (!id.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}

export function silenceWords({ what }: Silence): string {
  switch (what.by) {
    case "rule":
      return `Every "${ALARM_RULES[what.rule].title}"`;
    case "agent":
      return `Agent ${what.agent}`;
    case "prefix":
      return `Names that begin with ${what.prefix}`;
  }
}
