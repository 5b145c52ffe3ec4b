import type { AgentFacts } from "./agent.ts";
import { factsOf } from "./facts-of.ts";
import { minuteFloor } from "./fleet.ts";
import type { Fleet } from "./fleet-state.ts";
import { createTouched } from "./fleet-state.ts";
import { onlyMoved, packMoved } from "./moved-agents.ts";
import type { Patch } from "./patch.ts";
import { countIn, trimMinutes } from "./stream-fold.ts";
import type { ChannelFacts, MalformedFacts, RateBucket } from "./view.ts";
import type { ServerMs } from "#util/units.ts";

/** What the page is told of the fleet; the connection and the sources are the worker's to add. */
export type FleetChanges = Pick<
  Patch,
  "agents" | "channels" | "rates" | "malformed" | "counters" | "agentsNotHeld" | "newestAt"
>;

const SHOWN_UNREADABLE = 50;

/** What changed since the last take, and forgets that it changed. */
export function takeChanges(fleet: Fleet): FleetChanges {
  const { touched } = fleet;
  fleet.touched = createTouched();
  const changes: FleetChanges = {};
  if (touched.agents.length > 0 || touched.gone.size > 0) {
    changes.agents = takeAgents(fleet, touched);
  }
  if (touched.channels.size > 0) {
    changes.channels = takeChannels(fleet, touched.channels);
    changes.rates = takeRates(fleet, touched.channels, touched.minutes);
  }
  if (touched.unreadable) changes.malformed = malformedOf(fleet);
  if (touched.counters) {
    changes.counters = {
      messages: fleet.messages,
      malformed: fleet.malformed,
      dropped: {
        beats: fleet.droppedBeats,
        events: fleet.droppedEvents,
        agents: fleet.notHeld.size,
        malformed: fleet.droppedUnreadable,
      },
    };
    changes.agentsNotHeld = fleet.notHeld.size;
    changes.newestAt = fleet.newestAt;
  }
  return changes;
}

function takeAgents(fleet: Fleet, { agents, gone }: Fleet["touched"]): NonNullable<Patch["agents"]> {
  const set: AgentFacts[] = [];
  const moved: AgentFacts[] = [];
  for (const entry of agents) {
    entry.touched = false;
    entry.ahead = null;
    for (const part of entry.parts) part.touched = false;
    if (fleet.agents.get(entry.id) !== entry) continue;
    const facts = factsOf(fleet, entry);
    (entry.facts !== null && onlyMoved(entry.facts, facts) ? moved : set).push(facts);
    entry.facts = facts;
  }
  return { set, moved: packMoved(moved), gone: [...gone] };
}

function takeChannels(fleet: Fleet, names: ReadonlySet<string>): NonNullable<Patch["channels"]> {
  const all = [...names].map((name) => channelFacts(fleet, name));
  return {
    set: all.filter(({ count }) => count > 0),
    gone: all.filter(({ count }) => count === 0).map(({ name }) => name),
  };
}

function channelFacts(fleet: Fleet, name: string): ChannelFacts {
  let count = 0;
  let lastAt: ServerMs | null = null;
  for (const stream of fleet.streams.values()) {
    const channel = stream.channels.get(name);
    if (channel === undefined) continue;
    count += channel.count;
    lastAt = Math.max(lastAt ?? 0, channel.lastAt);
  }
  return { name, count, lastAt };
}

function takeRates(
  fleet: Fleet,
  channels: ReadonlySet<string>,
  minutes: ReadonlySet<ServerMs>,
): NonNullable<Patch["rates"]> {
  const floor = minuteFloor(fleet);
  const touched = new Set(minutes);
  for (const stream of fleet.streams.values()) {
    for (const channel of stream.channels.values()) {
      channel.touched = false;
      if (channels.has(channel.name)) touched.add(channel.minute);
      if (channel.minutes.size > fleet.config.minutes) trimMinutes(channel, floor);
    }
  }
  const set: RateBucket[] = [];
  const gone: ServerMs[] = [];
  touched.delete(-1);
  for (const at of touched) {
    const counts = at < floor ? {} : countsOf(fleet, at);
    if (Object.keys(counts).length > 0) set.push({ at, counts });
    else gone.push(at);
  }
  return { set, gone, floor };
}

function countsOf(fleet: Fleet, minute: ServerMs): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const stream of fleet.streams.values()) {
    for (const channel of stream.channels.values()) {
      const count = countIn(channel, minute);
      if (count > 0) counts[channel.name] = (counts[channel.name] ?? 0) + count;
    }
  }
  return counts;
}

/** Over all streams, newest first. */
export function malformedOf(fleet: Fleet, limit: number = SHOWN_UNREADABLE): MalformedFacts[] {
  return [...fleet.streams.values()]
    .flatMap((stream) => [...stream.unreadable.values()])
    .sort((a, b) => b.lastAt - a.lastAt || b.lastSeq - a.lastSeq)
    .slice(0, limit);
}
