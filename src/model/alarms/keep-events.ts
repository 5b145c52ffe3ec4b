import type { Alarm, AlarmEvent } from "./alarm.ts";
import { RULES_OF_AGENTS } from "./rule-sources.ts";

/**
 * Adds events to those kept. Several pages of a device tell the same, and a page that is opened anew finds standing what another one saw
 * begin: an alarm that stands does not begin again, and one that is over does not end twice.
 * @param kept ascending in time @param events in any order @param alarms what stands now
 * @returns ascending in time; the same array where nothing was new
 */
export function keepEvents(
  kept: readonly AlarmEvent[],
  events: readonly AlarmEvent[],
  alarms: readonly Alarm[],
): readonly AlarmEvent[] {
  const foundStanding = new Set(alarms.filter(({ atFirstLook }) => atFirstLook).map(({ key }) => key));
  const last = new Map(kept.map((event) => [event.key, event]));
  const added: AlarmEvent[] = [];
  for (const event of events.toSorted((one, other) => one.at - other.at || one.id - other.id)) {
    if (!isNews(event, last.get(event.key), foundStanding.has(event.key))) continue;
    last.set(event.key, event);
    added.push(event);
  }
  return added.length === 0 ? kept : [...kept, ...added].toSorted((one, other) => one.at - other.at);
}

function isNews(event: AlarmEvent, last: AlarmEvent | undefined, foundStanding: boolean): boolean {
  if (last === undefined) return event.kind !== "ended";
  // What is told of a time that is over was told by another page then.
  if (last.kind === "ended") return event.kind !== "ended" && event.at > last.at;
  switch (event.kind) {
    case "ended":
      return true;
    case "raised":
      return event.since > last.at && (!foundStanding || tellsSince(event));
    case "worse":
    case "grouped":
      return event.severity !== last.severity || event.total !== last.total;
  }
}

/** Of agents the streams tell since when; of the rest it may be when we first looked. */
function tellsSince({ rule }: AlarmEvent): boolean {
  return RULES_OF_AGENTS.has(rule);
}
