/** When a check fires where the asset's own metadata say nothing. A deployment's settings replace single ones. */
import { HOUR_MS, SECOND_MS } from "#util/units.ts";
import { DAY_MS } from "#util/units.ts";

export interface BrokerThresholds {
  /** 0..1 of a limit; reached counts. */
  fillWarning: number;
  fillCritical: number;
  /** Full within this. */
  fillsSoonMs: number;
  fillsAtOnceMs: number;
  replicaLag: number;
  replicaSeenMs: number;
  consumerReplicaLag: number;
  upstreamLag: number;
  upstreamSeenMs: number;
  subjects: number;
  /** 0..1 of max_ack_pending. */
  ackPending: number;
  /** 0..1 of the messages that wait for an acknowledgement. */
  redelivered: number;
  /** An account's use, 0..1. */
  accountWarning: number;
  accountCritical: number;
  /** A consumer with something pending to which nothing was delivered for so long. */
  idleDeliveryMs: number;
  /** Nothing was published into a stream for so long; null: that is no fault. */
  quietMs: number | null;
}

export const DEFAULT_THRESHOLDS: BrokerThresholds = {
  fillWarning: 0.9,
  fillCritical: 0.98,
  fillsSoonMs: DAY_MS,
  fillsAtOnceMs: HOUR_MS,
  replicaLag: 200,
  replicaSeenMs: 5 * SECOND_MS,
  consumerReplicaLag: 1000,
  upstreamLag: 1000,
  upstreamSeenMs: 5 * 60 * SECOND_MS,
  subjects: 1_000_000,
  ackPending: 0.8,
  redelivered: 0.1,
  accountWarning: 0.75,
  accountCritical: 0.9,
  idleDeliveryMs: 30 * SECOND_MS,
  quietMs: null,
};
