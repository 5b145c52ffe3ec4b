import type { Msg } from "nats.ws";
import type { Chunk, StreamMessage } from "#model/chunk.ts";
import type { ServerMs } from "#util/units.ts";
import { ownHeaders } from "./headers.ts";
import { rawOf } from "./raw-message.ts";
import { subjectOf } from "./subject-cache.ts";

const PREFIX = "plain:";

/** The name under which messages go that no stream holds: of a filter, or of a stream that forgets. */
export function plainName(of: string): string {
  return `${PREFIX}${of}`;
}

/** Whether messages of that name were heard rather than read: their sequences are our own. */
export function isPlain(stream: string): boolean {
  return stream.startsWith(PREFIX);
}

/**
 * Numbers what plain subscriptions bring, since no stream does. The numbers are local to this page: they live in a
 * stream name of their own, and go on through reconnects.
 */
export class PlainTap {
  /** `plain:` and what it stands for. */
  readonly stream: string;
  readonly #flush: (chunk: Chunk) => void;
  #next = 1;
  #messages: StreamMessage[] = [];
  #at: ServerMs = 0;

  constructor(stream: string, flush: (chunk: Chunk) => void) {
    this.stream = stream;
    this.#flush = flush;
  }

  get lastSeq(): number {
    return this.#next - 1;
  }

  /** Takes a message in; the first of a burst hands all of them on, once the socket's present frame is read. */
  take(message: Msg, arrivedAt: () => ServerMs): void {
    const { subject, headers, data } = rawOf(message);
    this.takeParts(subjectOf(subject, 0, subject.length), arrivedAt, data, headers);
  }

  /** @param arrivedAt asked once a burst: what one frame of the socket brought arrived together */
  takeParts(subject: string, arrivedAt: () => ServerMs, data: Uint8Array, headers: Uint8Array | null): void {
    if (this.#messages.length === 0) {
      this.#at = arrivedAt();
      queueMicrotask(() => this.#handOn());
    }
    this.#messages.push({ seq: this.#next, at: this.#at, subject, data, headers: ownHeaders(headers) });
    this.#next += 1;
  }

  #handOn(): void {
    const messages = this.#messages;
    this.#messages = [];
    const [first, last] = [messages[0], messages.at(-1)];
    if (first === undefined || last === undefined) return;
    this.#flush({ stream: this.stream, from: first.seq, to: last.seq, messages });
  }
}
