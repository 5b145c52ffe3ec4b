/** A server that is well, for tests; what matters to one of them it says itself. */
import type { JetStreamFacts, LinkFacts, ServerFacts } from "./server-facts.ts";

const MIB = 2 ** 20;

export function serverFacts(changes: Partial<ServerFacts> = {}): ServerFacts {
  return {
    id: "ID1",
    name: "n1",
    version: "2.15.1",
    cluster: null,
    address: "127.0.0.1:4222",
    at: 1_000_000,
    startedAt: 0,
    cores: 2,
    cpuPercent: 4,
    memoryBytes: 40 * MIB,
    connections: { used: 10, limit: 100 },
    totalConnections: 12,
    subscriptions: 100,
    leafNodes: 0,
    remotes: 0,
    slowConsumers: 0,
    slowConsumersBy: { clients: 0, routes: 0, gateways: 0, leafs: 0 },
    staleConnections: 0,
    stalledClients: 0,
    inMessages: 0,
    outMessages: 0,
    inBytes: 0,
    outBytes: 0,
    maxPayloadBytes: MIB,
    authRequired: true,
    certificateEndsAt: null,
    jetstream: jetStreamFacts(),
    health: { ok: true, problems: [] },
    ...changes,
  };
}

export function jetStreamFacts(changes: Partial<JetStreamFacts> = {}): JetStreamFacts {
  return {
    domain: null,
    storage: { usedBytes: 10 * MIB, reservedBytes: 0, limitBytes: 1024 * MIB },
    memory: { usedBytes: 0, reservedBytes: 0, limitBytes: 256 * MIB },
    streams: 1,
    consumers: 0,
    haAssets: 0,
    apiTotal: 0,
    apiErrors: 0,
    apiInFlight: null,
    meta: null,
    ...changes,
  };
}

export function linkFacts(changes: Partial<LinkFacts> = {}): LinkFacts {
  return {
    kind: "route",
    remote: "n2",
    remoteId: "ID2",
    address: "127.0.0.1:6222",
    direction: null,
    connections: 1,
    rttMs: 1,
    pendingBytes: 0,
    subscriptions: 10,
    inMessages: 0,
    outMessages: 0,
    inBytes: 0,
    outBytes: 0,
    account: null,
    ...changes,
  };
}
