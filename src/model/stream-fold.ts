import type { AgentPart } from "./agent-entry.ts";
import type { BlindSpan } from "./blind-spans.ts";
import type { Coverage } from "./coverage.ts";
import type { PartialCoverage } from "./partial-coverage.ts";
import { createCoverage } from "./coverage.ts";
import type { MalformedFacts } from "./view.ts";
import type { ServerMs } from "#util/units.ts";
import { MINUTE_MS } from "#util/units.ts";

/** What one stream brought, but for its agents and events: thrown away whole when the stream is made again. */
export interface StreamFold {
  name: string;
  coverage: Coverage;
  /** What was read of only some subjects (`Chunk.filter`), beside what was read of all. */
  partial: PartialCoverage[];
  messages: number;
  beats: number;
  malformed: number;
  newestAt: ServerMs | null;
  channels: Map<string, ChannelCount>;
  /** Agents that beat in this stream, by the subject of their beats. */
  parts: Map<string, AgentPart>;
  unreadable: Map<string, MalformedFacts>;
  /** Only of a stream that keeps nothing: what passed during our own outages. */
  blind: readonly BlindSpan[];
}

export interface ChannelCount {
  name: string;
  /** Named in `Fleet.touched` since the last take. */
  touched: boolean;
  count: number;
  lastAt: ServerMs;
  /** Messages by the start of their minute. */
  minutes: Map<ServerMs, number>;
  /** The minute that is being counted, kept out of the map while messages of it keep coming. */
  minute: ServerMs;
  inMinute: number;
}

export function createStreamFold(name: string): StreamFold {
  return {
    name,
    coverage: createCoverage(),
    partial: [],
    messages: 0,
    beats: 0,
    malformed: 0,
    newestAt: null,
    channels: new Map(),
    parts: new Map(),
    unreadable: new Map(),
    blind: [],
  };
}

/** Beyond these a channel is counted under `other`: names come from subjects, which anyone may make up (and are keys of plain objects). */
const MAX_CHANNELS = 100;
const OTHER_CHANNEL = "other";

export function channelIn(fold: StreamFold, name: string): ChannelCount {
  const known = fold.channels.get(name);
  if (known !== undefined) return known;
  const odd = name === "__proto__" || fold.channels.size >= MAX_CHANNELS;
  if (odd && name !== OTHER_CHANNEL) return channelIn(fold, OTHER_CHANNEL);
  const made: ChannelCount = { name, touched: false, count: 0, lastAt: 0, minutes: new Map(), minute: -1, inMinute: 0 };
  fold.channels.set(name, made);
  return made;
}

/** Counts one message; returns the start of its minute where that minute was not the one being counted, else null. */
export function countMessage(channel: ChannelCount, at: ServerMs): ServerMs | null {
  channel.count++;
  if (at > channel.lastAt) channel.lastAt = at;
  if (at >= channel.minute && at < channel.minute + MINUTE_MS) {
    channel.inMinute++;
    return null;
  }
  if (channel.inMinute > 0) channel.minutes.set(channel.minute, channel.inMinute);
  channel.minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  channel.inMinute = (channel.minutes.get(channel.minute) ?? 0) + 1;
  return channel.minute;
}

export function countIn(channel: ChannelCount, minute: ServerMs): number {
  return minute === channel.minute ? channel.inMinute : (channel.minutes.get(minute) ?? 0);
}

/** Lets go of the minutes before `floor`. */
export function trimMinutes(channel: ChannelCount, floor: ServerMs): void {
  for (const minute of channel.minutes.keys()) if (minute < floor) channel.minutes.delete(minute);
}
