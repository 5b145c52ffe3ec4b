/**
 * Keeps a worker going for as long as the page is open: a wall has nobody who would load the page anew. A worker that ends without a
 * word (out of memory, an endless loop, a script that does not load) is noticed, said, and replaced, a few times.
 */
import type { WorkerTrouble } from "./worker-trouble.ts";
import { ASK_EVERY_MS, WorkerWatch } from "./worker-watch.ts";
import { unreachable } from "#util/assert.ts";
import type { ObserverMs } from "#util/units.ts";
import { MINUTE_MS, SECOND_MS } from "#util/units.ts";
import type { FromPage, FromWorker } from "#worker/protocol.ts";

/** What a browser tells of a worker's end, which is not always. */
export type PortFailure =
  /** Its script cannot be had. */
  | { kind: "load" }
  /** Something in it threw and nobody caught it; it may go on all the same. */
  | { kind: "crash"; message: string }
  /** It said something that could not be read: a patch is missing from now on. */
  | { kind: "garbled" };

/** The worker, or in tests its core: two one-way streets. */
export interface FeedPort {
  post(message: FromPage): void;
  listen(heard: (message: FromWorker) => void, failed: (failure: PortFailure) => void): void;
  close(): void;
}

/** All that a worker says, but that it is there. */
export type HeardMessage = Exclude<FromWorker, { type: "here" }>;

export interface KeeperEvents {
  heard(message: HeardMessage): void;
  /** Another worker was started, which knows nothing: tell it all. */
  replaced(): void;
  trouble(trouble: WorkerTrouble | null): void;
  reportError(message: string): void;
}

/** Waits before each start of another worker; after the last one it is for a person to load the page anew. */
const WAITS_MS = [0, SECOND_MS, 5 * SECOND_MS, 15 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS];
/** Ticks of a worker's life after which its predecessors are forgotten. */
const LONG_LIFE = 120;

export class WorkerKeeper {
  readonly #open: () => FeedPort;
  readonly #events: KeeperEvents;
  readonly #now: () => ObserverMs;
  readonly #ticker: ReturnType<typeof setInterval>;
  #port: FeedPort;
  #watch = new WorkerWatch();
  #lastWordAt: ObserverMs;
  /** A new one, which has not said yet how things are. */
  #isBlank = false;
  #tries = 0;
  #ticksWell = 0;
  #trouble: WorkerTrouble | null = null;
  #restart: ReturnType<typeof setTimeout> | null = null;

  constructor(open: () => FeedPort, events: KeeperEvents, now: () => ObserverMs) {
    this.#open = open;
    this.#events = events;
    this.#now = now;
    this.#lastWordAt = now();
    this.#port = this.#start();
    this.#ticker = setInterval(() => this.#tick(), ASK_EVERY_MS);
  }

  /** Lost where no worker is: the next one is told all anew. */
  post(message: FromPage): void {
    if (!this.#isDead) this.#port.post(message);
  }

  /** Somebody will not wait. */
  retryNow(): void {
    if (this.#trouble === null) this.post({ type: "retry-now" });
    else if (this.#isDead) this.#replace();
  }

  close(): void {
    clearInterval(this.#ticker);
    this.#cancelRestart();
    this.#port.close();
  }

  get #isDead(): boolean {
    return this.#restart !== null || this.#trouble?.gaveUp === true;
  }

  #start(): FeedPort {
    const port = this.#open();
    port.listen(
      (message) => {
        if (port === this.#port) this.#heard(message);
      },
      (failure) => {
        if (port === this.#port) this.#failed(failure);
      },
    );
    return port;
  }

  #heard(message: FromWorker): void {
    this.#watch.heard();
    this.#lastWordAt = this.#now();
    if (message.type === "patch") this.#isBlank = false;
    if (message.type !== "here") this.#events.heard(message);
    if (!this.#isBlank) this.#setTrouble(null);
  }

  #tick(): void {
    if (this.#isDead) return;
    const vitality = this.#watch.tick();
    switch (vitality) {
      case "well":
        this.#ticksWell += 1;
        if (this.#ticksWell >= LONG_LIFE) this.#tries = 0;
        this.#port.post({ type: "are-you-there" });
        return;
      case "silent":
        this.#ticksWell = 0;
        this.#setTrouble({ ...this.#troubleNow("the page's own worker does not answer"), nextTryAt: null });
        this.#port.post({ type: "are-you-there" });
        return;
      case "dead":
        this.#ended("the page's own worker does not answer");
        return;
      default:
        unreachable(vitality);
    }
  }

  #failed(failure: PortFailure): void {
    if (this.#isDead) return;
    switch (failure.kind) {
      case "load":
        this.#ended("the page's own worker could not be loaded");
        return;
      case "crash":
        this.#events.reportError(failure.message);
        // Later it may go on all the same: whether it answers will tell.
        if (!this.#watch.hasSpoken) this.#ended("the page's own worker broke at its start");
        return;
      case "garbled":
        this.#events.reportError("a message of the worker could not be read");
        this.#ended("a message of the page's own worker could not be read");
        return;
      default:
        unreachable(failure);
    }
  }

  #ended(reason: string): void {
    this.#port.close();
    this.#ticksWell = 0;
    const wait = WAITS_MS[this.#tries];
    if (wait === undefined) {
      this.#setTrouble({ ...this.#troubleNow(reason), gaveUp: true });
      return;
    }
    this.#restart = setTimeout(() => this.#replace(), wait);
    this.#setTrouble({ ...this.#troubleNow(reason), nextTryAt: this.#now() + wait });
  }

  #replace(): void {
    this.#cancelRestart();
    this.#tries += 1;
    this.#watch = new WorkerWatch();
    this.#isBlank = true;
    if (this.#trouble !== null)
      this.#setTrouble({ ...this.#trouble, tries: this.#tries, nextTryAt: null, gaveUp: false });
    this.#port = this.#start();
    this.#events.replaced();
  }

  #cancelRestart(): void {
    if (this.#restart !== null) clearTimeout(this.#restart);
    this.#restart = null;
  }

  #troubleNow(reason: string): WorkerTrouble {
    return {
      since: this.#trouble?.since ?? this.#lastWordAt,
      reason,
      tries: this.#tries,
      nextTryAt: null,
      gaveUp: false,
    };
  }

  #setTrouble(trouble: WorkerTrouble | null): void {
    if (trouble === null && this.#trouble === null) return;
    this.#trouble = trouble;
    this.#events.trouble(trouble);
  }
}
