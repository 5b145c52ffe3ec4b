import type { ClusterFacts, ReplicaFacts } from "./stream-facts.ts";

/**
 * How a replica stands with its leader. A server marks one as offline only minutes after it was killed, and goes on calling it current for
 * ten seconds: since when the leader has not heard of it is what tells first, and on every version.
 */
export type ReplicaState =
  /** The server itself says so. */
  | "offline"
  /** Not heard of for longer than the bound, or never since this leader leads. */
  | "silent"
  /** Heard of, and further behind than the bound. */
  | "behind"
  /** Heard of, and a little behind: usual while much is written. */
  | "catching-up"
  | "current";

export interface ReplicaBounds {
  lag: number;
  seenMs: number;
}

export function replicaState({ current, offline, lag, seenMs }: ReplicaFacts, bounds: ReplicaBounds): ReplicaState {
  if (offline) return "offline";
  if (seenMs === null ? !current : seenMs > bounds.seenMs) return "silent";
  if (lag > bounds.lag) return "behind";
  return current ? "current" : "catching-up";
}

export type JudgedReplica = ReplicaFacts & { state: ReplicaState };

export function replicasOf(cluster: ClusterFacts, bounds: ReplicaBounds): JudgedReplica[] {
  return cluster.replicas.map((replica) => ({ ...replica, state: replicaState(replica, bounds) }));
}

/** Those that are not there as far as anyone can tell. */
export function isAway(state: ReplicaState): boolean {
  return state === "offline" || state === "silent";
}

/** Whether the rest is no majority any more. */
export function losesQuorum(away: number, replicas: number): boolean {
  return away * 2 >= replicas;
}
