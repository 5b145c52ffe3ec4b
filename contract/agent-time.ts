/**
 * Times as agents write them. They are the agent's word, never the time of an event (that is the stream's): shown as written, and
 * compared with the stream's time to find wrong zones and wrong clocks.
 */
export interface AgentTime {
  /** ms since 1970, a text without a zone read as UTC. */
  ms: number;
  /** Python's `isoformat()` writes none: the text may be local time or UTC. */
  zone: "given" | "none";
}

export type Skew =
  | { kind: "none" }
  /** Whole, half or three-quarter hours off within a minute: written in the wrong zone. Positive: the agent's time is ahead. */
  | { kind: "zone"; hours: number }
  /** Anything else beyond the tolerance: a clock that is wrong, or a message that lay about before it was published. */
  | { kind: "skew"; ms: number }
  | { kind: "unreadable" };

/** Writing, publishing and storing take a moment, a busy agent's a few seconds: up to this the two agree. */
export const SKEW_TOLERANCE_MS = 10_000;

const ISO = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(?:(Z)|([+-])(\d\d):?(\d\d)?)?$/iu;

const HOUR_MS = 3_600_000;
const QUARTER_MS = HOUR_MS / 4;
const ZONE_TOLERANCE_MS = 60_000;
/** Zones reach from -12 to +14. */
const MAX_ZONE_HOURS = 14;

/** ISO 8601 with date and time, with or without seconds, fractions and zone; null for anything else. */
export function parseAgentTime(text: string): AgentTime | null {
  const parts = ISO.exec(text.trim());
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second = "0", fraction = "0", utc, sign, zoneHours, zoneMinutes = "0"] =
    parts;
  if (!isDate(Number(year), Number(month), Number(day))) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const ms = Math.floor(Number(`0.${fraction}`) * 1000);
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second), ms);
  if (sign === undefined) return { ms: at, zone: utc === undefined ? "none" : "given" };
  const offsetMinutes = Number(zoneHours) * 60 + Number(zoneMinutes);
  if (Number(zoneMinutes) > 59 || offsetMinutes > MAX_ZONE_HOURS * 60) return null;
  return { ms: at - (sign === "-" ? -1 : 1) * offsetMinutes * 60_000, zone: "given" };
}

/** Date.UTC would carry 31 February over into March; nobody means that. */
function isDate(year: number, month: number, day: number): boolean {
  const days = [31, isLeapYear(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/**
 * How an agent's time stands to the stream's time of the same message.
 *
 * @param agentTime    the text as written; without a zone it is read as UTC
 * @param streamTimeMs ms since 1970
 */
export function skew(agentTime: string, streamTimeMs: number): Skew {
  const time = parseAgentTime(agentTime);
  if (time === null) return { kind: "unreadable" };
  const ms = time.ms - streamTimeMs;
  if (Math.abs(ms) <= SKEW_TOLERANCE_MS) return { kind: "none" };
  const hours = Math.round(ms / QUARTER_MS) / 4;
  const isZone = hours !== 0 && Math.abs(hours) % 1 !== 0.25 && Math.abs(hours) <= MAX_ZONE_HOURS;
  if (isZone && Math.abs(ms - hours * HOUR_MS) <= ZONE_TOLERANCE_MS) return { kind: "zone", hours };
  return { kind: "skew", ms };
}
