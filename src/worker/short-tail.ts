/** Whether a stream has lost its newest messages: its last sequence stays below what was read. Pure: moments are arguments. */
import type { ObserverMs } from "#util/units.ts";

/** A tail that is shorter than ours this often in a row, and for so long, is lost; else it may be a leader that still applies. */
const STRIKES = 3;
const LONG_MS = 3_500;

export class ShortTail {
  #strikes = 0;
  #since: ObserverMs = 0;

  /** What the leader says, and the last sequence that was read. */
  told(lastSeq: number, readTo: number, now: ObserverMs): void {
    this.#strikes = lastSeq < readTo ? this.#strikes + 1 : 0;
    if (this.#strikes === 1) this.#since = now;
  }

  isLost(now: ObserverMs): boolean {
    return this.#strikes >= STRIKES && now - this.#since >= LONG_MS;
  }
}
