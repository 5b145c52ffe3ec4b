import { assert } from "#util/assert.ts";
import type { FeedIo, TimerHandle } from "./feed.ts";

/** A promise with its key. */
export function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: ((value: T) => void) | null = null;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  assert(resolve !== null, "a promise hands out its key at once");
  return { promise, resolve };
}

/** A place to wait at, until a time has passed or somebody opens it. One waiter at a time. */
export class Gate {
  readonly #io: FeedIo;
  #open: (() => void) | null = null;

  constructor(io: FeedIo) {
    this.#io = io;
  }

  /** @param ms null: until it is opened */
  wait(ms: number | null): Promise<void> {
    return new Promise((resolve) => {
      let timer: TimerHandle | null = null;
      this.#open = () => {
        if (timer !== null) this.#io.clearTimer(timer);
        this.#open = null;
        resolve();
      };
      if (ms !== null) timer = this.#io.setTimer(this.#open, Math.max(0, ms));
    });
  }

  open(): void {
    this.#open?.();
  }
}

/** One stretch of work that ends as a whole: on a lost connection, a stream made anew, or at the end of all. */
export class Run {
  readonly #io: FeedIo;
  readonly #gates = new Set<Gate>();
  readonly #endings: (() => void)[] = [];
  #alive = true;

  constructor(io: FeedIo) {
    this.#io = io;
  }

  get alive(): boolean {
    return this.#alive;
  }

  gate(): Gate {
    const gate = new Gate(this.#io);
    this.#gates.add(gate);
    return gate;
  }

  async sleep(ms: number): Promise<void> {
    if (!this.#alive) return;
    const gate = this.gate();
    await gate.wait(ms);
    this.#gates.delete(gate);
  }

  onEnd(ending: () => void): void {
    this.#endings.push(ending);
  }

  /** Whoever waits goes on at once and finds that the run is over. */
  end(): void {
    if (!this.#alive) return;
    this.#alive = false;
    for (const ending of this.#endings) ending();
    for (const gate of this.#gates) gate.open();
  }
}
