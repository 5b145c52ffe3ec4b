/** Answers what the page asks about stored messages. Everything is read by get requests: who looks at a queue takes nothing out of it. */
import type { FeedIo } from "../feed.ts";
import type { StoredMessageAnswer } from "../protocol.ts";
import type { Session } from "../session.ts";
import { readStoredMessage } from "../stored-message.ts";
import { inTurns } from "./in-turns.ts";
import type { MessageLines, MessageTimes, WholeBodies } from "./messages-protocol.ts";
import { nextMessage } from "./next-message.ts";
import { rangeReader } from "./read-range.ts";
import type { StepWish } from "./read-step.ts";
import { readStep, refusedGet, streamFacts } from "./read-step.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import { isFailure } from "#model/asked/ask-failure.ts";
import type { StreamMessage } from "#model/chunk.ts";
import { bodyPreview } from "#model/messages/body-preview.ts";
import { messageLine } from "#model/messages/message-line.ts";
import type { MessageRow, MessageStep, SeqRange } from "#model/messages/message-row.ts";

/** Rows of one step at most. */
const MOST_ROWS = 500;
const LINES_A_STEP = 2_000;
const BODIES_AT_A_TIME = 16;
/** Each look for a time brings a body: of large ones fewer are looked at. */
const TIMES_BYTES = 2 * 2 ** 20;
const TIMES_AT_A_TIME = 8;

export class MessageDesk {
  readonly #io: FeedIo;
  readonly #session: () => Session | null;

  constructor(io: FeedIo, session: () => Session | null) {
    this.#io = io;
    this.#session = session;
  }

  step(wish: StepWish): Promise<MessageStep | AskFailure> {
    return readStep(this.#session(), this.#io, { ...wish, want: Math.min(wish.want, MOST_ROWS) }, rowOf);
  }

  async lines(stream: string, filter: string | null, range: SeqRange): Promise<MessageLines | AskFailure> {
    const encoder = new TextEncoder();
    const step = await readStep(
      this.#session(),
      this.#io,
      {
        stream,
        filter,
        direction: "forward",
        place: { at: "seq", seq: range.from },
        within: range,
        want: LINES_A_STEP,
      },
      (message) => encoder.encode(messageLine(stream, message)),
    );
    if (isFailure(step)) return step;
    return { lines: joined(step.items), count: step.items.length, next: step.next };
  }

  /** One message, its body whole. */
  async whole(stream: string, seq: number): Promise<StoredMessageAnswer> {
    const session = this.#session();
    if (session === null) return { state: "not-connected" };
    return readStoredMessage(session, stream, seq, Number.POSITIVE_INFINITY);
  }

  async bodies(stream: string, seqs: readonly number[]): Promise<WholeBodies | AskFailure> {
    const told = await streamFacts(this.#session(), stream);
    if (!told.ok) return told.error;
    const { session, facts } = told.value;
    const reader = rangeReader(session, facts);
    let failure: AskFailure | null = null;
    const bodies = await inTurns(seqs, BODIES_AT_A_TIME, async (seq) => {
      const { firstSeq, lastSeq } = facts.state;
      if (failure !== null || seq < firstSeq || seq > lastSeq) return null;
      let body: Uint8Array<ArrayBuffer> | null = null;
      const failed = await reader.read({ from: seq, to: seq }, null, ([message]) => {
        body = message?.data.slice() ?? null;
      });
      failure ??= failed;
      return body;
    });
    return failure ?? { bodies };
  }

  /** When the stream's messages were stored: at places that are spread evenly over its sequences. */
  async times(stream: string, points: number): Promise<MessageTimes | AskFailure> {
    const told = await streamFacts(this.#session(), stream);
    if (!told.ok) return told.error;
    const { session, facts } = told.value;
    const { messages, bytes, firstSeq, lastSeq } = facts.state;
    if (messages === 0) return { points: [] };
    const affordable = Math.max(2, Math.floor(TIMES_BYTES / Math.max(1, bytes / messages)));
    const count = Math.min(points, affordable, lastSeq - firstSeq + 1);
    const seqs = Array.from({ length: count }, (_none, index) =>
      count === 1 ? firstSeq : Math.round(firstSeq + (index * (lastSeq - firstSeq)) / (count - 1)),
    );
    const direct = facts.allowDirect && facts.replicas === 1;
    const found = await inTurns(seqs, TIMES_AT_A_TIME, (seq) => nextMessage(session.api, stream, direct, seq, ">"));
    const times = new Map<number, number>();
    for (const one of found) {
      if (one === "none") continue;
      if (typeof one === "string") return refusedGet(session, facts, one);
      times.set(one.seq, one.at);
    }
    return { points: [...times].map(([seq, at]) => ({ seq, at })).sort((a, b) => a.seq - b.seq) };
  }
}

function rowOf({ seq, at, subject, headers, data }: StreamMessage): MessageRow {
  return { seq, at, subject, bytes: data.length, headers: Object.keys(headers).length, preview: bodyPreview(data) };
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
