/** What one server says of itself, whoever carried the answer: `$SYS` over the connection, or its HTTP monitor. */
import type { ServerMs } from "#util/units.ts";

export interface ServerFacts {
  /** Another one after each start. */
  id: string;
  /** Its id, where it was given no name. */
  name: string;
  version: string;
  cluster: string | null;
  /** `host:port` of its client listener. */
  address: string;
  /** The server's clock, when it answered. */
  at: ServerMs | null;
  startedAt: ServerMs | null;
  cores: number | null;
  /** Of one core: 200 on two that have no rest. */
  cpuPercent: number | null;
  memoryBytes: number | null;
  connections: { used: number; limit: number | null };
  /** Since it started. */
  totalConnections: number | null;
  subscriptions: number | null;
  leafNodes: number;
  /** Other servers of its cluster that it has a route to; null before 2.9. */
  remotes: number | null;
  /** Since it started, of all its clients, routes, gateways and leaf nodes. */
  slowConsumers: number;
  /** Null before 2.10. */
  slowConsumersBy: { clients: number; routes: number; gateways: number; leafs: number } | null;
  /** Clients that stopped answering pings, since it started; null on servers that do not count them. */
  staleConnections: number | null;
  /** Publishers that were held back because of slow consumers, since it started; null on servers that do not count them. */
  stalledClients: number | null;
  /** What came in and went out since it started. */
  inMessages: number;
  outMessages: number;
  inBytes: number;
  outBytes: number;
  maxPayloadBytes: number | null;
  authRequired: boolean;
  /** When the certificate of one of its listeners ends, the first one; null: no TLS, or a server that does not say. */
  certificateEndsAt: ServerMs | null;
  jetstream: JetStreamFacts | null;
  /** Null: it was not asked, or this login may not. */
  health: Health | null;
}

export interface JetStreamFacts {
  domain: string | null;
  storage: StoreFacts;
  memory: StoreFacts;
  /** On this server; null where they could not be asked for. */
  streams: number | null;
  consumers: number | null;
  haAssets: number;
  /** Requests to the API since the server started, and those answered with an error. */
  apiTotal: number;
  apiErrors: number;
  apiInFlight: number | null;
  /** Null on a server that stands alone. */
  meta: MetaFacts | null;
}

export interface StoreFacts {
  usedBytes: number;
  /** Promised to streams that have a limit by bytes. */
  reservedBytes: number;
  limitBytes: number | null;
}

/** The group of servers that decides which server holds what, as this server sees it. */
export interface MetaFacts {
  leader: string | null;
  size: number;
  /** The leader knows all; another server the leader at best. */
  peers: readonly MetaPeer[];
  /** Decisions that this server has not carried out yet; null on servers that do not say. */
  pending: number | null;
}

export interface MetaPeer {
  name: string;
  current: boolean;
  offline: boolean;
  lag: number;
}

/** `healthz`: what load balancers ask. */
export interface Health {
  ok: boolean;
  /** The server's own words; empty where it is well. */
  problems: readonly HealthProblem[];
}

export interface HealthProblem {
  /** `JETSTREAM`, `ACCOUNT`, `STREAM`, `CONSUMER` and their like; null before 2.10. */
  kind: string | null;
  text: string;
}

export type LinkKind = "route" | "gateway" | "leaf";

/** A server's link to another: all connections of the same kind to the same server count as one. */
export interface LinkFacts {
  kind: LinkKind;
  /** The other server's name, cluster (gateways) or account (leaf nodes), as far as this one knows it. */
  remote: string;
  remoteId: string | null;
  address: string | null;
  /** Who dialled; null where it is not told. */
  direction: "out" | "in" | null;
  connections: number;
  /** Of the slowest connection. */
  rttMs: number | null;
  pendingBytes: number;
  subscriptions: number | null;
  inMessages: number;
  outMessages: number;
  inBytes: number;
  outBytes: number;
  account: string | null;
}
