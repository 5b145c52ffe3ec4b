import type { DriftLine } from "./drift.ts";
import type { JudgedReplica } from "./replica-state.ts";
import type { StreamRow } from "./stream-list.ts";
import type { ObserverMs } from "#util/units.ts";

/** One stream, looked at closely. */
export interface StreamDetail {
  row: StreamRow;
  /** Null: nothing is wanted of a stream of that name. */
  drift: readonly DriftLine[] | null;
  /** The command that mends the drift; null where there is none. */
  mend: string | null;
  /** All but the leader; none where it is not replicated, or nobody leads who could know of them. */
  replicas: readonly JudgedReplica[];
  /** What was seen of it, oldest first, reaching back to the first look. */
  points: readonly StreamPoint[];
}

export interface StreamPoint {
  at: ObserverMs;
  messages: number;
  bytes: number;
  lastSeq: number;
}

/** A page of a stream's subjects, the fullest first. */
export interface SubjectPage {
  subjects: readonly { subject: string; messages: number }[];
  total: number;
  /** There are more subjects than are looked at: the fullest of those that were. */
  cut: boolean;
}
