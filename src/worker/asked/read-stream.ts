/** A server's answers about streams, as facts. */
import type { Fields } from "../fields.ts";
import { parseStreamTime } from "../stream-time.ts";
import type { AccountTier, ClusterFacts, StreamFacts, UpstreamFacts, UsedOf } from "#model/streams/stream-facts.ts";
import type { ServerMs } from "#util/units.ts";

const NS_PER_MS = 1e6;

/** Null where the answer is no stream. */
export function readStream(info: Fields): StreamFacts | null {
  const [config, state] = [info.object("config"), info.object("state")];
  const name = config?.text("name") ?? null;
  if (config === null || state === null || name === null) return null;
  const messages = state.number("messages") ?? 0;
  return {
    name,
    created: info.text("created") ?? "",
    subjects: config.texts("subjects") ?? [],
    retention: config.text("retention") ?? "limits",
    storage: config.text("storage") ?? "file",
    discard: config.text("discard") ?? "old",
    replicas: config.number("num_replicas") ?? 1,
    allowDirect: config.flag("allow_direct") === true,
    compression: config.text("compression"),
    duplicateWindowMs: durationMs(config.number("duplicate_window")),
    sealed: config.flag("sealed") === true,
    limits: {
      messages: limit(config.number("max_msgs")),
      bytes: limit(config.number("max_bytes")),
      ageMs: durationMs(config.number("max_age")),
      perSubject: limit(config.number("max_msgs_per_subject")),
      messageBytes: limit(config.number("max_msg_size")),
      consumers: limit(config.number("max_consumers")),
    },
    state: {
      messages,
      bytes: state.number("bytes") ?? 0,
      firstSeq: state.number("first_seq") ?? 0,
      lastSeq: state.number("last_seq") ?? 0,
      firstAt: messages === 0 ? null : timeOf(state.text("first_ts")),
      lastAt: timeOf(state.text("last_ts")),
      deleted: state.number("num_deleted") ?? 0,
      lost: state.object("lost")?.numberMap("msgs").size ?? 0,
      subjects: state.number("num_subjects"),
      consumers: state.number("consumer_count") ?? 0,
    },
    mirror: upstreamOf(info.object("mirror")),
    sources: info.objects("sources").flatMap((source) => upstreamOf(source) ?? []),
    cluster: readCluster(info.object("cluster"), timeOf(info.text("ts"))),
    metadata: config.textMap("metadata"),
  };
}

/** @param at the moment of the answer; null where the server does not say (before 2.10) */
export function readCluster(cluster: Fields | null, at: ServerMs | null): ClusterFacts | null {
  if (cluster === null) return null;
  const ledSince = timeOf(cluster.text("leader_since"));
  const ledForMs = at === null || ledSince === null ? null : Math.max(0, at - ledSince);
  // A server that stands alone names itself the leader of a group without a name.
  const name = cluster.text("name");
  const replicas = cluster.objects("replicas").map((replica) => {
    const activeNs = replica.number("active") ?? 0;
    return {
      name: replica.text("name") ?? "",
      current: replica.flag("current") === true,
      offline: replica.flag("offline") === true,
      lag: replica.number("lag") ?? 0,
      // A leader that has not heard of a replica yet writes 0, which reads as "just now".
      seenMs: activeNs > 0 ? activeNs / NS_PER_MS : ledForMs,
    };
  });
  if (name === null && replicas.length === 0) return null;
  const leader = cluster.text("leader");
  return { name, leader: leader === "" ? null : leader, replicas };
}

/** The account's tiers, or the one that has no name. */
export function readAccount(info: Fields): AccountTier[] {
  const tiers = info.object("tiers");
  const named = tiers?.names().flatMap((tier) => {
    const fields = tiers.object(tier);
    return fields === null ? [] : [tierOf(tier, fields)];
  });
  return named === undefined || named.length === 0 ? [tierOf(null, info)] : named;
}

function tierOf(tier: string | null, fields: Fields): AccountTier {
  const limits = fields.object("limits");
  const used = (what: string, most: string): UsedOf => ({
    used: fields.number(what) ?? 0,
    limit: limit(limits?.number(most) ?? null),
  });
  return {
    tier,
    streams: used("streams", "max_streams"),
    consumers: used("consumers", "max_consumers"),
    memoryBytes: used("memory", "max_memory"),
    storageBytes: used("storage", "max_storage"),
  };
}

function upstreamOf(upstream: Fields | null): UpstreamFacts | null {
  if (upstream === null) return null;
  const error = upstream.object("error");
  return {
    name: upstream.text("name") ?? "",
    lag: upstream.number("lag") ?? 0,
    activeMs: activeMs(upstream.number("active")),
    error: error === null ? null : (error.text("description") ?? "no reason given"),
  };
}

/** -1: never. */
function activeMs(ns: number | null): number | null {
  return ns === null || ns < 0 ? null : ns / NS_PER_MS;
}

/** JetStream writes -1, and for some limits 0, for none. */
export function limit(value: number | null): number | null {
  return value === null || value <= 0 ? null : value;
}

export function durationMs(ns: number | null): number | null {
  return ns === null || ns <= 0 ? null : ns / NS_PER_MS;
}

/** Null for what is no time, and for the year 1, which Go writes where there is none. */
export function timeOf(text: string | null): ServerMs | null {
  const at = text === null ? Number.NaN : parseStreamTime(text);
  return Number.isFinite(at) && at > 0 ? at : null;
}
