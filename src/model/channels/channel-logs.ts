import type { Newest } from "../newest.ts";
import { addNewest, createNewest, fitNewest, voidStreamIn } from "../newest.ts";
import { sizeOfEvent } from "../event-facts.ts";
import type { EventFacts } from "../view.ts";

/** The channel that is never pushed out by others. */
const ERRORS_CHANNEL = "errors";

export interface LogLimits {
  /** Messages and bytes of one channel. */
  perChannel: { count: number; bytes: number };
  /** Over all channels together: a quarter for errors, the rest in equal shares. */
  inAll: { count: number; bytes: number };
}

/**
 * The newest messages of every channel, each channel within a share of its own, so that talk on one pushes nothing out of another. What
 * is held is a function of the set of messages: a share only shrinks while channels come.
 */
export interface ChannelLogs {
  readonly limits: LogLimits;
  byName: Map<string, ChannelLog>;
}

export interface ChannelLog {
  name: string;
  newest: Newest<EventFacts>;
  /** Messages let go for the bound, by the stream that they came from. */
  letGo: Map<string, number>;
}

export function createChannelLogs(limits: LogLimits): ChannelLogs {
  return { limits, byName: new Map() };
}

/** How many messages were let go for it: the one itself, older ones, those of other channels when it opens one, or none. */
export function addToLog(logs: ChannelLogs, name: string, event: EventFacts): number {
  const known = logs.byName.get(name);
  if (known !== undefined) return count(known, addNewest(known.newest, event));
  const log = openLog(logs, name);
  return fitLogs(logs) + count(log, addNewest(log.newest, event));
}

/** Throws away what came from a stream, when it was made again. */
export function voidStreamInLogs(logs: ChannelLogs, stream: string): void {
  for (const log of logs.byName.values()) {
    voidStreamIn(log.newest, stream);
    log.letGo.delete(stream);
    if (log.newest.items.length === 0) logs.byName.delete(log.name);
  }
  fitLogs(logs);
}

export function letGoOf(log: ChannelLog): number {
  let sum = 0;
  for (const count of log.letGo.values()) sum += count;
  return sum;
}

/** Its share is to be fitted. */
function openLog(logs: ChannelLogs, name: string): ChannelLog {
  const { perChannel } = logs.limits;
  const log = { name, newest: createNewest(perChannel.count, perChannel.bytes, sizeOfEvent), letGo: new Map() };
  logs.byName.set(name, log);
  return log;
}

/** How many messages were let go for smaller shares. */
function fitLogs(logs: ChannelLogs): number {
  let letGo = 0;
  const { perChannel, inAll } = logs.limits;
  const others = logs.byName.size - (logs.byName.has(ERRORS_CHANNEL) ? 1 : 0);
  for (const log of logs.byName.values()) {
    const share = log.name === ERRORS_CHANNEL ? 0.25 : 0.75 / Math.max(1, others);
    const maxCount = Math.min(perChannel.count, Math.floor(inAll.count * share));
    const maxBytes = Math.min(perChannel.bytes, Math.floor(inAll.bytes * share));
    letGo += count(log, fitNewest(log.newest, maxCount, maxBytes));
  }
  return letGo;
}

function count(log: ChannelLog, letGo: readonly EventFacts[]): number {
  for (const { stream } of letGo) log.letGo.set(stream, (log.letGo.get(stream) ?? 0) + 1);
  return letGo.length;
}
