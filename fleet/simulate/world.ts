import type { Clock } from "../clock.ts";
import type { TaskLog } from "../task-log.ts";
import type { Random } from "./random.ts";
import type { NatsConnection } from "nats";

/** What every simulated life needs. */
export interface World {
  /** Agents share a few connections, as a thousand sockets would measure sockets. */
  connections: readonly NatsConnection[];
  /** Which of them the agent of this index uses. */
  connection(index: number): NatsConnection;
  taskLog: TaskLog;
  /** Real time. */
  clock: Clock;
  /** Simulated seconds pass this many times faster than real ones. */
  speed: number;
  random: Random;
  /** Said to the person at the terminal, sparingly. */
  note(line: string): void;
}

/** A life's own end: every pause of it stops at once. */
export class Life {
  readonly #world: World;
  readonly #cancels = new Set<() => void>();
  #ended = false;

  constructor(world: World) {
    this.#world = world;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Waits so many simulated ms. False where the life ended meanwhile. */
  pause(simulatedMs: number): Promise<boolean> {
    if (this.#ended) return Promise.resolve(false);
    return new Promise((resolve) => {
      const settle = () => {
        this.#cancels.delete(cancel);
        resolve(!this.#ended);
      };
      const cancelTimer = this.#world.clock.after(simulatedMs / this.#world.speed, settle);
      const cancel = () => {
        cancelTimer();
        settle();
      };
      this.#cancels.add(cancel);
    });
  }

  end(): void {
    this.#ended = true;
    for (const cancel of this.#cancels) cancel();
  }

  /** Runs one round after another for ever. What the network does to a round is said, and the next one tries again. */
  async rounds(what: string, round: () => Promise<void>): Promise<void> {
    while (!this.#ended) {
      try {
        await round();
      } catch (error) {
        if (this.#ended) return;
        this.#world.note(`${what}: ${error instanceof Error ? error.message : String(error)}`);
        await this.pause(2_000 * this.#world.speed);
      }
    }
  }
}
