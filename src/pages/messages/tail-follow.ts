/**
 * The page's end of a live tail: asks the worker for the next batch once the last one is on the screen, and holds the newest rows. The
 * worker counts and holds whatever the page does.
 */
import type { TailRow } from "#model/messages/tail-ring.ts";
import type { AskAnswers } from "#store/feed.tsx";

export type TailNews = AskAnswers["tail"];

export interface TailState {
  /** Null: nothing was answered yet. */
  news: TailNews | null;
  /** Newest first, without a gap between them. */
  rows: readonly TailRow[];
  /** What is shown in place of `rows` while a hand is on them, or somebody reads; null: they go on. */
  still: { rows: readonly TailRow[]; heard: number } | null;
  /** The worker holds all that was there at that moment. */
  paused: boolean;
  /** The page's own worker did not answer, and is asked again. */
  trouble: boolean;
  /** Counts the answers: whoever has shown the last one says so with its number. */
  answers: number;
}

export interface TailIo {
  /** @param text only messages with it; empty: all */
  ask(text: string, after: number, most: number): Promise<TailNews>;
  hold(): Promise<readonly TailRow[]>;
  release(): void;
  setTimer(run: () => void, ms: number): unknown;
}

/** Where messages come slowly the list goes back further than a screen. */
const SHOWN = 200;
/** A batch is a screen's worth: what comes faster than it can be read is counted, not painted. */
const BATCH = 60;
const AFTER_TROUBLE_MS = 1_000;

export class TailFollow {
  readonly #io: TailIo;
  readonly #listeners = new Set<() => void>();
  /** One life of asking: an answer to an older one is not wanted any more. */
  #run = 0;
  #asking = false;
  #text: string;
  #state: TailState = { news: null, rows: [], still: null, paused: false, trouble: false, answers: 0 };

  constructor(io: TailIo, text: string) {
    this.#io = io;
    this.#text = text;
  }

  readonly get = (): TailState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The answer of that number is on the screen (0: there is none yet): asks for the next. */
  readonly shown = (answer: number): void => {
    if (this.#asking || answer !== this.#state.answers) return;
    this.#asking = true;
    void this.#next(this.#run);
  };

  /** Begins anew where the text is another: what was shown may not match it. */
  readonly filter = (text: string): void => {
    if (text === this.#text) return;
    this.#text = text;
    this.#run += 1;
    this.#asking = false;
    this.#set({ rows: [], still: null, paused: false });
    this.shown(this.#state.answers);
  };

  close(): void {
    this.#run += 1;
    this.#asking = false;
  }

  /** A hand is on the rows, or is gone. */
  readonly stand = (standing: boolean): void => {
    const { still, paused, rows, news } = this.#state;
    if (paused || standing === (still !== null)) return;
    this.#set({ still: standing ? { rows, heard: news?.matched ?? 0 } : null });
  };

  /** Shows all that the worker holds at this moment, and lets the tail go on behind it. */
  readonly pause = async (): Promise<void> => {
    if (this.#state.paused) return;
    const { rows, news } = this.#state;
    this.#set({ paused: true, still: { rows, heard: news?.matched ?? 0 } });
    const run = this.#run;
    const held = await this.#io.hold().catch(() => null);
    if (held === null || run !== this.#run || !this.#state.paused) return;
    // What came between the last batch and this moment is shown as well, so it does not wait.
    const newest = held[0]?.n ?? 0;
    const later = Math.max(0, newest - (rows[0]?.n ?? newest));
    this.#set({ still: { rows: held, heard: (news?.matched ?? 0) + later } });
  };

  readonly goOn = (): void => {
    if (!this.#state.paused) {
      this.stand(false);
      return;
    }
    this.#io.release();
    this.#set({ paused: false, still: null });
  };

  async #next(run: number): Promise<void> {
    const after = this.#state.rows[0]?.n ?? 0;
    try {
      const news = await this.#io.ask(this.#text, after, BATCH);
      if (run !== this.#run) return;
      this.#asking = false;
      const kept = news.skipped ? [] : this.#state.rows;
      const rows = news.rows.length === 0 ? this.#state.rows : [...news.rows, ...kept].slice(0, SHOWN);
      this.#set({ news, rows, trouble: false, answers: this.#state.answers + 1 });
    } catch {
      if (run !== this.#run) return;
      // Another worker counts from nothing, and its numbers begin anew.
      this.#set({ news: null, rows: [], trouble: true });
      this.#io.setTimer(() => {
        if (run !== this.#run) return;
        this.#asking = false;
        this.shown(this.#state.answers);
      }, AFTER_TROUBLE_MS);
    }
  }

  #set(change: Partial<TailState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
