/**
 * Requests over one connection, all on one inbox of our own. `nats.ws` has requests too, but one answer each, and it
 * builds an error and a timer for every one of them: direct gets come in batches of a thousand.
 */
import type { NatsConnection } from "nats.ws";
import { createInbox } from "nats.ws";
import type { ObserverMs } from "#util/units.ts";
import type { Result } from "#util/result.ts";
import { fail, ok } from "#util/result.ts";
import type { FeedIo, TimerHandle } from "./feed.ts";
import { scanHeaders } from "./headers.ts";
import type { RawMessage } from "./raw-message.ts";
import { rawOf } from "./raw-message.ts";

/** Why a request got no answer. `no-responders`: nobody listens there (503). `closed`: the connection went away. */
export type Unanswered = "timeout" | "no-responders" | "forbidden" | "closed";

export interface Exchange {
  /** One answer; true: that was the last one. */
  answer(message: RawMessage): boolean;
  /** No further answer will come, and the last one is missing. */
  unanswered(why: Unanswered): void;
}

interface Pending extends Exchange {
  subject: string;
  idleMs: number;
  deadline: number;
}

const SWEEP_MS = 250;
const NO_SUBJECT = /\s/u;

export class Requests {
  readonly #nc: NatsConnection;
  readonly #io: FeedIo;
  readonly #inbox: string;
  readonly #pending = new Map<number, Pending>();
  #nextToken = 1;
  #timer: TimerHandle | null = null;
  #closed = false;

  /** @param onInboxRefused the login may not subscribe to its own inbox: nothing can be asked at all */
  constructor(nc: NatsConnection, inboxPrefix: string, io: FeedIo, onInboxRefused: (subject: string) => void) {
    this.#nc = nc;
    this.#io = io;
    this.#inbox = createInbox(inboxPrefix);
    const subject = `${this.#inbox}.*`;
    nc.subscribe(subject, {
      callback: (error, message) => {
        if (error !== null) onInboxRefused(subject);
        else this.#receive(rawOf(message));
      },
    });
  }

  /** Opens an exchange of one request and any number of answers; each answer puts the time-out off by `idleMs`. */
  open(subject: string, payload: Uint8Array | string, idleMs: number, exchange: Exchange): void {
    if (this.#closed || this.#nc.isClosed()) {
      exchange.unanswered("closed");
      return;
    }
    // A name out of an address may hold anything: white space in a subject would be read as the protocol's own.
    if (NO_SUBJECT.test(subject)) {
      exchange.unanswered("no-responders");
      return;
    }
    const token = this.#nextToken;
    this.#nextToken += 1;
    this.#pending.set(token, {
      answer: (message) => exchange.answer(message),
      unanswered: (why) => exchange.unanswered(why),
      subject,
      idleMs,
      deadline: this.#io.now() + idleMs,
    });
    this.#nc.publish(subject, payload, { reply: `${this.#inbox}.${token}` });
    this.#keepSweeping();
  }

  /** One request, one answer. */
  ask(subject: string, payload: Uint8Array | string, timeoutMs: number): Promise<Result<RawMessage, Unanswered>> {
    return new Promise((resolve) => {
      this.open(subject, payload, timeoutMs, {
        answer: (message) => {
          resolve(ok(message));
          return true;
        },
        unanswered: (why) => resolve(fail(why)),
      });
    });
  }

  /** The server refused a publish on `subject`: whatever waits for an answer from there waits in vain. */
  forbidden(subject: string): void {
    for (const [token, pending] of this.#pending) {
      if (pending.subject === subject) this.#end(token, pending, "forbidden");
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#timer !== null) this.#io.clearTimer(this.#timer);
    for (const [token, pending] of this.#pending) this.#end(token, pending, "closed");
  }

  #receive(message: RawMessage): void {
    const pending = this.#pending.get(message.token);
    // A late answer of an exchange that is over.
    if (pending === undefined) return;
    if (isNoResponders(message)) {
      this.#end(message.token, pending, "no-responders");
      return;
    }
    pending.deadline = this.#io.now() + pending.idleMs;
    if (pending.answer(message)) this.#pending.delete(message.token);
  }

  #end(token: number, pending: Pending, why: Unanswered): void {
    this.#pending.delete(token);
    pending.unanswered(why);
  }

  #keepSweeping(): void {
    if (this.#timer !== null || this.#closed) return;
    const dueAt = this.#io.now() + SWEEP_MS;
    this.#timer = this.#io.setTimer(() => this.#sweep(dueAt), SWEEP_MS);
  }

  #sweep(dueAt: ObserverMs): void {
    this.#timer = null;
    const now = this.#io.now();
    // While this thread was busy, answers may have come that nobody has looked at yet.
    const lateMs = now - dueAt;
    for (const [token, pending] of this.#pending) {
      if (lateMs > SWEEP_MS) pending.deadline += lateMs;
      else if (pending.deadline <= now) this.#end(token, pending, "timeout");
    }
    if (this.#pending.size > 0) this.#keepSweeping();
  }
}

function isNoResponders(message: RawMessage): boolean {
  if (message.headers === null || message.data.length > 0) return false;
  // "NATS/1.0 503": the second digit group is enough to leave the fast path only where it may be one.
  if (message.headers[9] !== 53) return false;
  const headers = scanHeaders(message.headers);
  return headers.code === 503 && headers.seq === 0;
}
