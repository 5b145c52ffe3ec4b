/**
 * When to fetch what is new. A message on a plain subscription rings; what it carries is never believed, and it comes
 * before the stream has stored it (on three replicas a quarter to a half of such fetches come back short).
 * Pure: moments are arguments.
 */
import type { ObserverMs } from "#util/units.ts";

/** Fetches begin at most this often. */
const PACE_MS = 25;
/** Waits after fetches that brought less than rang. */
const LADDER_MS = [15, 30, 60, 100] as const;
/** After so long without a sign the rest is left to the sweep: not everything that rings is stored. */
const PATIENCE_MS = 1_000;

export class Doorbell {
  #rung = false;
  #lastStart = Number.NEGATIVE_INFINITY;
  #owed = 0;
  #lastSign = Number.NEGATIVE_INFINITY;
  #step = 0;
  #retryAt: ObserverMs | null = null;

  /** How many rang and have not been fetched, as far as one can tell. */
  get owed(): number {
    return this.#owed;
  }

  /** A message passed by. */
  ring(now: ObserverMs): void {
    this.#owed += 1;
    this.#rung = true;
    this.#lastSign = now;
  }

  /** Something else says that there is more to fetch: the sweep, or a reconnect. */
  poke(): void {
    this.#rung = true;
  }

  fetchStarted(now: ObserverMs): void {
    this.#rung = false;
    this.#retryAt = null;
    this.#lastStart = now;
  }

  fetchEnded(now: ObserverMs, delivered: number): void {
    this.#owed = Math.max(0, this.#owed - delivered);
    if (delivered > 0) {
      this.#lastSign = now;
      this.#step = 0;
    }
    if (this.#owed === 0) return;
    if (now - this.#lastSign >= PATIENCE_MS) {
      this.#owed = 0;
      this.#step = 0;
      return;
    }
    this.#retryAt = now + (LADDER_MS[Math.min(this.#step, LADDER_MS.length - 1)] ?? PACE_MS);
    this.#step += 1;
  }

  /** The fetch failed: again after `ms`, whoever rings meanwhile. */
  holdOff(now: ObserverMs, ms: number): void {
    this.#lastStart = now + ms - PACE_MS;
    this.#rung = true;
  }

  /** When the next fetch is due; null: when somebody rings. @param everyMs nobody looks more often than this */
  nextFetchAt(everyMs = 0): ObserverMs | null {
    const due = this.#dueAt();
    return due === null || everyMs <= PACE_MS ? due : Math.max(due, this.#lastStart + everyMs);
  }

  #dueAt(): ObserverMs | null {
    const rungAt = this.#rung ? this.#lastStart + PACE_MS : null;
    if (rungAt === null) return this.#retryAt;
    return this.#retryAt === null ? rungAt : Math.min(rungAt, this.#retryAt);
  }
}
