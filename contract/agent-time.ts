/**
 * Agents' own times. Python writes `2026-02-09T14:55:01.123456` without a zone, sometimes local, sometimes UTC, and a browser would read
 * that as local time: so a text without a zone is read as UTC here, and its distance from the stream's time tells which it was.
 */
export interface AgentTime {
  /** Milliseconds since 1970; a text without a zone read as UTC. */
  ms: number;
  zoned: boolean;
}

/** How far an agent's word is from the stream's time. */
export type Skew =
  | { kind: "none" }
  /** Off by whole, half or three-quarter hours: a zone that is missing or wrong. Above 0: the agent is ahead. */
  | { kind: "zone"; hours: number }
  | { kind: "skew"; ms: number }
  | { kind: "unreadable" };

const ISO = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|z|[+-]\d{2}:?\d{2})?$/;

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** A publish, a queue and a store lie between the two times: up to this they agree. */
const AGREES_MS = 10 * SECOND_MS;
const LARGEST_ZONE_HOURS = 14;

/** ISO 8601 as Python and JavaScript write it; null for anything else. */
export function parseAgentTime(text: string): AgentTime | null {
  const match = ISO.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second = "0", fraction = "0", zone] = match;
  const ms =
    Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) +
    Number(`0.${fraction}`) * SECOND_MS;
  return Number.isFinite(ms) ? { ms: ms - zoneMs(zone), zoned: zone !== undefined } : null;
}

function zoneMs(zone: string | undefined): number {
  if (zone === undefined || zone === "Z" || zone === "z") return 0;
  const sign = zone.startsWith("-") ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * HOUR_MS + Number(zone.slice(-2)) * MINUTE_MS);
}

export function skew(agentTime: string, streamTimeMs: number): Skew {
  const time = parseAgentTime(agentTime);
  if (time === null) return { kind: "unreadable" };
  const ms = time.ms - streamTimeMs;
  if (Math.abs(ms) <= AGREES_MS) return { kind: "none" };
  const hours = Math.round((ms / HOUR_MS) * 4) / 4;
  const isZone = Math.abs(hours) >= 0.5 && Math.abs(hours) <= LARGEST_ZONE_HOURS && Math.abs(hours % 1) !== 0.25;
  if (isZone && Math.abs(ms - hours * HOUR_MS) <= MINUTE_MS) return { kind: "zone", hours };
  return { kind: "skew", ms };
}
