import type { ReadResult } from "./reader-protocol.ts";

/** Counts what a bare reader reads, parses each body, and says when all is there. */
export interface ReadMeter {
  take(data: Uint8Array): void;
  /** When the last message that was taken carried this sequence, nothing is missing before it. */
  at(lastSeq: number): void;
}

export function createMeter(expected: number, done: (result: Omit<ReadResult, "totalMs">) => void): ReadMeter {
  const decoder = new TextDecoder();
  let received = 0;
  let firstAt = 0;
  let lastSeq: number | null = null;
  // Kept, so that no engine may leave the parsing out.
  let last: unknown = null;
  return {
    take(data) {
      if (received === 0) firstAt = performance.now();
      last = JSON.parse(decoder.decode(data));
      received += 1;
      if (received !== expected) return;
      const elapsedMs = performance.now() - firstAt;
      // The end-of-batch mark with the last sequence follows the last message.
      setTimeout(() => {
        if (last === null) throw new Error("a heartbeat is an object");
        done({ received, elapsedMs, lost: lastSeq === null ? 0 : lastSeq - received });
      }, 0);
    },
    at(seq) {
      lastSeq = seq;
    },
  };
}
