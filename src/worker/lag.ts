/** How far a reader is behind what it knows its stream to hold. Pure: moments are arguments. */
import type { ObserverMs } from "#util/units.ts";

/** Less than this is the ordinary delay of a fetch. */
const WORTH_SAYING_MS = 1_000;
/** A fetch that found nothing for this long where the leader says there is something: perhaps it was deleted. */
const LONG_MS = 1_500;

export class Lag {
  /** Last sequences as they became known, ascending; the first is the oldest that is not read yet. */
  #known: { seq: number; at: ObserverMs }[] = [];
  #settledTo = 0;

  known(lastSeq: number, now: ObserverMs): void {
    const newest = this.#known.at(-1);
    if (newest === undefined || lastSeq > newest.seq) this.#known.push({ seq: lastSeq, at: now });
  }

  /** The leader says that nothing is left up to `lastSeq`. */
  settled(lastSeq: number): void {
    this.#settledTo = lastSeq;
  }

  waitsLong(cursor: number, now: ObserverMs): boolean {
    const first = this.#firstUnread(cursor);
    return first !== undefined && now - first.at > LONG_MS;
  }

  behind(cursor: number, now: ObserverMs): { messages: number; ms: number } | null {
    const first = this.#firstUnread(cursor);
    const newest = this.#known.at(-1);
    if (first === undefined || newest === undefined || now - first.at < WORTH_SAYING_MS) return null;
    return { messages: newest.seq - cursor + 1, ms: now - first.at };
  }

  #firstUnread(cursor: number): { seq: number; at: ObserverMs } | undefined {
    const read = Math.max(cursor - 1, this.#settledTo);
    // The newest stays, so that it is not taken for news again.
    while (this.#known.length > 1 && (this.#known[0]?.seq ?? 0) <= read) this.#known.shift();
    const first = this.#known[0];
    return first !== undefined && first.seq > read ? first : undefined;
  }
}
