import type { StreamMessage } from "#model/chunk.ts";
import type { PastWay } from "#model/source-state.ts";
import type { Unanswered } from "./requests.ts";

/** Every message of the stream with `from <= seq <= to`, ascending; what is not among them is gone. */
export interface Stretch {
  from: number;
  to: number;
  messages: StreamMessage[];
}

/**
 * How a read ended, and at which sequence the next one goes on: everything below `at` was handed on.
 * - `reached`: up to the sequence asked for.
 * - `end-of-store`: whoever answered holds nothing at or after `at`. It proves nothing: a replica may lag.
 * - `cut`: a part of the answer was lost, or it stopped half-way: read again from `at`.
 * - `no-batches`: the server knows no batches (older than 2.11, whatever the connected one is).
 */
export type ReadEnd =
  | { kind: "reached" | "end-of-store" | "cut" | "no-batches"; at: number }
  | { kind: "unanswered"; why: Unanswered; at: number };

/** One way to read what a stream holds. */
export interface Reader {
  readonly way: Exclude<PastWay, "none">;
  /**
   * Reads ascending from sequence `from` up to `to` (null: to the end of what the answering server holds).
   * @param expected how many messages are thought to be there, where the end is open: a guess that only costs time
   */
  read(from: number, to: number | null, expected: number, take: (stretch: Stretch) => void): Promise<ReadEnd>;
  /** The newest message of each subject, in any order; subjects without one are left out. */
  newestOf(subjects: readonly string[], take: (message: StreamMessage) => void): Promise<Unanswered | null>;
}

/** Longest time without an answer before a read is given up. */
export const READ_IDLE_MS = 2_000;
