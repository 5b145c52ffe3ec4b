/**
 * Live tails: plain subscriptions whose messages stay here, in a ring, and go to the page in small batches. The page asks for the next batch
 * once it has shown the last one, so a slow page slows the batches and never the counting, and a hidden page counts on.
 */
import type { Msg } from "nats.ws";
import type { FeedIo, TimerHandle } from "../feed.ts";
import { ownHeaders } from "../headers.ts";
import { rawOf } from "../raw-message.ts";
import type { Session } from "../session.ts";
import { subjectOf } from "../subject-cache.ts";
import type { TailNews, TailWish } from "./messages-protocol.ts";
import { isFilter } from "#contract/subject-filter.ts";
import type { HeardMessage, TailBounds, TailMessage, TailRow } from "#model/messages/tail-ring.ts";
import { TailRing, tailRow } from "#model/messages/tail-ring.ts";
import type { ObserverMs } from "#util/units.ts";
import { SECOND_MS } from "#util/units.ts";

export const TAIL_BOUNDS: TailBounds = { messages: 5_000, bytes: 16 * 2 ** 20 };
/** What is held of one body. */
const BODY_BYTES = 2 ** 20;
const BATCH_EVERY_MS = 100;
/** Without news the page hears this often that nothing came. */
const QUIET_MS = 2_000;
const RATE_SECONDS = 4;
const MOST_ROWS = 500;
/** Pages that went away without a word leave theirs behind. */
const MOST_TAILS = 4;

export class TailDesk {
  readonly #io: FeedIo;
  readonly #tails = new Map<number, Tail>();
  #session: Session | null = null;

  constructor(io: FeedIo) {
    this.#io = io;
  }

