/**
 * Whether the worker is still there, told by what it says. The page asks on each tick of its own timer and counts the ticks without a
 * word in between: a page that is hidden, throttled, asleep or held by a debugger does not tick, so it accuses nobody. Anything that the
 * worker says is a sign of life, and a busy one answers late but as often as it is asked. Pure.
 */

/** The page asks this often. */
export const ASK_EVERY_MS = 1_000;

interface Patience {
  /** Ticks without a word until it is said, and until the worker is given up. */
  silent: number;
  dead: number;
}

const SPOKEN: Patience = { silent: 4, dead: 8 };
/** A worker that never spoke is being fetched and compiled, perhaps over a slow line; one that cannot be fetched says so. */
const STARTING: Patience = { silent: 20, dead: 40 };

export type Vitality = "well" | "silent" | "dead";

export class WorkerWatch {
  #ticks = 0;
  #hasSpoken = false;

  get hasSpoken(): boolean {
    return this.#hasSpoken;
  }

  /** The worker said something. */
  heard(): void {
    this.#ticks = 0;
    this.#hasSpoken = true;
  }

  /** The page's timer ran. */
  tick(): Vitality {
    this.#ticks += 1;
    const { silent, dead } = this.#hasSpoken ? SPOKEN : STARTING;
    if (this.#ticks > dead) return "dead";
    return this.#ticks > silent ? "silent" : "well";
  }
}
