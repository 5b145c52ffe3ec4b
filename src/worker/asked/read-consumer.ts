/** A server's answers about consumers, as facts. */
import type { Fields } from "../fields.ts";
import { durationMs, limit, readCluster, timeOf } from "./read-stream.ts";
import type { ConsumerFacts, ConsumerPosition } from "#model/streams/consumer-facts.ts";

/** Null where the answer is no consumer. */
export function readConsumer(info: Fields): ConsumerFacts | null {
  const config = info.object("config");
  const name = info.text("name");
  const stream = info.text("stream_name");
  if (name === null || stream === null) return null;
  const pushed = config?.text("deliver_subject") ?? null;
  const filter = config?.text("filter_subject") ?? null;
  const pinned = config?.text("priority_policy") === "pinned_client";
  return {
    stream,
    name,
    durable: (config?.text("durable_name") ?? null) !== null,
    kind: pushed === null ? "pull" : "push",
    bound: pushed === null ? null : info.flag("push_bound") === true,
    filters: filter !== null && filter !== "" ? [filter] : (config?.texts("filter_subjects") ?? []),
    deliverPolicy: config?.text("deliver_policy") ?? "all",
    ackPolicy: config?.text("ack_policy") ?? "none",
    ackWaitMs: durationMs(config?.number("ack_wait") ?? null),
    maxAckPending: config?.text("ack_policy") === "none" ? null : limit(config?.number("max_ack_pending") ?? null),
    maxDeliver: limit(config?.number("max_deliver") ?? null),
    paused: info.flag("paused") === true,
    pausedForMs: durationMs(info.number("pause_remaining")),
    delivered: positionOf(info.object("delivered")),
    ackFloor: positionOf(info.object("ack_floor")),
    ackPending: info.number("num_ack_pending") ?? 0,
    redelivered: info.number("num_redelivered") ?? 0,
    waiting: info.number("num_waiting") ?? 0,
    pending: info.number("num_pending") ?? 0,
    groups: info.objects("priority_groups").map((group) => ({
      name: group.text("group") ?? "",
      pinned: (group.text("pinned_client_id") ?? "") !== "",
    })),
    pinnedPolicy: pinned,
    cluster: readCluster(info.object("cluster"), timeOf(info.text("ts"))),
    metadata: config?.textMap("metadata") ?? {},
    created: info.text("created") ?? "",
  };
}

function positionOf(position: Fields | null): ConsumerPosition {
  return {
    consumerSeq: position?.number("consumer_seq") ?? 0,
    streamSeq: position?.number("stream_seq") ?? 0,
    lastAt: timeOf(position?.text("last_active") ?? null),
  };
}
