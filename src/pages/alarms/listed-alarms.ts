import { alarmHref } from "./alarm-href.ts";
import type { Alarm, AlarmSeverity } from "#model/alarms/alarm.ts";
import { ALARM_RULES } from "#model/alarms/rules.ts";
import type { ListedAlarm } from "#ui/alarm-list/AlarmList.tsx";
import { formatClock, formatDuration, formatMoment } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";

export interface AlarmGroup {
  name: string;
  care: "loud" | "acknowledged" | "silenced";
  alarms: readonly Alarm[];
}

const NAMES: Record<AlarmSeverity, string> = { critical: "Critical", warning: "Warning", notice: "Notice" };

/** What calls, by severity, the worst first; then what somebody has taken care of; then what is silenced. Empty groups are left out. */
export function alarmGroups(alarms: readonly Alarm[]): AlarmGroup[] {
  const groups: AlarmGroup[] = [
    ...(["critical", "warning", "notice"] as const).map((severity) => ({
      name: NAMES[severity],
      care: "loud" as const,
      alarms: alarms.filter((alarm) => alarm.severity === severity && alarm.care.state === "none"),
    })),
    { name: "Acknowledged", care: "acknowledged", alarms: alarms.filter(({ care }) => care.state === "acknowledged") },
    { name: "Silenced", care: "silenced", alarms: alarms.filter(({ care }) => care.state === "silenced") },
  ];
  return groups.filter((group) => group.alarms.length > 0);
}

/** Named under the alarm; the rest are counted. */
const MEMBERS_NAMED = 8;

/** @param zone for tests */
export function listedAlarm(alarm: Alarm, now: ServerMs, zone?: string): ListedAlarm {
  const named = alarm.members.slice(0, MEMBERS_NAMED);
  return {
    key: alarm.key,
    severity: alarm.severity,
    title: ALARM_RULES[alarm.rule].title,
    sentence: alarm.sentence,
    href: alarmHref(alarm.link),
    remedy: alarm.remedy,
    since: { words: `since ${formatClock(alarm.since, now, zone)}`, whole: formatMoment(alarm.since, zone) },
    age: formatDuration(now - alarm.since),
    state: stateWords(alarm, now, zone),
    quiet: alarm.care.state !== "none",
    members: named.map(({ id, link, state }) => ({
      text: state === "recovering" && alarm.state === "raised" ? `${id} (recovering)` : id,
      href: alarmHref(link),
    })),
    more: alarm.total - named.length,
  };
}

function stateWords({ state, care }: Alarm, now: ServerMs, zone: string | undefined): string | null {
  const words = [
    ...(state === "recovering" ? ["recovering"] : []),
    ...(care.state === "acknowledged" ? [acknowledgedWords(care, now, zone)] : []),
    ...(care.state === "silenced" ? [`silenced until ${formatClock(care.until, now, zone)}`] : []),
  ];
  return words.length === 0 ? null : words.join(", ");
}

function acknowledgedWords(
  { at, reason }: { at: ServerMs; reason: string | null },
  now: ServerMs,
  zone: string | undefined,
): string {
  const when = `acknowledged ${formatClock(at, now, zone)}`;
  return reason === null ? when : `${when}: ${reason}`;
}

/** "3 acknowledged, the oldest 4 h ago": a forgotten one must be seen. Null: none. */
export function careWords(alarms: readonly Alarm[], now: ServerMs): string | null {
  const at = alarms.flatMap(({ care }) => (care.state === "acknowledged" ? [care.at] : []));
  if (at.length === 0) return null;
  const oldest = formatDuration(now - Math.min(...at));
  return at.length === 1 ? `1 acknowledged, ${oldest} ago` : `${at.length} acknowledged, the oldest ${oldest} ago`;
}
