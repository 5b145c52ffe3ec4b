import { alarmHref } from "./alarm-href.ts";
import { alarmsPath } from "../../paths.ts";
import type { Alarm, AlarmsView } from "#model/alarms/alarm.ts";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";
import { formatPlural } from "#util/format.ts";

/** Whether somebody has to act, and on what first. */
export function alarmsSentence(alarms: readonly Alarm[], { judgedAt, rules }: AlarmsView): SentencePart[] {
  const loud = alarms.filter(({ care }) => care.state === "none");
  const [worst] = loud;
  if (worst !== undefined) return [...callWords(worst, loud.length), ...handledWords(alarms)];
  if (judgedAt === null && alarms.length === 0) return ["Nothing is judged yet."];
  if (alarms.length > 0) return ["No alarm calls.", ...handledWords(alarms)];
  const unjudged = Object.values(rules).filter(({ state }) => state === "not-judged").length;
  const total = Object.keys(rules).length;
  if (unjudged === 0) return ["No alarm."];
  return [
    "No alarm. ",
    { text: `${unjudged} of ${formatPlural(total, "rule")}`, href: alarmsPath("rules") },
    " cannot be judged here.",
  ];
}

function callWords(worst: Alarm, count: number): SentencePart[] {
  const sentence: SentencePart = { text: worst.sentence, alarm: worst.severity, href: alarmHref(worst.link) };
  if (count === 1) return [sentence];
  return [`${formatPlural(count, "alarm")}, the worst: `, sentence];
}

function handledWords(alarms: readonly Alarm[]): SentencePart[] {
  const of = (state: Alarm["care"]["state"]): number => alarms.filter(({ care }) => care.state === state).length;
  const words = [
    ...(of("acknowledged") > 0 ? [`${of("acknowledged")} acknowledged`] : []),
    ...(of("silenced") > 0 ? [`${of("silenced")} silenced`] : []),
  ];
  return words.length === 0 ? [] : [` ${words.join(", ")}.`];
}
