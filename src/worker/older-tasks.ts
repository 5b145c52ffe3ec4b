/**
 * Messages about tasks that are older than the past that is read of everything: a task that was left open a week ago is on the page, and
 * so is what became of it. Read with filters, newest first, back to the stream's first message.
 */
import { collide } from "#contract/subject-filter.ts";
import type { Prefixes } from "#contract/subjects.ts";
import { taskFilters } from "#contract/subjects.ts";
import type { PastWay, TasksPast } from "#model/source-state.ts";
import type { StreamInfo } from "./js-api.ts";
import { PastPlan } from "./past-plan.ts";
import type { SeqRange } from "./past-plan.ts";
import type { PastPart, PastPlace, StretchRead } from "./read-past.ts";
import { readPart } from "./read-past.ts";
import type { Run } from "./run.ts";
import type { Session } from "./session.ts";

const MOST_MESSAGES = 500_000;
/** Where reading is slow the page waits for so many, and the rest follows behind it. */
const WAITED_FOR: Record<PastWay, number> = {
  "direct-batch": MOST_MESSAGES,
  "direct-single": 60_000,
  "msg-get": 20_000,
  none: 0,
};
/** One request at a time reads a stretch where there are no batches. */
const AT_ONCE: Record<PastWay, number> = { "direct-batch": 2, "direct-single": 32, "msg-get": 8, none: 1 };
/** How many messages a stretch should bring: then little is read twice at its end. */
const GOAL: Record<PastWay, number> = { "direct-batch": 5_000, "direct-single": 500, "msg-get": 250, none: 1 };
const FEWEST_SEQUENCES = 500;
const MOST_SEQUENCES = 2_000_000;

export function holdsTasks(subjects: readonly string[], prefixes: Prefixes): boolean {
  return filtersIn(subjects, prefixes).length > 0;
}

function filtersIn(subjects: readonly string[], prefixes: Prefixes): string[] {
  return taskFilters(prefixes).filter((filter) => subjects.some((subject) => collide(subject, filter)));
}

/** What one filter matches. */
class OlderPart implements PastPart {
  readonly filter: string;
  readonly plan = new PastPlan();
  readonly #way: () => PastWay;
  readonly #read: (messages: number) => void;
  /** Sequences looked through and messages found so far: how dense they are. */
  #sequences = 0;
  #messages = 0;

  constructor(filter: string, way: () => PastWay, read: (messages: number) => void) {
    this.filter = filter;
    this.#way = way;
    this.#read = read;
  }

  stretch(): number {
    const goal = GOAL[this.#way()];
    if (this.#sequences === 0) return Math.max(FEWEST_SEQUENCES, 2 * goal);
    const sequences = Math.ceil((goal * this.#sequences) / Math.max(1, this.#messages));
    return Math.min(MOST_SEQUENCES, Math.max(FEWEST_SEQUENCES, sequences));
  }

  done({ from, to }: SeqRange, { messages }: StretchRead): void {
    this.#sequences += to - from + 1;
    this.#messages += messages;
    this.#read(messages);
  }
}

export class OlderTasks {
  readonly #place: PastPlace;
  readonly #prefixes: Prefixes;
  readonly #most: number;
  #parts: OlderPart[] | null = null;
  #read = 0;
  #isCut = false;
  #isDone = false;
  /** Sequences below what was read of everything. */
  #below = 0;

  /** @param most messages at most */
  constructor(place: PastPlace, prefixes: Prefixes, most: number = MOST_MESSAGES) {
    this.#place = place;
    this.#prefixes = prefixes;
    this.#most = most;
  }

  state(info: StreamInfo | null): TasksPast {
    if (info === null) return "reading";
    if (!holdsTasks(info.subjects, this.#prefixes)) return "none";
    if (!this.#isDone) return "reading";
    return this.#isCut ? "cut" : "whole";
  }

  get messagesLeftOutFrom(): number | null {
    return this.#isCut ? this.#read : null;
  }

  /** The page waits for no more of it. */
  get isReadEnough(): boolean {
    return this.#isDone || this.#read >= WAITED_FOR[this.#place.way().reader.way];
  }

  /** As sequences: what is wanted (as far as is known) and what was read. */
  size(info: StreamInfo | null, lowest: number | null): { wanted: number; done: number } {
    if (info === null || !holdsTasks(info.subjects, this.#prefixes)) return { wanted: 0, done: 0 };
    if (this.#parts === null) return { wanted: lowest === null ? 0 : Math.max(0, lowest - info.firstSeq), done: 0 };
    if (this.#isDone) return { wanted: this.#below, done: this.#below };
    const share = this.#parts.reduce((sum, { plan }) => sum + plan.doneRatio, 0) / Math.max(1, this.#parts.length);
    return { wanted: this.#below, done: this.#below * share };
  }

  /** Purged, or past a bound: nothing below is there, or wanted. */
  notBelow(seq: number): void {
    for (const part of this.#parts ?? []) part.plan.notBelow(seq);
  }

  /** @param lowest from there on everything was read */
  async read(run: Run, session: Session, info: StreamInfo, lowest: number): Promise<void> {
    const parts = this.#parts ?? (await this.#plan(run, session, info, lowest));
    if (parts === null) return;
    this.#parts = parts;
    for (const part of parts) {
      await readPart(run, session, this.#place, part, AT_ONCE[this.#place.way().reader.way]);
    }
    if (!run.alive || !parts.every(({ plan }) => plan.complete)) return;
    this.#isDone = true;
    this.#place.progress();
  }

  async #plan(run: Run, session: Session, info: StreamInfo, lowest: number): Promise<OlderPart[] | null> {
    const { stream, host } = this.#place;
    this.#below = Math.max(0, lowest - info.firstSeq);
    const parts: OlderPart[] = [];
    if (this.#below === 0) return parts;
    const to = lowest - 1;
    for (const filter of filtersIn(info.subjects, this.#prefixes)) {
      // Mostly one of the two forms is not used at all, and the leader can say so at once.
      const found = await session.api.leaderHasFrom(stream, info.firstSeq, filter);
      if (!run.alive) return null;
      const first = found.ok ? found.value : found.error.kind === "no-message" ? lowest : info.firstSeq;
      const from = Math.min(first, lowest);
      if (from > info.firstSeq) host.chunk({ stream, filter, from: info.firstSeq, to: from - 1, messages: [] });
      const part = new OlderPart(
        filter,
        () => this.#place.way().reader.way,
        (messages) => this.#count(messages),
      );
      part.plan.want(from, to);
      parts.push(part);
    }
    return parts;
  }

  #count(messages: number): void {
    this.#read += messages;
    if (this.#read < this.#most) return;
    for (const { plan } of this.#parts ?? []) {
      if (plan.complete) continue;
      this.#isCut = true;
      plan.notBelow(Number.MAX_SAFE_INTEGER);
    }
  }
}
