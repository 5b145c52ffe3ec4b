/**
 * Reads a stream's messages step by step until there are enough rows, and says how far it is. Holds what was read; React only looks.
 * Ends when it is told to, when the stream ends, or when a step fails.
 */
import type { ReadingPlace } from "./reading-place.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import { isFailure } from "#model/asked/ask-failure.ts";
import type { MessageRow, MessageStand, MessageStep, SeqRange } from "#model/messages/message-row.ts";

export interface ReadingState {
  rows: readonly MessageRow[];
  /** How the stream stood at the last step; null: nothing is known yet. */
  stand: MessageStand | null;
  way: MessageStep["way"] | null;
  /** Everything between was looked at. */
  covered: SeqRange | null;
  phase:
    | { state: "reading" }
    /** There is more that way. `stopped`: somebody ended it. */
    | { state: "waiting"; stopped: boolean }
    /** The end of the stream, or of what is held here. */
    | { state: "end" }
    | { state: "full" }
    | { state: "failed"; failure: AskFailure };
  /** Sequence that the next step begins at; null: there is none. */
  next: number | null;
}

export interface StepRequest extends Pick<ReadingPlace, "place" | "direction" | "filter"> {
  want: number;
}

export type AskStep = (request: StepRequest) => Promise<MessageStep | AskFailure>;

/** Rows of one press on "more", or of one look at the end of the list. */
const ROWS_A_TIME = 200;
/** What one page holds at most: further on is another address. */
export const MOST_ROWS = 5_000;

export class MessageReading {
  readonly #place: ReadingPlace;
  readonly #ask: AskStep;
  readonly #listeners = new Set<() => void>();
  /** One run of steps; an answer to an older one is not wanted any more. */
  #run = 0;
  #state: ReadingState = {
    rows: [],
    stand: null,
    way: null,
    covered: null,
    phase: { state: "reading" },
    next: null,
  };

  constructor(place: ReadingPlace, ask: AskStep) {
    this.#place = place;
    this.#ask = ask;
  }

  readonly get = (): ReadingState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Reads the first rows, or goes on where it stopped or failed. */
  readonly go = (): void => {
    const { phase, rows } = this.#state;
    if ((phase.state === "reading" && this.#run > 0) || phase.state === "end" || phase.state === "full") return;
    this.#run += 1;
    void this.#read(this.#run, rows.length + ROWS_A_TIME);
  };

  readonly stop = (): void => {
    if (this.#state.phase.state !== "reading") return;
    this.#run += 1;
    this.#set({ phase: { state: "waiting", stopped: true } });
  };

  /** Nobody looks any more. */
  close(): void {
    this.#run += 1;
    if (this.#state.phase.state === "reading")
      this.#state = { ...this.#state, phase: { state: "waiting", stopped: false } };
  }

  async #read(run: number, until: number): Promise<void> {
    this.#set({ phase: { state: "reading" } });
    while (this.#state.rows.length < until) {
      const { rows, next } = this.#state;
      const place = next === null ? this.#place.place : ({ at: "seq", seq: next } as const);
      const step = await this.#ask({ ...this.#place, place, want: until - rows.length });
      if (run !== this.#run) return;
      if (isFailure(step)) {
        this.#set({ phase: { state: "failed", failure: step } });
        return;
      }
      const { items, stand, way, covered } = step;
      const all = [...rows, ...items];
      this.#set({
        rows: all,
        stand,
        way,
        covered: together(this.#state.covered, covered),
        next: step.next,
        ...(step.next === null ? { phase: { state: "end" } } : {}),
      });
      if (step.next === null) return;
      if (all.length >= MOST_ROWS) {
        this.#set({ phase: { state: "full" } });
        return;
      }
    }
    this.#set({ phase: { state: "waiting", stopped: false } });
  }

  #set(change: Partial<ReadingState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function together(one: SeqRange | null, other: SeqRange | null): SeqRange | null {
  if (one === null || other === null) return one ?? other;
  return { from: Math.min(one.from, other.from), to: Math.max(one.to, other.to) };
}
