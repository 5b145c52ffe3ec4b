/** Time as the clients need it, so that a test or a simulation can drive it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `run` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** A clock that stands still until it is told to move. Timers run in the order of their time, then of their making. */
export class ManualClock implements Clock {
  #nowMs: number;
  #made = 0;
  #timers: { at: number; made: number; run: () => void }[] = [];

  constructor(startMs: number) {
    this.#nowMs = startMs;
  }

  now(): number {
    return this.#nowMs;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { at: this.#nowMs + Math.max(0, delayMs), made: this.#made++, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Moves on and runs every timer that falls due, those made on the way included. */
  advance(byMs: number): void {
    const end = this.#nowMs + byMs;
    for (let due = this.#nextDue(end); due !== null; due = this.#nextDue(end)) {
      const { at, run } = due;
      this.#timers = this.#timers.filter((other) => other !== due);
      this.#nowMs = at;
      run();
    }
    this.#nowMs = end;
  }

  #nextDue(endMs: number) {
    let next: { at: number; made: number; run: () => void } | null = null;
    for (const timer of this.#timers) {
      if (timer.at > endMs) continue;
      if (next === null || timer.at < next.at || (timer.at === next.at && timer.made < next.made)) next = timer;
    }
    return next;
  }
}

export function wait(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
}
