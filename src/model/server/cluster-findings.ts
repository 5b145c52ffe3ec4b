/** What only all servers together tell: of one of them against the others, or of a cluster as a whole. */
import type { BrokerFinding } from "../streams/finding.ts";
import type { LinkFacts } from "./server-facts.ts";
import type { Tell } from "./server-findings.ts";
import type { ClusterWatch, KnownServer } from "./server-roster.ts";
import type { ServerThresholds } from "./server-thresholds.ts";
import { isSilent, riseOf } from "./server-watch.ts";
import { formatBytes, formatCount, formatDuration, formatPlural } from "#util/format.ts";

/** By server key, and of the whole under the cluster's name. */
export interface ClusterFindings {
  servers: ReadonlyMap<string, readonly BrokerFinding[]>;
  clusters: readonly { cluster: string; finding: BrokerFinding }[];
}

/** @param links by server key; null: they were not told, and nothing is missed */
export function clusterFindings(
  servers: readonly KnownServer[],
  clusters: readonly ClusterWatch[],
  links: ReadonlyMap<string, readonly LinkFacts[]> | null,
  thresholds: ServerThresholds,
): ClusterFindings {
  const byServer = new Map<string, BrokerFinding[]>();
  const byCluster: { cluster: string; finding: BrokerFinding }[] = [];
  const names = new Set(servers.flatMap(({ facts }) => facts.cluster ?? []));
  for (const cluster of names) {
    const members = servers.filter((one) => one.facts.cluster === cluster);
    const heard = members.filter(({ watch }) => !isSilent(watch));
    for (const member of heard) {
      const found: BrokerFinding[] = [];
      byServer.set(member.key, found);
      const tell: Tell = (code, severity, sentence, remedy) => found.push({ code, severity, sentence, remedy });
      tellApart(member, heard, thresholds, tell);
      if (links !== null) tellGateways(member, heard, links, tell);
    }
    const tell: Tell = (code, severity, sentence, remedy) =>
      byCluster.push({ cluster, finding: { code, severity, sentence, remedy } });
    const watch = clusters.find(({ name }) => name === cluster);
    tellMeta(heard, watch ?? null, thresholds, tell);
  }
  return { servers: byServer, clusters: byCluster };
}

function tellApart(
  { facts, watch }: KnownServer,
  heard: readonly KnownServer[],
  thresholds: ServerThresholds,
  tell: Tell,
): void {
  const usual = majority(heard.map((one) => one.facts.version));
  if (usual !== null && facts.version !== usual) {
    tell(
      "version-differs",
      "warning",
      `It runs ${facts.version}, most of its cluster ${usual}.`,
      "Finish the upgrade: servers of a cluster belong on one version.",
    );
  }
  const memory = heard.flatMap((one) => one.facts.memoryBytes ?? []);
  const mean = memory.reduce((sum, bytes) => sum + bytes, 0) / Math.max(1, memory.length);
  const mine = facts.memoryBytes ?? 0;
  if (memory.length > 1 && mine > thresholds.memoryAtLeastBytes && mine > mean * thresholds.memoryTimesMean) {
    tell(
      "memory-above-cluster",
      "warning",
      `It uses ${formatBytes(mine)} of memory, the servers of its cluster ${formatBytes(mean)} on average.`,
      "Look whether most clients, or the leaders of most streams, are on it.",
    );
  }
  const jump = riseOf(watch, "connections", thresholds.windowMs) ?? 0;
  if (Math.abs(jump) > thresholds.connectionsJump) {
    tell(
      "connections-jump",
      "warning",
      `It has ${formatPlural(Math.abs(jump), "connection")} ${jump > 0 ? "more" : "fewer"} than ${formatDuration(thresholds.windowMs)} ago at most.`,
      "Look whether clients were moved here from a server that ended, or lose their connections.",
    );
  }
  const others = heard.length - 1;
  if (facts.remotes !== null && facts.remotes < others) {
    tell(
      "route-missing",
      "warning",
      `It has routes to ${formatCount(facts.remotes)} of the ${formatPlural(others, "other server")} of its cluster.`,
      "Look at the cluster's routes in its configuration, and whether its cluster port is reached from the others.",
    );
  }
}

