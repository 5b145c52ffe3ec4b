import type { Tried } from "#model/alarms/try-rule.ts";
import { formatClock, formatDuration, formatPlural } from "#util/format.ts";
import { MINUTE_MS } from "#util/units.ts";
import type { ServerMs } from "#util/units.ts";

/** "Would have fired 3 times in the last 6 h, last 12:03." @param zone for tests */
export function triedWords(tried: Tried, now: ServerMs, zone?: string): string {
  if (tried.state === "no-history") return `No history of this. ${tried.why}`;
  // The past is read to a whole minute, not to the second.
  const span = formatDuration(Math.round((now - tried.from) / MINUTE_MS) * MINUTE_MS);
  const [last] = tried.at;
  if (tried.times === 0 || last === undefined) return `Would not have fired in the last ${span}.`;
  return `Would have fired ${formatPlural(tried.times, "time")} in the last ${span}, last ${formatClock(last, now, zone)}.`;
}
