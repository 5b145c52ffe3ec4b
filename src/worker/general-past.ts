/** The past that is read of everything a stream holds: as far back as the history goes, or a bound of ours. */
import type { PastWay } from "#model/source-state.ts";
import type { ServerMs } from "#util/units.ts";
import type { StreamInfo } from "./js-api.ts";
import { PastPlan } from "./past-plan.ts";
import type { SeqRange } from "./past-plan.ts";
import type { PastPart, StretchRead } from "./read-past.ts";

const STRETCH = 5_000;
const FIRST_PART_SINGLE = 60_000;
const MAX_MESSAGE_GET = 20_000;

export class GeneralPast implements PastPart {
  readonly filter = null;
  readonly plan = new PastPlan();
  readonly #mostMessages: number;
  /** Stream time before which nothing is wanted. */
  #since: ServerMs | null = null;
  /** It ends at a bound of ours rather than at what is wanted or held. */
  #cutShort = false;
  #firstPartRead = false;
  #oldestWanted = 1;

  constructor(mostMessages: number) {
    this.#mostMessages = mostMessages;
  }

  /** All that the page waits for was read. */
  get isRead(): boolean {
    return this.plan.complete || this.#firstPartRead;
  }

  /** @param since stream time before which nothing is wanted; null where no clock tells it and the stream is empty */
  begin(info: StreamInfo, way: PastWay, since: ServerMs | null): void {
    this.#since = since;
    const from = Math.max(info.firstSeq, info.lastSeq - this.#bound(way, 1) + 1, 1);
    this.#cutShort = from > info.firstSeq && info.messages > 0;
    this.#oldestWanted = from;
    if (info.messages > 0) this.plan.want(from, info.lastSeq);
  }

  stretch(): number {
    return STRETCH;
  }

  done(range: SeqRange, { oldestAt }: StretchRead): void {
    if (oldestAt === null || this.#since === null || oldestAt >= this.#since) return;
    this.plan.notBelow(range.from);
    this.#cutShort = false;
    this.#oldestWanted = range.from;
  }

  /** Reading one by one is slow: the page is complete with the first part, and the rest follows behind it. */
  extend(info: StreamInfo, way: PastWay): boolean {
    if (!this.plan.complete || this.#firstPartRead) return false;
    this.#firstPartRead = true;
    if (!this.#cutShort) return false;
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

  /** Messages at most; part 2 is what follows once the page is complete. */
  #bound(way: PastWay, part: 1 | 2): number {
    const most = this.#mostMessages;
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