  connected(session: Session | null): void {
    if (session === this.#session) return;
    this.#session = session;
    for (const tail of this.#tails.values()) tail.listen(session);
  }

  news(wish: TailWish, after: number, most: number): Promise<TailNews> {
    let tail = this.#tails.get(wish.key);
    if (tail === undefined) {
      tail = new Tail(wish.subject, this.#io);
      this.#tails.set(wish.key, tail);
      tail.listen(this.#session);
      const [oldest] = this.#tails.keys();
      if (this.#tails.size > MOST_TAILS && oldest !== undefined) this.close(oldest);
    }
    return tail.news(wish.text, after, Math.min(most, MOST_ROWS));
  }

  hold(key: number): { rows: readonly TailRow[] } {
    return { rows: this.#tails.get(key)?.hold() ?? [] };
  }

  release(key: number): null {
    this.#tails.get(key)?.release();
    return null;
  }

  message(key: number, n: number): TailMessage | null {
    return this.#tails.get(key)?.message(n) ?? null;
  }

  close(key: number): null {
    this.#tails.get(key)?.close();
    this.#tails.delete(key);
    return null;
  }
}

class Tail {
  readonly #subject: string;
  readonly #io: FeedIo;
  readonly #ring = new TailRing(TAIL_BOUNDS);
  readonly #rate: { second: number; heard: number }[] = [];
  #text = "";
  #state: TailNews["state"] = "not-connected";
  #since: ObserverMs | null = null;
  #interruptions = 0;
  #lastAt: ObserverMs | null = null;
  /** What is kept for a page that stands still. */
  #held: readonly TailMessage[] = [];
  #stop: (() => void) | null = null;
  /** One subscription's life: what an older one says late is not heard. */
  #turn = 0;
  #waiting: { after: number; most: number; answer: (news: TailNews) => void } | null = null;
  #timer: TimerHandle | null = null;
  #answeredAt: ObserverMs = Number.NEGATIVE_INFINITY;
  /** Something is to be told that is no message. */
  #changed = true;

  constructor(subject: string, io: FeedIo) {
    this.#subject = subject;
    this.#io = io;
  }

  listen(session: Session | null): void {
    this.#stop?.();
    this.#stop = null;
    this.#turn += 1;
    const turn = this.#turn;
    if (!isFilter(this.#subject)) {
      this.#set("no-subject");
      return;
    }
    if (session === null) {
      if (this.#since !== null) this.#interruptions += 1;
      this.#set("not-connected");
      return;
    }
    this.#set("opening");
    this.#stop = session.listen(
      this.#subject,
      (message) => {
        if (turn === this.#turn) this.#hear(message);
      },
      () => {
        if (turn === this.#turn) this.#set("forbidden");
      },
    );
    void this.#waitUntilListening(session, turn);
  }

  news(text: string, after: number, most: number): Promise<TailNews> {
    this.#setText(text);
    // Whoever asks again while a question is open has given that one up.
    this.#answer();
    return new Promise((answer) => {
      this.#waiting = { after, most, answer };
      this.#schedule();
    });
  }

  hold(): readonly TailRow[] {
    this.#held = this.#ring.newestAfter(0, TAIL_BOUNDS.messages);
    return this.#held.map(tailRow);
  }

  release(): void {
    this.#held = [];
  }

  message(n: number): TailMessage | null {
    const has = (message: TailMessage): boolean => message.n === n;
    return this.#held.find(has) ?? this.#ring.newestAfter(n - 1, TAIL_BOUNDS.messages).find(has) ?? null;
  }

  close(): void {
    this.#turn += 1;
    this.#stop?.();
    this.#answer();
    if (this.#timer !== null) this.#io.clearTimer(this.#timer);
  }

  async #waitUntilListening(session: Session, turn: number): Promise<void> {
    // A round trip after the subscription: what is published from now on is heard, or the subscription was refused by now.
    await session.nc.flush().catch(() => undefined);
    if (turn !== this.#turn || this.#state !== "opening") return;
    this.#since ??= this.#io.now();
    this.#set("listening");
  }

  #hear(message: Msg): void {
    const { subject, headers, data } = rawOf(message);
    const now = this.#io.now();
    const heard: HeardMessage = {
      heardAt: now,
      subject: subjectOf(subject, 0, subject.length),
      headers: ownHeaders(headers),
      // A copy: the bytes are a part of what the socket brought, and would hold all of that.
      data: data.slice(0, BODY_BYTES),
      bytes: data.length,
    };
    this.#ring.heard(heard, this.#matches({ subject: heard.subject, data }));
    this.#lastAt = now;
    this.#countSecond(now);
    this.#changed = true;
    this.#schedule();
  }

  #matches({ subject, data }: { subject: string; data: Uint8Array }): boolean {
    if (this.#text === "") return true;
    return subject.toLowerCase().includes(this.#text) || decoder.decode(data).toLowerCase().includes(this.#text);
  }

  #setText(text: string): void {
    const wanted = text.toLowerCase();
    if (wanted === this.#text) return;
    this.#text = wanted;
    this.#ring.refilter((message) => this.#matches(message));
    this.#changed = true;
  }

  #set(state: TailNews["state"]): void {
    this.#state = state;
    this.#changed = true;
    this.#schedule();
  }

  // ---- the rate

  #countSecond(now: ObserverMs): void {
    const second = Math.floor(now / SECOND_MS);
    const last = this.#rate.at(-1);
    if (last?.second === second) last.heard += 1;
    else this.#rate.push({ second, heard: 1 });
    if (this.#rate.length > RATE_SECONDS + 1) this.#rate.shift();
  }

  /** Over whole seconds: the running one is not over. */
  #perSecond(now: ObserverMs): number {
    const running = Math.floor(now / SECOND_MS);
    const whole = this.#rate.filter(({ second }) => second < running && second >= running - RATE_SECONDS);
    return whole.reduce((sum, { heard }) => sum + heard, 0) / RATE_SECONDS;
  }

  // ---- answers

  #schedule(): void {
    if (this.#waiting === null) return;
    const dueAt = this.#answeredAt + (this.#changed ? BATCH_EVERY_MS : QUIET_MS);
    const wait = dueAt - this.#io.now();
    if (wait <= 0) {
      this.#answer();
      return;
    }
    // A batch that is due sooner takes the place of the word that nothing came.
    if (this.#timer !== null) {
      if (!this.#changed || this.#timerIsForNews) return;
      this.#io.clearTimer(this.#timer);
    }
    this.#timerIsForNews = this.#changed;
    this.#timer = this.#io.setTimer(() => {
      this.#timer = null;
      this.#answer();
    }, wait);
  }

  #timerIsForNews = false;

  #answer(): void {
    const waiting = this.#waiting;
    if (waiting === null) return;
    this.#waiting = null;
    this.#changed = false;
    this.#answeredAt = this.#io.now();
    const { after, most, answer } = waiting;
    const fresh = this.#ring.newestAfter(after, most + 1);
    answer({
      ...this.#ring.counts,
      state: this.#state,
      since: this.#since,
      interruptions: this.#interruptions,
      toldAt: this.#answeredAt,
      perSecond: this.#perSecond(this.#answeredAt),
      lastAt: this.#lastAt,
      rows: fresh.slice(0, most).map(tailRow),
      skipped: fresh.length > most || (fresh.at(-1)?.n ?? after + 1) > after + 1,
    });
  }
}

const decoder = new TextDecoder();
