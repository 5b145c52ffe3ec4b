/** How many sequences are read at once, so that a step answers soon whatever the stream holds. Pure. */
import type { MessageStand } from "./message-row.ts";

/** What was read before, in the same step or the one before it. */
export interface WindowRead {
  size: number;
  found: number;
}

/** A window without a filter brings about so many bytes at most. */
const BYTES = 4 * 2 ** 20;
/** With a filter most of a window is left where it is; where all of it matches after all, it is no more than this. */
const BYTES_FILTERED = 32 * 2 ** 20;
const FIRST_FILTERED = 2_000;
const LARGEST = 65_536;

/** @param want how many messages are still wanted */
export function windowSize(
  { messages, bytes, firstSeq, lastSeq }: MessageStand,
  want: number,
  filtered: boolean,
  last: WindowRead | null,
): number {
  const meanBytes = messages === 0 ? 1 : Math.max(1, bytes / messages);
  const most = Math.max(1, Math.min(LARGEST, Math.floor((filtered ? BYTES_FILTERED : BYTES) / meanBytes)));
  if (last !== null && last.found < want / 4) return Math.min(most, last.size * (last.found === 0 ? 4 : 2));
  if (last !== null && last.found > want) return Math.min(most, Math.max(1, Math.ceil(last.size / 2)));
  if (last !== null) return Math.min(most, last.size);
  const density = messages === 0 ? 1 : messages / Math.max(1, lastSeq - firstSeq + 1);
  return Math.min(most, filtered ? FIRST_FILTERED : Math.max(want, Math.ceil(want / density)));
}
