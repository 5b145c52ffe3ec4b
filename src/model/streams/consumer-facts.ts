import type { ClusterFacts } from "./stream-facts.ts";
import type { ServerMs } from "#util/units.ts";

/** One consumer as `CONSUMER.LIST` and `CONSUMER.INFO` tell it. A limit that is not set is null. */
export interface ConsumerFacts {
  stream: string;
  name: string;
  durable: boolean;
  /** `push`: the server sends; `pull`: clients ask. */
  kind: "push" | "pull";
  /** Of a push consumer: whether anybody listens. */
  bound: boolean | null;
  filters: readonly string[];
  deliverPolicy: string;
  ackPolicy: string;
  ackWaitMs: number | null;
  maxAckPending: number | null;
  maxDeliver: number | null;
  paused: boolean;
  pausedForMs: number | null;
  delivered: ConsumerPosition;
  ackFloor: ConsumerPosition;
  /** Delivered and not acknowledged yet. */
  ackPending: number;
  /** Of those, delivered more than once. */
  redelivered: number;
  /** Pulls that wait for a message. */
  waiting: number;
  /** Matching messages that were not delivered yet. */
  pending: number;
  groups: readonly { name: string; pinned: boolean }[];
  pinnedPolicy: boolean;
  cluster: ClusterFacts | null;
  metadata: Readonly<Record<string, string>>;
  created: string;
}

export interface ConsumerPosition {
  consumerSeq: number;
  streamSeq: number;
  /** Null: never. */
  lastAt: ServerMs | null;
}

/** One consumer of the account, in a word: a slash is in no stream's name, nor in a consumer's. */
export function consumerKey({ stream, name }: { stream: string; name: string }): string {
  return `${stream}/${name}`;
}
