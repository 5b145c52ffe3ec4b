import type { ServerMs } from "#util/units.ts";

/** A limit that is not set is null, whatever JetStream writes for that (-1, 0). */
export interface StreamLimits {
  messages: number | null;
  bytes: number | null;
  ageMs: number | null;
  perSubject: number | null;
  messageBytes: number | null;
  consumers: number | null;
}

export interface StreamState {
  messages: number;
  bytes: number;
  /** Of an empty stream one above `lastSeq`. */
  firstSeq: number;
  lastSeq: number;
  /** Null while it is empty. */
  firstAt: ServerMs | null;
  lastAt: ServerMs | null;
  /** Sequences between first and last that hold nothing. */
  deleted: number;
  /** Messages that the server found damaged on its disk and could not read again. */
  lost: number;
  subjects: number | null;
  consumers: number;
}

export interface ReplicaFacts {
  name: string;
  current: boolean;
  offline: boolean;
  /** Operations behind the leader. */
  lag: number;
  /** Since it was last heard of by the leader, or since that one leads; null: never, nobody knows since when. */
  seenMs: number | null;
}

/** Where a replicated stream or consumer lives; null on a server that stands alone. */
export interface ClusterFacts {
  name: string | null;
  leader: string | null;
  replicas: readonly ReplicaFacts[];
}

/** A mirror or a source: what is copied from elsewhere. */
export interface UpstreamFacts {
  name: string;
  lag: number;
  /** Since it was last heard of; null: never. */
  activeMs: number | null;
  error: string | null;
}

/** One stream as `STREAM.LIST` and `STREAM.INFO` tell it. */
export interface StreamFacts {
  name: string;
  /** As the server wrote it: only compared. */
  created: string;
  subjects: readonly string[];
  retention: string;
  storage: string;
  /** What happens at a limit: `old` loses the oldest, `new` refuses publishers. */
  discard: string;
  replicas: number;
  allowDirect: boolean;
  compression: string | null;
  duplicateWindowMs: number | null;
  sealed: boolean;
  limits: StreamLimits;
  state: StreamState;
  mirror: UpstreamFacts | null;
  sources: readonly UpstreamFacts[];
  cluster: ClusterFacts | null;
  metadata: Readonly<Record<string, string>>;
}

/** What an account may use of JetStream, by tier; a single tier has no name. */
export interface AccountTier {
  /** `R1`, `R3`; null where the account has no tiers. */
  tier: string | null;
  streams: UsedOf;
  consumers: UsedOf;
  memoryBytes: UsedOf;
  storageBytes: UsedOf;
}

export interface UsedOf {
  used: number;
  limit: number | null;
}
