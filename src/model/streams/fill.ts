/** How full a stream is, when it will be, and what happens then. */
import type { StreamRates } from "./samples.ts";
import type { StreamFacts } from "./stream-facts.ts";
import { formatBytes, formatCount, formatDuration, formatPercent } from "#util/format.ts";
import type { ServerMs } from "#util/units.ts";
import { SECOND_MS } from "#util/units.ts";

export interface StreamFill {
  /** 0..1 of each limit; null without one. Never of age while the server's time is not known. */
  messages: number | null;
  bytes: number | null;
  /** The oldest message's age against the age at which messages go. */
  age: number | null;
}

export type FullLimit = "messages" | "bytes";

export type Outlook =
  /** No limit by messages or bytes. */
  | { state: "unlimited" }
  /** Not looked at twice yet. */
  | { state: "unmeasured" }
  | { state: "steady" }
  /** Messages grow too old and go before the limit is reached. */
  | { state: "levels"; limit: FullLimit; atRatio: number }
  | { state: "filling"; limit: FullLimit; inMs: number }
  | { state: "full"; limit: FullLimit };

/** @param now the server's moment; null: not known */
export function fillOf({ limits, state }: StreamFacts, now: ServerMs | null): StreamFill {
  return {
    messages: limits.messages === null ? null : state.messages / limits.messages,
    bytes: limits.bytes === null ? null : state.bytes / limits.bytes,
    age:
      limits.ageMs === null || now === null
        ? null
        : state.firstAt === null
          ? 0
          : Math.min(1, Math.max(0, now - state.firstAt) / limits.ageMs),
  };
}

/** The fuller of the two limits that can be reached. */
export function fullest(fill: StreamFill): { limit: FullLimit; ratio: number } | null {
  const known: { limit: FullLimit; ratio: number }[] = [];
  if (fill.messages !== null) known.push({ limit: "messages", ratio: fill.messages });
  if (fill.bytes !== null) known.push({ limit: "bytes", ratio: fill.bytes });
  return known.sort((left, right) => right.ratio - left.ratio)[0] ?? null;
}

/** Growth below one byte or a hundredth of a message a second is none. */
const LEAST_GROWTH = { messages: 0.01, bytes: 1 } as const;

export function outlookOf(facts: StreamFacts, trend: StreamRates | null, now: ServerMs | null): Outlook {
  const { limits, state } = facts;
  if (limits.messages === null && limits.bytes === null) return { state: "unlimited" };
  if (limits.messages !== null && state.messages >= limits.messages) return { state: "full", limit: "messages" };
  if (limits.bytes !== null && state.messages > 0) {
    // A stream cannot hold a part of a message: full is where the next one of usual size has no room.
    if (state.bytes + state.bytes / state.messages > limits.bytes) return { state: "full", limit: "bytes" };
  }
  if (trend === null) return { state: "unmeasured" };
  const ways: { limit: FullLimit; inMs: number; atRatio: number }[] = [];
  const ageMs = untilAgeing(facts, now);
  const add = (limit: FullLimit, used: number, max: number | null, growth: number): void => {
    if (max === null || growth < LEAST_GROWTH[limit]) return;
    const inMs = ((max - used) / growth) * SECOND_MS;
    ways.push({ limit, inMs, atRatio: ageMs === null ? 1 : (used + (growth * ageMs) / SECOND_MS) / max });
  };
  add("messages", state.messages, limits.messages, trend.messagesPerSecond);
  add("bytes", state.bytes, limits.bytes, trend.bytesPerSecond);
  const [first] = ways.sort((left, right) => left.inMs - right.inMs);
  if (first === undefined) return { state: "steady" };
  if (ageMs !== null && ageMs < first.inMs) return { state: "levels", limit: first.limit, atRatio: first.atRatio };
  return { state: "filling", limit: first.limit, inMs: first.inMs };
}

/** How long until the oldest message goes for its age; null where none does, or that is not known. */
function untilAgeing({ limits, state }: StreamFacts, now: ServerMs | null): number | null {
  if (limits.ageMs === null || now === null) return null;
  return state.firstAt === null ? limits.ageMs : Math.max(0, limits.ageMs - (now - state.firstAt));
}

/** "full in 3 d" and its like: short, for a row. */
export function outlookWords(outlook: Outlook): string {
  switch (outlook.state) {
    case "unlimited":
      return "no limit";
    case "unmeasured":
      return "";
    case "steady":
      return "steady";
    case "levels":
      return `levels at ${formatPercent(outlook.atRatio)}`;
    case "filling":
      return `full in ${formatDuration(outlook.inMs)}`;
    case "full":
      return "full";
  }
}

/** What happens at the limit, for a person who has to decide. */
export function atTheLimit(facts: StreamFacts, outlook: Outlook, trend: StreamRates | null): string {
  const { discard, limits } = facts;
  if (outlook.state === "unlimited") return "It has no limit by messages or bytes: it grows until the storage is full.";
  if (discard === "new") {
    return outlook.state === "full" ? "Publishers are refused now." : "When it is full, publishers are refused.";
  }
  const perSecond = trend === null ? 0 : limits.bytes !== null && outlook.state === "full" ? trend.inPerSecond : 0;
  const kept =
    perSecond > 0
      ? ` At this rate it keeps the last ${formatDuration((facts.state.messages / perSecond) * SECOND_MS)}.`
      : "";
  const loses =
    facts.retention === "limits" ? "the oldest messages are deleted" : "the oldest messages are deleted, done or not";
  return outlook.state === "full"
    ? `It is full: ${loses} as new ones come.${kept}`
    : `When it is full, ${loses} as new ones come.`;
}

/** "812 MiB of 1 GiB, 79 %". */
export function fillWords(used: number, max: number | null, kind: FullLimit): string {
  const write = kind === "bytes" ? formatBytes : formatCount;
  return max === null ? `${write(used)}, no limit` : `${write(used)} of ${write(max)}, ${formatPercent(used / max)}`;
}
