/** Which servers there are: those that answer, and those that did and no longer do. */
import type { ServerFacts } from "./server-facts.ts";
import type { ServerWatch } from "./server-watch.ts";
import { isSilent, watchServer } from "./server-watch.ts";
import type { ObserverMs } from "#util/units.ts";
import { HOUR_MS, MINUTE_MS } from "#util/units.ts";

export interface KnownServer {
  /** What it is called in addresses: its name; where two have the same, its id. Stays over a restart. */
  key: string;
  facts: ServerFacts;
  watch: ServerWatch;
}

export interface Roster {
  servers: readonly KnownServer[];
  clusters: readonly ClusterWatch[];
}

/** What was seen of the group of servers that decides for a cluster. */
export interface ClusterWatch {
  name: string;
  leader: string | null;
  /** When its leader changed, within the last ten minutes. */
  leaderChangesAt: readonly ObserverMs[];
  /** The largest size seen. */
  largest: number;
}

export const EMPTY_ROSTER: Roster = { servers: [], clusters: [] };

/** A server that was taken away for good is not told of for ever. */
const FORGOTTEN_MS = HOUR_MS;
const MOST_SERVERS = 256;
const LEADERS_WINDOW_MS = 10 * MINUTE_MS;

/** The roster after another look. @param answered everything that answered it, each server once */
export function nextRoster(before: Roster, answered: readonly ServerFacts[], at: ObserverMs): Roster {
  const names = new Map<string, number>();
  for (const { name } of answered) names.set(name, (names.get(name) ?? 0) + 1);
  const left = new Set(before.servers);
  const ids = new Set(answered.map(({ id }) => id));
  const servers = answered.slice(0, MOST_SERVERS).map((facts): KnownServer => {
    const same = [...left].find((known) => isSame(known.facts, facts, ids));
    if (same !== undefined) left.delete(same);
    const unique = names.get(facts.name) === 1;
    const named = unique && facts.name !== facts.id;
    // A server without a name is called by the id that it had when it was first seen.
    const key = named ? facts.name : unique ? (same?.key ?? facts.id) : facts.id;
    return { key, facts, watch: watchServer(same?.watch ?? null, facts, at) };
  });
  for (const { key, facts, watch } of left) {
    if (at - watch.heardAt > FORGOTTEN_MS || servers.length >= MOST_SERVERS) continue;
    servers.push({ key, facts, watch: { ...watch, missed: watch.missed + 1 } });
  }
  return {
    servers: servers.toSorted((one, other) => compareNames(one, other)),
    clusters: nextClusters(before.clusters, answered, at),
  };
}

/** @param ids of all that answered: what still runs is nobody else's former self */
function isSame(known: ServerFacts, facts: ServerFacts, ids: ReadonlySet<string>): boolean {
  if (known.id === facts.id) return true;
  if (ids.has(known.id) || known.cluster !== facts.cluster) return false;
  if (known.name !== known.id || facts.name !== facts.id) return known.name === facts.name;
  return known.address === facts.address;
}

function compareNames({ facts: one }: KnownServer, { facts: other }: KnownServer): number {
  return (one.cluster ?? "").localeCompare(other.cluster ?? "") || one.name.localeCompare(other.name, "en", NUMERIC);
}

const NUMERIC = { numeric: true } as const;

function nextClusters(
  before: readonly ClusterWatch[],
  answered: readonly ServerFacts[],
  at: ObserverMs,
): readonly ClusterWatch[] {
  const now = new Map<string, { leader: string | null; size: number }>();
  for (const { cluster, jetstream } of answered) {
    if (cluster === null || jetstream?.meta == null) continue;
    const { leader, size } = jetstream.meta;
    const seen = now.get(cluster);
    now.set(cluster, { leader: seen?.leader ?? leader, size: Math.max(seen?.size ?? 0, size) });
  }
  const next = [...now].map(([name, { leader, size }]): ClusterWatch => {
    const was = before.find((one) => one.name === name);
    const moved = was?.leader != null && leader !== null && was.leader !== leader;
    const changes = (was?.leaderChangesAt ?? []).filter((changedAt) => at - changedAt < LEADERS_WINDOW_MS);
    return {
      name,
      leader: leader ?? was?.leader ?? null,
      leaderChangesAt: moved ? [...changes, at] : changes,
      largest: Math.max(was?.largest ?? 0, size),
    };
  });
  // Nobody of it answered: what was known of it is not lost by that.
  return [...next, ...before.filter(({ name }) => !now.has(name))];
}

export function silentSince({ watch }: KnownServer): ObserverMs | null {
  return isSilent(watch) ? watch.heardAt : null;
}
