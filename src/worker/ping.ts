/**
 * Tells a silent link from a dead one: a ping every 4 s, two may be out. Anything that comes in counts as an answer,
 * since on a busy link the answer waits behind the data. Pure: moments are arguments.
 */
import type { ObserverMs } from "#util/units.ts";

export const PING_EVERY_MS = 4_000;
const PINGS_OUT = 2;
/** A timer this late means that we were suspended, not the server. */
const LATE_MS = 3_000;

export type LinkState = { state: "alive" } | { state: "silent"; since: ObserverMs } | { state: "dead" };

export class PingWatch {
  #heardAt: ObserverMs;
  #tickedAt: ObserverMs;
  #heardSinceTick = false;
  #silentTicks = 0;

  constructor(now: ObserverMs) {
    this.#heardAt = now;
    this.#tickedAt = now;
  }

  /** A pong, or any message. */
  heard(now: ObserverMs): void {
    this.#heardAt = now;
    this.#heardSinceTick = true;
    this.#silentTicks = 0;
  }

  /** Called every `PING_EVERY_MS`, before the next ping is sent. */
  tick(now: ObserverMs): LinkState {
    const suspended = now - this.#tickedAt > PING_EVERY_MS + LATE_MS;
    const silent = !this.#heardSinceTick;
    this.#tickedAt = now;
    this.#heardSinceTick = false;
    if (!silent || suspended) {
      this.#silentTicks = 0;
      return { state: "alive" };
    }
    this.#silentTicks += 1;
    return this.#silentTicks >= PINGS_OUT ? { state: "dead" } : { state: "silent", since: this.#heardAt };
  }
}
