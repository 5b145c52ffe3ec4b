/**
 * What a live tail holds: the newest messages that match, within a count and a size, and an exact count of all that is not held any more.
 * Pure: what is heard and when are arguments.
 */
import type { PlainHeaders } from "#contract/decode.ts";
import type { BodyPreview } from "./body-preview.ts";
import { bodyPreview } from "./body-preview.ts";
import type { ObserverMs } from "#util/units.ts";

export interface HeardMessage {
  heardAt: ObserverMs;
  subject: string;
  headers: PlainHeaders;
  data: Uint8Array<ArrayBuffer>;
  /** Size of the whole body, where `data` is its beginning. */
  bytes: number;
}

export interface TailMessage extends HeardMessage {
  /** 1, 2, … in the order in which they were heard; those that the filter leaves out have none. */
  n: number;
}

/** As a list shows it. */
export interface TailRow {
  n: number;
  heardAt: ObserverMs;
  subject: string;
  bytes: number;
  headers: number;
  preview: BodyPreview;
}

export interface TailCounts {
  /** All that was heard, and its size. */
  heard: number;
  heardBytes: number;
  /** Of these the filter let through so many since it was set. */
  matched: number;
  held: number;
  /** `matched` − `held`: let go for the bounds. */
  dropped: number;
}

export interface TailBounds {
  messages: number;
  bytes: number;
}

/** A subject, its headers and its place in memory, roughly. */
const OVERHEAD_BYTES = 200;

export class TailRing {
  readonly #bounds: TailBounds;
  /** Oldest first; those before `#start` were let go. */
  #messages: TailMessage[] = [];
  #start = 0;
  #bytes = 0;
  #next = 1;
  #heard = 0;
  #heardBytes = 0;
  #matched = 0;

  constructor(bounds: TailBounds) {
    this.#bounds = bounds;
  }

  get counts(): TailCounts {
    const held = this.#messages.length - this.#start;
    return {
      heard: this.#heard,
      heardBytes: this.#heardBytes,
      matched: this.#matched,
      held,
      dropped: this.#matched - held,
    };
  }

  /** Number of the newest message held; 0: there was none. */
  get newest(): number {
    return this.#messages.at(-1)?.n ?? this.#next - 1;
  }

  /** A message was heard; the filter decides whether it is held. */
  heard(message: HeardMessage, matches: boolean): void {
    this.#heard += 1;
    this.#heardBytes += message.bytes;
    if (!matches) return;
    this.#matched += 1;
    this.#messages.push({ ...message, n: this.#next });
    this.#next += 1;
    this.#bytes += sizeOf(message);
    this.#letGo();
  }

  /** Another filter: what is held of the old one and matches the new one stays, and counting of matches begins with it. */
  refilter(matches: (message: TailMessage) => boolean): void {
    this.#messages = this.#messages.slice(this.#start).filter(matches);
    this.#start = 0;
    this.#bytes = this.#messages.reduce((sum, message) => sum + sizeOf(message), 0);
    this.#matched = this.#messages.length;
  }

  /** Newest first: at most `most`, and only those after number `after`. */
  newestAfter(after: number, most: number): TailMessage[] {
    const found: TailMessage[] = [];
    for (let i = this.#messages.length - 1; i >= this.#start && found.length < most; i -= 1) {
      const message = this.#messages[i];
      if (message === undefined || message.n <= after) break;
      found.push(message);
    }
    return found;
  }

  #letGo(): void {
    const { messages, bytes } = this.#bounds;
    // The newest one is held whatever its size.
    while (
      this.#messages.length - this.#start > 1 &&
      (this.#messages.length - this.#start > messages || this.#bytes > bytes)
    ) {
      const oldest = this.#messages[this.#start];
      if (oldest !== undefined) this.#bytes -= sizeOf(oldest);
      this.#start += 1;
    }
    // Shifting the array for each message would cost more than all the rest.
    if (this.#start > 1_024 && this.#start * 2 > this.#messages.length) {
      this.#messages = this.#messages.slice(this.#start);
      this.#start = 0;
    }
  }
}

export function tailRow({ n, heardAt, subject, bytes, headers, data }: TailMessage): TailRow {
  return { n, heardAt, subject, bytes, headers: Object.keys(headers).length, preview: bodyPreview(data) };
}

function sizeOf({ data, subject }: HeardMessage): number {
  return data.length + 2 * subject.length + OVERHEAD_BYTES;
}
