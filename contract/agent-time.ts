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

const HOUR_MS = 3_600_000;
const QUARTER_MS = HOUR_MS / 4;
const ZONE_TOLERANCE_MS = 60_000;
/** Zones reach from -12 to +14. */
const MAX_ZONE_HOURS = 14;

const MINUTE_MS = 60_000;

const SPACE = 32;
const PLUS = 43;
const COMMA = 44;
const DASH = 45;
const DOT = 46;
const COLON = 58;
const UPPER_T = 84;
const UPPER_Z = 90;
const LOWER_T = 116;
const LOWER_Z = 122;

/**
 * ISO 8601 with date and time, with or without seconds, fractions and zone; null for anything else.
 * Every beat has such a text: read by character codes, several times faster than by a regular expression.
 */
export function parseAgentTime(text: string): AgentTime | null {
  const t = isTrimmed(text) ? text : text.trim();
  const year = twoDigits(t, 0) * 100 + twoDigits(t, 2);
  const month = twoDigits(t, 5);
  const day = twoDigits(t, 8);
  const hour = twoDigits(t, 11);
  const minute = twoDigits(t, 14);
  const between = t.charCodeAt(10);
  const isFramed =
    t.charCodeAt(4) === DASH &&
    t.charCodeAt(7) === DASH &&
    (between === UPPER_T || between === LOWER_T || between === SPACE) &&
    t.charCodeAt(13) === COLON;
  // NaN, which a character that is no digit makes, is neither below nor above anything.
  if (!isFramed || !(year >= 0 && isDate(year, month, day) && hour <= 23 && minute <= 59)) return null;
  let at = 16;
  let second = 0;
  let ms = 0;
  if (t.charCodeAt(at) === COLON) {
    second = twoDigits(t, at + 1);
    if (!(second <= 59)) return null;
    at += 3;
    if (t.charCodeAt(at) === DOT || t.charCodeAt(at) === COMMA) {
      const from = at + 1;
      for (at = from; isDigit(t, at); at++) ms += digit(t, at) * msOfPlace(at - from);
      if (at === from || at - from > 9) return null;
    }
  }
  const written = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  const offset = readOffset(t, t.charCodeAt(at) === SPACE ? at + 1 : at);
  if (offset === null) return null;
  return offset === "none" ? { ms: written, zone: "none" } : { ms: written - offset * MINUTE_MS, zone: "given" };
}

/** Minutes east of UTC in the rest of a text: `Z`, `+02:00`, `+0200`, `+02`, or nothing at all; null for anything else. */
function readOffset(t: string, at: number): number | "none" | null {
  if (at === t.length) return "none";
  const sign = t.charCodeAt(at);
  if (sign === UPPER_Z || sign === LOWER_Z) return at + 1 === t.length ? 0 : null;
  if (sign !== PLUS && sign !== DASH) return null;
  const hours = twoDigits(t, at + 1);
  const minutesAt = t.charCodeAt(at + 3) === COLON ? at + 4 : at + 3;
  const minutes = at + 3 === t.length ? 0 : twoDigits(t, minutesAt);
  const isWhole = at + 3 === t.length || minutesAt + 2 === t.length;
  const total = hours * 60 + minutes;
  if (!isWhole || !(minutes <= 59 && total <= MAX_ZONE_HOURS * 60)) return null;
  return sign === DASH ? -total : total;
}

/** NaN where either is no digit or the text is too short. */
function twoDigits(text: string, at: number): number {
  return isDigit(text, at) && isDigit(text, at + 1) ? digit(text, at) * 10 + digit(text, at + 1) : NaN;
}

/** Of a fraction of a second: what lies beyond milliseconds is dropped. */
function msOfPlace(place: number): number {
  return place === 0 ? 100 : place === 1 ? 10 : place === 2 ? 1 : 0;
}

function digit(text: string, at: number): number {
  return text.charCodeAt(at) - 48;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

/** Begins and ends with something visible in ASCII; everything else is for `trim` to decide. */
function isTrimmed(text: string): boolean {
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  return first > SPACE && first < 127 && last > SPACE && last < 127;
}

/** Date.UTC would carry 31 February over into March; nobody means that. */
function isDate(year: number, month: number, day: number): boolean {
  if (!(month >= 1 && month <= 12 && day >= 1)) return false;
  if (day <= 28) return true;
  const days =
    month === 2 ? (isLeapYear(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return day <= days;
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
