/**
 * What somebody did about alarms: acknowledged them, silenced some. Kept on a device by the page, told to the worker, which marks what it
 * finds; judging goes on as if nobody had.
 */
import type { Alarm, AlarmCareMark, AlarmEvent, RuleId } from "./alarm.ts";
import { RULES_THAT_TELL_SINCE } from "./rule-sources.ts";
import type { ServerMs } from "#util/units.ts";
import { DAY_MS } from "#util/units.ts";

/** Ends when the alarm recovers. */
export interface Acknowledgement {
  key: string;
  at: ServerMs;
  reason: string | null;
}

export interface Silence {
  id: string;
  what: { by: "rule"; rule: RuleId } | { by: "agent"; agent: string } | { by: "prefix"; prefix: string };
  from: ServerMs;
  until: ServerMs;
  reason: string | null;
}

export interface AlarmCare {
  acknowledged: readonly Acknowledgement[];
  silences: readonly Silence[];
}

export const NO_CARE: AlarmCare = { acknowledged: [], silences: [] };

const UNTOUCHED: AlarmCareMark = { state: "none" };

/** Marks alarms. One that nothing changed of keeps its reference. */
export function applyCare(alarms: readonly Alarm[], care: AlarmCare, now: ServerMs): readonly Alarm[] {
  const acknowledged = new Map(care.acknowledged.map((one) => [one.key, one]));
  return alarms.map((alarm) => {
    const mark = markOf(alarm, acknowledged.get(alarm.key), care.silences, now);
    return sameMark(mark, alarm.care) ? alarm : { ...alarm, care: mark };
  });
}

function markOf(
  alarm: Alarm,
  acknowledged: Acknowledgement | undefined,
  silences: readonly Silence[],
  now: ServerMs,
): AlarmCareMark {
  if (acknowledged !== undefined && holds(acknowledged, alarm)) {
    return { state: "acknowledged", at: acknowledged.at, reason: acknowledged.reason };
  }
  let longest: Silence | null = null;
  for (const silence of silences) {
    if (now < silence.from || now >= silence.until || !isSilenced(alarm, silence)) continue;
    if (longest === null || silence.until > longest.until) longest = silence;
  }
  return longest === null ? UNTOUCHED : { state: "silenced", until: longest.until, by: longest.id };
}

/**
 * An acknowledgement is of one occurrence, and of what was to be told of it by then. An alarm that we only found standing may be the same as
 * before this page was opened anew.
 */
function holds({ at }: Acknowledgement, { rule, newsAt, since, atFirstLook }: Alarm): boolean {
  return at >= newsAt || (atFirstLook && newsAt === since && !RULES_THAT_TELL_SINCE.has(rule));
}

/** A group is silenced where every one of its members that is named is. */
export function isSilenced(alarm: Alarm, { what }: Silence): boolean {
  switch (what.by) {
    case "rule":
      return alarm.rule === what.rule;
    case "agent":
      return agentsOnly(alarm, (id) => id === what.agent);
    case "prefix":
      return alarm.members.length > 0 && alarm.members.every(({ id }) => id.startsWith(what.prefix));
  }
}

function agentsOnly({ members }: Alarm, isMeant: (id: string) => boolean): boolean {
  return members.length > 0 && members.every(({ link }) => link.kind === "agent" && isMeant(link.id));
}

function sameMark(one: AlarmCareMark, other: AlarmCareMark): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Nobody looks after an alarm that did not come back in so long. */
const FORGOTTEN_AFTER_MS = 30 * DAY_MS;

/** Without what is over: acknowledgements whose alarm ended since, silences past their end. The same object where nothing is. */
export function pruneCare(care: AlarmCare, history: readonly AlarmEvent[], now: ServerMs): AlarmCare {
  const acknowledged = care.acknowledged.filter(
    ({ key, at }) =>
      now - at < FORGOTTEN_AFTER_MS &&
      !history.some((event) => event.kind === "ended" && event.key === key && event.at >= at),
  );
  const silences = care.silences.filter(({ until }) => until > now);
  const same = acknowledged.length === care.acknowledged.length && silences.length === care.silences.length;
  return same ? care : { acknowledged, silences };
}
