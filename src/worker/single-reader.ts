/**
 * Reading one message a request, many requests under way, handed on in order. Shared by the two ways that have no
 * batches: direct gets before 2.11, and `STREAM.MSG.GET`.
 */
import type { StreamMessage } from "#model/chunk.ts";
import type { ReadEnd, ReadRequest, Reader, Stretch } from "./reader.ts";
import { FIRST_PATIENCE_MS } from "./reader.ts";
import type { Unanswered } from "./requests.ts";

/** What one request brought. `none`: nothing at or after that sequence where it was asked. */
export type OneAnswer =
  | { kind: "message"; message: StreamMessage }
  | { kind: "none" }
  | { kind: "refused" }
  | { kind: "unanswered"; why: Unanswered };

export interface OneByOne {
  way: Reader["way"];
  /** Requests under way at most. */
  window: number;
  /** The first message at or after `seq` whose subject `filter` matches. */
  next(seq: number, filter: string, patienceMs: number, done: (answer: OneAnswer) => void): void;
  newest(subject: string, patienceMs: number, done: (answer: OneAnswer) => void): void;
}

/** Messages handed on at once. */
const STRETCH = 500;
/** The newest messages of subjects are asked for with less zeal than history: live messages come first. */
const ROLL_WINDOW = 64;

export function singleReader(one: OneByOne): Reader {
  return {
    way: one.way,
    read: (request, take) =>
      new Promise((resolve) => {
        new Window(one, request, take, resolve).fill();
      }),
    newestOf: (subjects, take, patienceMs) => newestOf(one, subjects, take, patienceMs),
  };
}

/** The body of a request for the next message at or after `seq`. Built without a serializer where that is safe: there are many. */
export function nextPayload(seq: number, filter: string): string {
  return filter === ">" ? `{"seq":${seq},"next_by_subj":">"}` : JSON.stringify({ seq, next_by_subj: filter });
}

/** A sliding window of requests: answers are handed on in the order of their sequences, and only up to the first gap. */
class Window {
  readonly #one: OneByOne;
  readonly #to: number | null;
  readonly #filter: string | null;
  readonly #patienceMs: number;
  readonly #take: (stretch: Stretch) => void;
  readonly #resolve: (end: ReadEnd) => void;
  readonly #answers = new Map<number, OneAnswer>();
  /** Next sequence to hand on. */
  #at: number;
  #stretchFrom: number;
  #stretch: StreamMessage[] = [];
  #nextToAsk: number;
  #window: number;
  #underWay = 0;
  #over = false;

  constructor(one: OneByOne, request: ReadRequest, take: (stretch: Stretch) => void, resolve: (end: ReadEnd) => void) {
    this.#one = one;
    this.#at = request.from;
    this.#stretchFrom = request.from;
    this.#nextToAsk = request.from;
    this.#to = request.to;
    this.#filter = request.filter;
    this.#patienceMs = request.patienceMs;
    this.#take = take;
    this.#resolve = resolve;
    this.#window = windowOf(one, request);
  }

  fill(): void {
    while (!this.#over && this.#underWay < this.#window && (this.#to === null || this.#nextToAsk <= this.#to)) {
      const seq = Math.max(this.#nextToAsk, this.#at);
      if (this.#to !== null && seq > this.#to) return;
      this.#nextToAsk = seq + 1;
      this.#underWay += 1;
      this.#one.next(seq, this.#filter ?? ">", this.#patienceMs, (answer) => {
        this.#underWay -= 1;
        if (this.#over) return;
        this.#answers.set(seq, answer);
        this.#handOn();
        this.fill();
      });
    }
  }

  #handOn(): void {
    for (;;) {
      const answer = this.#answers.get(this.#at);
      if (answer === undefined) break;
      this.#answers.delete(this.#at);
      if (answer.kind !== "message") {
        this.#finish(endOf(answer, this.#at));
        return;
      }
      if (!this.#accept(answer.message)) return;
    }
    if (this.#stretch.length > 0 && (this.#to === null || this.#stretch.length >= STRETCH)) this.#flush();
  }

  /** False: that was the last one. */
  #accept(message: StreamMessage): boolean {
    // Everything between is gone: answers that were asked for in the hole bring this same message again.
    if (message.seq > this.#at) {
      for (const asked of this.#answers.keys()) if (asked <= message.seq) this.#answers.delete(asked);
    }
    if (this.#to !== null && message.seq > this.#to) {
      this.#at = this.#to + 1;
      this.#finish({ kind: "reached", at: this.#at });
      return false;
    }
    this.#stretch.push(message);
    this.#at = message.seq + 1;
    if (this.#to === null && this.#filter === null) this.#window = Math.min(this.#one.window, this.#window * 2);
    if (this.#to !== null && this.#at > this.#to) {
      this.#finish({ kind: "reached", at: this.#at });
      return false;
    }
    return true;
  }

  #flush(): void {
    this.#take({ from: this.#stretchFrom, to: this.#at - 1, messages: this.#stretch });
    this.#stretchFrom = this.#at;
    this.#stretch = [];
  }

  #finish(end: ReadEnd): void {
    this.#over = true;
    if (this.#at > this.#stretchFrom) this.#flush();
    this.#resolve(end);
  }
}

/**
 * Where the end is known there is no reason to feel one's way; else one more than expected, to find the end. With a filter nobody knows
 * where the next one is before the last one came: whoever reads so reads several stretches at once.
 */
function windowOf(one: OneByOne, { to, filter, expected }: ReadRequest): number {
  if (filter !== null) return 1;
  return to === null ? Math.min(one.window, Math.max(1, expected) + 1) : one.window;
}

function endOf(answer: Exclude<OneAnswer, { kind: "message" }>, at: number): ReadEnd {
  switch (answer.kind) {
    case "none":
      return { kind: "end-of-store", at };
    case "refused":
      return { kind: "cut", at };
    case "unanswered":
      return { kind: "unanswered", why: answer.why, at };
  }
}

async function newestOf(
  one: OneByOne,
  subjects: readonly string[],
  take: (message: StreamMessage) => void,
  patienceMs: number = FIRST_PATIENCE_MS,
): Promise<Unanswered | null> {
  const rest = subjects.values();
  let failed: Unanswered | null = null;
  const askOn = async (): Promise<void> => {
    for (const subject of rest) {
      const answer = await newestOne(one, subject, patienceMs);
      if (answer.kind === "message") take(answer.message);
      if (answer.kind === "unanswered") failed = answer.why;
      if (failed !== null) return;
    }
  };
  await Promise.all(Array.from({ length: Math.min(ROLL_WINDOW, one.window) }, askOn));
  return failed;
}

function newestOne(one: OneByOne, subject: string, patienceMs: number): Promise<OneAnswer> {
  return new Promise((resolve) => {
    one.newest(subject, patienceMs, resolve);
  });
}
