import { comparePlaces } from "../newest.ts";
import type { Placed } from "../newest.ts";
import type { EventFacts } from "../view.ts";
import type { ChannelLogs } from "./channel-logs.ts";
import { letGoOf } from "./channel-logs.ts";
import type { MessageGroup } from "./message-groups.ts";
import { groupKeyOf, groupMessages, tallied } from "./message-groups.ts";
import type { ServerMs } from "#util/units.ts";

/** Which messages of a channel are wanted. Parts left null say nothing. */
export interface ChannelQuery {
  channel: string;
  /** Words that each stand in text, agent or subject, without regard to case. */
  text: string;
  /** `""`: those that name nobody. */
  agent: string | null;
  /** Stored at that moment or later. */
  since: ServerMs | null;
  /** Those of one group (`MessageGroup.key`). */
  group: string | null;
  /** The list as it was when this was its newest message: what came later is only counted. Null: all. */
  upTo: Placed | null;
  /** How many rows; of `messages` or of `groups`, the other one stays empty. */
  limit: number;
  shape: "messages" | "groups";
}

export interface ChannelHistory {
  /** Newest first. */
  messages: EventFacts[];
  /** The one that came last first. */
  groups: MessageGroup[];
  /** How many rows there are without the limit. */
  rows: number;
  /** Messages that match, up to `upTo`. */
  total: number;
  /** Messages that match and came after `upTo`. */
  newer: number;
  /** The newest that matches up to `upTo`: what to hold on to. */
  newest: Placed | null;
  /** Who sent them, but for the choice of an agent; most first. */
  agents: { agent: string | null; count: number }[];
  /** Messages of the channel that are held at all, how many were let go for the bound, and from when on they are held. */
  held: number;
  letGo: number;
  heldSince: ServerMs | null;
}

const MOST_AGENTS = 100;

/** What is held of one channel, narrowed and in the wanted shape. */
export function channelHistory(logs: ChannelLogs, query: ChannelQuery): ChannelHistory {
  const log = logs.byName.get(query.channel);
  const items = log?.newest.items ?? [];
  const fits = matcher(query);
  const senders = new Map<string | null, number>();
  const found: EventFacts[] = [];
  let newer = 0;
  for (let index = items.length - 1; index >= 0; index--) {
    const event = items[index];
    if (event === undefined) continue;
    if (query.since !== null && event.at < query.since) break;
    if (!fits(event)) continue;
    const isNewer = query.upTo !== null && comparePlaces(event, query.upTo) > 0;
    if (!isNewer) senders.set(event.agent, (senders.get(event.agent) ?? 0) + 1);
    if (query.agent !== null && (event.agent ?? "") !== query.agent) continue;
    if (isNewer) newer++;
    else found.push(event);
  }
  const groups = query.shape === "groups" ? groupMessages(found) : [];
  const [newest] = found;
  return {
    messages: query.shape === "messages" ? found.slice(0, query.limit) : [],
    groups: groups.slice(0, query.limit),
    rows: query.shape === "messages" ? found.length : groups.length,
    total: found.length,
    newer,
    newest: newest === undefined ? null : { at: newest.at, stream: newest.stream, seq: newest.seq },
    agents: tallied(senders, MOST_AGENTS),
    held: items.length,
    letGo: log === undefined ? 0 : letGoOf(log),
    heldSince: items[0]?.at ?? null,
  };
}

/** Newest first. @param agent null: whoever sent them */
export function newestOver(
  channels: readonly string[],
  logs: ChannelLogs,
  agent: string | null,
  limit: number,
): EventFacts[] {
  return channels
    .flatMap((name) => logs.byName.get(name)?.newest.items ?? [])
    .filter((event) => agent === null || event.agent === agent)
    .sort((a, b) => comparePlaces(b, a))
    .slice(0, limit);
}

function matcher({ text, group }: ChannelQuery): (event: EventFacts) => boolean {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  return (event) =>
    (group === null || groupKeyOf(event) === group) &&
    (words.length === 0 || matchesAll(`${event.text} ${event.agent ?? ""} ${event.subject}`.toLowerCase(), words));
}

function matchesAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}
