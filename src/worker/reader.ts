import type { StreamMessage } from "#model/chunk.ts";
import type { PastWay } from "#model/source-state.ts";
import type { Unanswered } from "./requests.ts";

/** Every message of the stream (that the request's filter matches) with `from <= seq <= to`, ascending; what is not among them is gone. */
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

export interface ReadRequest {
  /** First sequence. */
  from: number;
  /** Last sequence; null: to the end of what the answering server holds. */
  to: number | null;
  /** Only messages whose subject it matches; null: all. */
  filter: string | null;
  /** How many messages are thought to be there, where the end is open: a guess that only costs time. */
  expected: number;
  /** Longest time without an answer before the read is given up. One large message is one answer. */
  patienceMs: number;
}

/** One way to read what a stream holds. */
export interface Reader {
  readonly way: Exclude<PastWay, "none">;
  /** Reads ascending and hands on stretch by stretch, each beginning where the last one ended. */
  read(request: ReadRequest, take: (stretch: Stretch) => void): Promise<ReadEnd>;
  /** The newest message of each subject, in any order; subjects without one are left out. */
  newestOf(
    subjects: readonly string[],
    take: (message: StreamMessage) => void,
    patienceMs?: number,
  ): Promise<Unanswered | null>;
}

/** Patience of the first try; doubled after each that brought nothing, since a 10 MiB message takes its time. */
export const FIRST_PATIENCE_MS = 2_000;
export const LONGEST_PATIENCE_MS = 30_000;
