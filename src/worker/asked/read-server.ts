/** The servers' figures as facts. What an older server does not say is null. */
import type { Fields } from "../fields.ts";
import { limit, timeOf } from "./read-stream.ts";
import type {
  Health,
  JetStreamFacts,
  LinkFacts,
  LinkKind,
  MetaFacts,
  ServerFacts,
  StoreFacts,
} from "#model/server/server-facts.ts";
import { readGoDuration } from "#model/streams/monitor-metadata.ts";
import type { ServerMs } from "#util/units.ts";

/** Null where the answer is none. @param jsz @param healthz null: they were not told */
export function readServer(varz: Fields, jsz: Fields | null, healthz: Fields | null): ServerFacts | null {
  const id = varz.text("server_id");
  if (id === null) return null;
  const cluster = varz.object("cluster")?.text("name") ?? "";
  const slowBy = varz.object("slow_consumer_stats");
  const count = (name: string): number => varz.number(name) ?? 0;
  return {
    id,
    name: varz.text("server_name") ?? id,
    version: varz.text("version") ?? "",
    cluster: cluster === "" ? null : cluster,
    address: `${varz.text("host") ?? ""}:${count("port")}`,
    at: timeOf(varz.text("now")),
    startedAt: timeOf(varz.text("start")),
    cores: varz.number("cores"),
    cpuPercent: varz.number("cpu"),
    memoryBytes: varz.number("mem"),
    connections: { used: count("connections"), limit: limit(varz.number("max_connections")) },
    totalConnections: varz.number("total_connections"),
    subscriptions: varz.number("subscriptions"),
    leafNodes: count("leafnodes"),
    remotes: varz.number("remotes"),
    slowConsumers: count("slow_consumers"),
    slowConsumersBy:
      slowBy === null
        ? null
        : {
            clients: slowBy.number("clients") ?? 0,
            routes: slowBy.number("routes") ?? 0,
            gateways: slowBy.number("gateways") ?? 0,
            leafs: slowBy.number("leafs") ?? 0,
          },
    staleConnections: varz.number("stale_connections"),
    stalledClients: varz.number("stalled_clients"),
    inMessages: count("in_msgs"),
    outMessages: count("out_msgs"),
    inBytes: count("in_bytes"),
    outBytes: count("out_bytes"),
    maxPayloadBytes: varz.number("max_payload"),
    authRequired: varz.flag("auth_required") === true,
    certificateEndsAt: firstEnd(varz),
    jetstream: readJetStream(varz.object("jetstream"), jsz),
    health: healthz === null ? null : readHealth(healthz),
  };
}

/** Whether servers may answer that this one has no route to: behind a gateway, or a leaf node. */
export function hasFarNeighbours(varz: Fields): boolean {
  const gateway = varz.object("gateway")?.text("name") ?? "";
  const dials = varz.object("leaf")?.objects("remotes") ?? [];
  return gateway !== "" || (varz.number("leafnodes") ?? 0) > 0 || dials.length > 0;
}

const LISTENERS = ["cluster", "gateway", "leaf", "mqtt", "websocket"] as const;

/** Of the client listener's certificate and the others', the one that ends first. */
function firstEnd(varz: Fields): ServerMs | null {
  const ends = [varz, ...LISTENERS.map((name) => varz.object(name))].flatMap(
    (part) => timeOf(part?.text("tls_cert_not_after") ?? null) ?? [],
  );
  return ends.length === 0 ? null : Math.min(...ends);
}

/** Null where JetStream is off: then there is no configuration. */
function readJetStream(varz: Fields | null, jsz: Fields | null): JetStreamFacts | null {
  const config = varz?.object("config") ?? null;
  const stats = varz?.object("stats") ?? null;
  if (config === null || stats === null) return null;
  const api = stats.object("api");
  const store = (used: string, reserved: string, most: string): StoreFacts => ({
    usedBytes: stats.number(used) ?? 0,
    // An account without limits of its own is promised nothing; some versions write that as a negative figure.
    reservedBytes: Math.max(0, stats.number(reserved) ?? 0),
    limitBytes: limit(config.number(most)),
  });
  const domain = config.text("domain") ?? "";
  return {
    domain: domain === "" ? null : domain,
    storage: store("storage", "reserved_storage", "max_storage"),
    memory: store("memory", "reserved_memory", "max_memory"),
    streams: jsz?.number("streams") ?? null,
    consumers: jsz?.number("consumers") ?? null,
    haAssets: stats.number("ha_assets") ?? 0,
    apiTotal: api?.number("total") ?? 0,
    apiErrors: api?.number("errors") ?? 0,
    apiInFlight: api?.number("inflight") ?? null,
    meta: readMeta(varz?.object("meta") ?? null),
  };
}

