import type { ObserverMs } from "#util/units.ts";
import { directSingleReader } from "./direct-single.ts";
import type { StreamInfo } from "./js-api.ts";
import type { ReadEnd, Reader } from "./reader.ts";
import type { Session } from "./session.ts";
import { waysToRead } from "./ways.ts";

/** Failures of one way of reading, with the leader answering meanwhile, after which the next way is tried. */
const WAY_STRIKES = 4;
/** A way that was left because nothing answered there is tried again after this. */
const BEST_AGAIN_MS = 30_000;

/** The way a stream is read over one connection: the best that the server knows and the login may use. */
export class BestWay {
  readonly #session: Session;
  #readers: Reader[];
  #strikes = 0;
  /** The leader answered since the first of those strikes: the trouble is the way's. */
  #leaderAnswers = false;
  #bestAgainAt: ObserverMs | null = null;
  #closed = false;
  #reader: Reader;

  constructor(session: Session, info: StreamInfo) {
    this.#session = session;
    const [first, ...others] = waysToRead(session, info);
    this.#reader = first;
    this.#readers = others;
  }

  get reader(): Reader {
    return this.#reader;
  }

  /** Every way is closed to this login. */
  get isClosed(): boolean {
    return this.#closed;
  }

  leaderAnswered(): void {
    this.#leaderAnswers = true;
  }

  /** A way that the server does not know, or the login may not use, is left for the next one. */
  judge(used: Reader, end: ReadEnd, stream: string, now: ObserverMs): void {
    if (used !== this.#reader) return;
    if (end.kind === "no-batches") {
      if (used.way === "direct-batch") this.#reader = directSingleReader(this.#session.api, stream);
      return;
    }
    if (end.kind === "reached" || end.kind === "end-of-store") {
      this.#strikes = 0;
      return;
    }
    if (end.kind !== "unanswered" || end.why === "closed") return;
    if (end.why === "forbidden") {
      this.#leave();
      return;
    }
    if (this.#strikes === 0) this.#leaderAnswers = false;
    this.#strikes += 1;
    if (this.#strikes < WAY_STRIKES || !this.#leaderAnswers) return;
    if (this.#readers.length > 0) {
      this.#bestAgainAt = now + BEST_AGAIN_MS;
      this.#leave();
    } else if (end.why === "no-responders") this.#leave();
  }

  /** Where nothing answered for a while (replicas that restarted, all of them), the better way may be open again. */
  tryBestAgain(info: StreamInfo, now: ObserverMs): void {
    if (this.#closed || this.#bestAgainAt === null || now < this.#bestAgainAt) return;
    this.#bestAgainAt = null;
    const [first, ...others] = waysToRead(this.#session, info);
    this.#reader = first;
    this.#readers = others;
  }

  #leave(): void {
    this.#strikes = 0;
    const next = this.#readers.shift();
    if (next === undefined) this.#closed = true;
    else this.#reader = next;
  }
}
