/** When a check of a server fires. */
import { DAY_MS, MINUTE_MS } from "#util/units.ts";

export interface ServerThresholds {
  /** Rises are told for so long. */
  windowMs: number;
  restartedMs: number;
  /** 0..1 of the most connections; reached counts. */
  connectionsWarning: number;
  connectionsCritical: number;
  /** 0..1 of one core, over all its cores. */
  cpu: number;
  /** 0..1 of what JetStream may use. */
  storageWarning: number;
  storageCritical: number;
  /** 0..1 of the requests within the window, of at least so many. */
  apiErrors: number;
  apiErrorsOf: number;
  apiInFlight: number;
  apiPerSecond: number;
  haAssets: number;
  /** Times the mean of the cluster, at least so many bytes. */
  memoryTimesMean: number;
  memoryAtLeastBytes: number;
  connectionsJump: number;
  linkRttMs: { route: number; gateway: number; leaf: number };
  linkPendingBytes: number;
  leafSubscriptionsWarning: number;
  leafSubscriptionsCritical: number;
  metaPending: number;
  certificateWarningMs: number;
  certificateCriticalMs: number;
  /** Of a client's connection. */
  clientRttMs: number;
  clientPendingBytes: number;
}

export const DEFAULT_SERVER_THRESHOLDS: ServerThresholds = {
  windowMs: 10 * MINUTE_MS,
  restartedMs: 15 * MINUTE_MS,
  connectionsWarning: 0.8,
  connectionsCritical: 0.95,
  cpu: 0.9,
  storageWarning: 0.9,
  storageCritical: 0.95,
  apiErrors: 0.01,
  apiErrorsOf: 100,
  apiInFlight: 1000,
  apiPerSecond: 50,
  haAssets: 1000,
  memoryTimesMean: 1.5,
  memoryAtLeastBytes: 512 * 2 ** 20,
  connectionsJump: 500,
  linkRttMs: { route: 50, gateway: 50, leaf: 100 },
  linkPendingBytes: 2 ** 20,
  leafSubscriptionsWarning: 20_000,
  leafSubscriptionsCritical: 50_000,
  metaPending: 500,
  certificateWarningMs: 30 * DAY_MS,
  certificateCriticalMs: 7 * DAY_MS,
  clientRttMs: 100,
  clientPendingBytes: 2 ** 20,
};