function readMeta(meta: Fields | null): MetaFacts | null {
  if (meta === null) return null;
  const leader = meta.text("leader") ?? "";
  return {
    leader: leader === "" ? null : leader,
    size: meta.number("cluster_size") ?? 0,
    peers: meta.objects("replicas").map((peer) => ({
      name: peer.text("name") ?? "",
      current: peer.flag("current") === true,
      offline: peer.flag("offline") === true,
      lag: peer.number("lag") ?? 0,
    })),
    pending: meta.number("pending"),
  };
}

function readHealth(healthz: Fields): Health {
  const details = healthz.objects("errors").map((error) => ({
    kind: error.text("type"),
    text: error.text("error") ?? "no reason given",
  }));
  const only = healthz.text("error") ?? "";
  const problems = details.length > 0 ? details : only === "" ? [] : [{ kind: null, text: only }];
  return { ok: healthz.text("status") === "ok", problems };
}

/** @param nameOf a server's name by its id: before 2.10 a route tells the id alone */
export function readRoutes(routez: Fields, nameOf: (id: string) => string | null): LinkFacts[] {
  return together(
    routez.objects("routes").map((route) => {
      const id = route.text("remote_id");
      const name = route.text("remote_name") ?? (id === null ? null : nameOf(id));
      // Both sides dial: which connection is whose says nothing.
      return linkOf("route", name ?? id ?? "", id, null, route);
    }),
  );
}

export function readGateways(gatewayz: Fields): LinkFacts[] {
  const links: LinkFacts[] = [];
  const outbound = gatewayz.object("outbound_gateways");
  for (const remote of outbound?.names() ?? []) {
    const connection = outbound?.object(remote)?.object("connection") ?? null;
    if (connection !== null) links.push(linkOf("gateway", remote, connection.text("name"), "out", connection));
  }
  const inbound = gatewayz.object("inbound_gateways");
  for (const remote of inbound?.names() ?? []) {
    for (const gateway of inbound?.objects(remote) ?? []) {
      const connection = gateway.object("connection");
      if (connection !== null) links.push(linkOf("gateway", remote, null, "in", connection));
    }
  }
  return together(links);
}

export function readLeafs(leafz: Fields): LinkFacts[] {
  return leafz.objects("leafs").map((leaf) => {
    const direction = leaf.flag("is_spoke") === null ? null : leaf.flag("is_spoke") === true ? "out" : "in";
    const link = linkOf("leaf", leaf.text("name") ?? leaf.text("account") ?? "", null, direction, leaf);
    return { ...link, account: leaf.text("account") };
  });
}

function linkOf(
  kind: LinkKind,
  remote: string,
  remoteId: string | null,
  direction: LinkFacts["direction"],
  connection: Fields,
): LinkFacts {
  const count = (name: string): number => connection.number(name) ?? 0;
  const ip = connection.text("ip");
  return {
    kind,
    remote,
    remoteId,
    address: ip === null ? null : `${ip}:${count("port")}`,
    direction,
    connections: 1,
    rttMs: rttOf(connection),
    pendingBytes: count("pending_size") + count("pending_bytes"),
    subscriptions: connection.number("subscriptions"),
    inMessages: count("in_msgs"),
    outMessages: count("out_msgs"),
    inBytes: count("in_bytes"),
    outBytes: count("out_bytes"),
    account: null,
  };
}

export function rttOf(connection: Fields): number | null {
  const text = connection.text("rtt");
  return text === null ? null : readGoDuration(text);
}

/** Connections of one kind to the same server, in the same direction, as one: from 2.10 on a route is several. */
function together(links: readonly LinkFacts[]): LinkFacts[] {
  const byRemote = new Map<string, LinkFacts>();
  for (const link of links) {
    const key = `${link.remoteId ?? link.remote} ${link.direction ?? ""}`;
    const other = byRemote.get(key);
    byRemote.set(key, other === undefined ? link : sumOf(other, link));
  }
  return [...byRemote.values()];
}

function sumOf(one: LinkFacts, other: LinkFacts): LinkFacts {
  return {
    ...one,
    connections: one.connections + other.connections,
    rttMs: one.rttMs === null ? other.rttMs : Math.max(one.rttMs, other.rttMs ?? 0),
    pendingBytes: one.pendingBytes + other.pendingBytes,
    subscriptions: (one.subscriptions ?? 0) + (other.subscriptions ?? 0),
    inMessages: one.inMessages + other.inMessages,
    outMessages: one.outMessages + other.outMessages,
    inBytes: one.inBytes + other.inBytes,
    outBytes: one.outBytes + other.outBytes,
  };
}