function tellGateways(
  { key }: KnownServer,
  heard: readonly KnownServer[],
  links: ReadonlyMap<string, readonly LinkFacts[]>,
  tell: Tell,
): void {
  const outOf = (of: string): string[] => [
    ...new Set(
      (links.get(of) ?? [])
        .filter(({ kind, direction }) => kind === "gateway" && direction === "out")
        .map((l) => l.remote),
    ),
  ];
  const counts = new Map<string, number>();
  for (const one of heard) for (const remote of outOf(one.key)) counts.set(remote, (counts.get(remote) ?? 0) + 1);
  const mine = new Set(outOf(key));
  const lacks = [...counts].filter(([remote, count]) => count > heard.length / 2 && !mine.has(remote));
  if (lacks.length > 0) {
    tell(
      "gateway-lost",
      "critical",
      `It has no gateway to ${lacks.map(([remote]) => remote).join(", ")}, most of its cluster has.`,
      "Look whether it reaches the other cluster's gateway port.",
    );
  }
  const extra = [...mine].filter((remote) => (counts.get(remote) ?? 0) <= heard.length / 2);
  if (heard.length > 1 && extra.length > 0) {
    tell(
      "gateways-differ",
      "warning",
      `It has a gateway to ${extra.join(", ")}, most of its cluster has not.`,
      "Give all servers of the cluster the same gateways.",
    );
  }
}

function tellMeta(
  heard: readonly KnownServer[],
  watch: ClusterWatch | null,
  thresholds: ServerThresholds,
  tell: Tell,
): void {
  const metas = heard.flatMap(({ facts }) =>
    facts.jetstream?.meta == null ? [] : [{ facts, ...facts.jetstream.meta }],
  );
  if (metas.length === 0) return;
  const leaders = [...new Set(metas.flatMap(({ leader }) => leader ?? []))];
  if (leaders.length === 0) {
    tell(
      "meta-no-leader",
      "critical",
      "JetStream has no leader: streams and consumers can be neither made nor changed.",
      "More than half of the servers must run and reach each other: start those that are missing.",
    );
  } else if (leaders.length > 1) {
    tell(
      "meta-leaders-differ",
      "critical",
      `Its servers name different leaders of JetStream: ${leaders.join(", ")}.`,
      "This is over in seconds after a change of the leader; where it stays, look at the routes between them.",
    );
  }
  for (const { facts, leader, peers } of metas) {
    // Who does not lead knows of the others by hearsay.
    if (leader !== facts.name) continue;
    for (const peer of peers.filter(({ offline }) => offline)) {
      tell(
        "meta-peer-offline",
        "critical",
        `${peer.name} is offline for JetStream's leader ${leader}.`,
        `Start it again. Where it is gone for good: nats server cluster peer-remove ${peer.name}`,
      );
    }
  }
  const waiting = metas.filter(({ pending }) => (pending ?? 0) > thresholds.metaPending);
  for (const { facts, pending } of waiting) {
    tell(
      "meta-pending",
      "warning",
      `${facts.name} has ${formatCount(pending ?? 0)} decisions of JetStream's leader to carry out yet.`,
      "Look at its disk and its cores: it falls behind.",
    );
  }
  const changes = watch?.leaderChangesAt.length ?? 0;
  if (changes > 1) {
    tell(
      "meta-leader-changes",
      "warning",
      `JetStream's leader changed ${formatCount(changes)} times within ${formatDuration(thresholds.windowMs)}.`,
      "Look at the round trips of the routes, and at servers that are short of cores or restart.",
    );
  }
  const size = Math.max(...metas.map((meta) => meta.size));
  if (watch !== null && size < watch.largest) {
    tell(
      "meta-shrank",
      "critical",
      `JetStream's group has ${formatPlural(size, "server")}; it had ${formatCount(watch.largest)} while the page watched.`,
      "Nothing, where somebody removed a server; else start it again.",
    );
  }
  if (size > 0 && size % 2 === 0) {
    tell(
      "meta-even-size",
      "notice",
      `JetStream's group has ${formatPlural(size, "server")}: an even number survives no more failures than one fewer.`,
      "Use three or five servers with JetStream.",
    );
  }
}

/** What more than half say; null where nobody has a majority. */
function majority(values: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].find(([, count]) => count > values.length / 2)?.[0] ?? null;
}
