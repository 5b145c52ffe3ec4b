import type { PlainHeaders } from "#contract/decode.ts";
import type { ServerMs } from "#util/units.ts";

/** One stored message, as a source yields it. */
export interface StreamMessage {
  /** Stream sequence, from 1. */
  seq: number;
  /** When the stream stored it. */
  at: ServerMs;
  subject: string;
  data: Uint8Array;
  headers: PlainHeaders;
}

/**
 * What a source knows of one stretch of one stream: every message that exists with `from <= seq <= to`, ascending.
 * A sequence in the stretch without a message is known to be gone, not merely unread. Chunks come in any order and may overlap.
 */
export interface Chunk {
  stream: string;
  /** Where only part of the stretch was read: every message whose subject this filter matches, and nothing is said of the others. */
  filter?: string;
  from: number;
  to: number;
  messages: StreamMessage[];
}
