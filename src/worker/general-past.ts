/** The past that is read of everything a stream holds: as far back as the history goes, or a bound of ours by count or by bytes. */
import type { PastWay } from "#model/source-state.ts";
import type { ServerMs } from "#util/units.ts";
import type { StreamInfo } from "./js-api.ts";
import { PastPlan } from "./past-plan.ts";
import type { SeqRange } from "./past-plan.ts";
import type { PastPart, StretchRead } from "./read-past.ts";

const MOST_STRETCH = 5_000;
const MOST_STRETCH_BYTES = 2 * 2 ** 20;
/** Stretches that a bound by bytes is made of: two are read at once, so it is overshot by a part of it only. */
const STRETCHES_A_BOUND = 8;
const FIRST_PART_SINGLE = 60_000;
const MAX_MESSAGE_GET = 20_000;

export interface PastLimits {
  messages: number;
  /** Bodies together; the stretch that passes it is read to its end. */
  bytes: number;
}

export class GeneralPast implements PastPart {
  readonly filter = null;
  readonly plan = new PastPlan();
  #limits: PastLimits = { messages: 0, bytes: 0 };
  /** Stream time before which nothing is wanted. */
  #since: ServerMs | null = null;
  /** Why nothing below what was read is wanted: the history begins there, or the bound by bytes is used up. */
  #end: "since" | "bytes" | null = null;
  /** It ends at a bound of ours rather than at what is wanted or held. */
  #cutShort = false;
  #firstPartRead = false;
  #oldestWanted = 1;
  #read = { messages: 0, bytes: 0 };
  /** Bytes of a message, as the stream says. */
  #usualBytes = 1;

  /** All that the page waits for was read. */
  get isRead(): boolean {
    return this.plan.complete || this.#firstPartRead;
  }

  /** @param since stream time before which nothing is wanted; null where no clock tells it and the stream is empty */
  begin(info: StreamInfo, way: PastWay, limits: PastLimits, since: ServerMs | null): void {
    this.#limits = limits;
    this.#since = since;
    this.#usualBytes = info.bytes / Math.max(1, info.messages);
    const from = Math.max(info.firstSeq, info.lastSeq - this.#bound(way, 1) + 1, 1);
    this.#cutShort = from > info.firstSeq && info.messages > 0;
    this.#oldestWanted = from;
    if (info.messages > 0) this.plan.want(from, info.lastSeq);
  }

  stretch(): number {
    const { messages, bytes } = this.#read;
    const each = messages === 0 ? this.#usualBytes : bytes / messages;
    const most = Math.min(MOST_STRETCH_BYTES, this.#limits.bytes / STRETCHES_A_BOUND);
    return Math.min(MOST_STRETCH, Math.max(1, Math.floor(most / Math.max(1, each))));
  }

  done(range: SeqRange, { oldestAt, messages, bytes }: StretchRead): void {
    this.#read.messages += messages;
    this.#read.bytes += bytes;
    if (oldestAt !== null && this.#since !== null && oldestAt < this.#since) {
      this.plan.notBelow(range.from);
      this.#end = "since";
      this.#cutShort = false;
      this.#oldestWanted = range.from;
    } else if (this.#end === null && this.#read.bytes >= this.#limits.bytes) {
      const left = this.plan.rest;
      if (left === null) return;
      this.plan.notBelow(left.to + 1);
      this.#end = "bytes";
      this.#cutShort = true;
      this.#oldestWanted = left.to + 1;
    }
  }

  /** Reading one by one is slow: the page is complete with the first part, and the rest follows behind it. */
  extend(info: StreamInfo, way: PastWay): boolean {
    if (!this.plan.complete || this.#firstPartRead) return false;
    this.#firstPartRead = true;
    if (!this.#cutShort || this.#end === "bytes") return false;
    const more = this.#bound(way, 2) - this.#bound(way, 1);
    const from = Math.max(info.firstSeq, this.#oldestWanted - more, 1);
    if (more <= 0 || from >= this.#oldestWanted) return false;
    this.#cutShort = from > info.firstSeq;
    this.plan.want(from, this.#oldestWanted - 1);
    this.#oldestWanted = from;
    return true;
  }

  /** @param wantedSince as the feed has it meanwhile */
  completeSince(wantedSince: ServerMs | null): ServerMs | null {
    return this.plan.complete && !this.#cutShort ? (this.#since ?? wantedSince) : this.plan.wholeSince;
  }

  /** Sequences that were not read for their bytes, how many messages and bytes were; null: nothing was left out for that. */
  leftOut(firstSeq: number): { sequences: number; readMessages: number; readBytes: number } | null {
    const sequences = this.#oldestWanted - firstSeq;
    if (this.#end !== "bytes" || sequences <= 0) return null;
    return { sequences, readMessages: this.#read.messages, readBytes: this.#read.bytes };
  }

  /** Messages at most; part 2 is what follows once the page is complete. */
  #bound(way: PastWay, part: 1 | 2): number {
    const most = this.#limits.messages;
    switch (way) {
      case "direct-single":
        return part === 1 ? Math.min(most, FIRST_PART_SINGLE) : most;
      case "msg-get":
        return Math.min(most, MAX_MESSAGE_GET);
      case "direct-batch":
      case "none":
        return most;
    }
  }
}
