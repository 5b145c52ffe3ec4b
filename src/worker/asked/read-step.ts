/**
 * One step of reading a stream's messages, forward or back, without a consumer. Servers read forward only: back is read window by window,
 * each of them forward. A step ends when it has what is wanted, at the end of the stream, or after a while, so that a page can say how far
 * it is and a person can end it.
 */
import type { FeedIo } from "../feed.ts";
import type { Session } from "../session.ts";
import { apiCall } from "./api-call.ts";
import { nextMessage } from "./next-message.ts";
import { rangeReader } from "./read-range.ts";
import { readStream } from "./read-stream.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import type { StreamMessage } from "#model/chunk.ts";
import type {
  MessageDirection,
  MessagePlace,
  MessageStand,
  MessageStep,
  SeqRange,
} from "#model/messages/message-row.ts";
import type { WindowRead } from "#model/messages/read-window.ts";
import { windowSize } from "#model/messages/read-window.ts";
import type { StreamFacts } from "#model/streams/stream-facts.ts";
import { unreachable } from "#util/assert.ts";
import type { Result } from "#util/result.ts";
import { fail, ok } from "#util/result.ts";
import type { ServerMs } from "#util/units.ts";

/** A page waits so long for a sign that reading goes on. */
const STEP_MS = 600;

export interface StepWish {
  stream: string;
  filter: string | null;
  direction: MessageDirection;
  place: MessagePlace;
  /** Nothing beyond is read. */
  within?: SeqRange;
  want: number;
}

/** @param itemOf what is kept of a message; its bytes are a part of what the socket brought, and hold all of that */
export async function readStep<Item>(
  session: Session | null,
  io: Pick<FeedIo, "now">,
  wish: StepWish,
  itemOf: (message: StreamMessage) => Item,
): Promise<MessageStep<Item> | AskFailure> {
  const { stream, filter, direction, want } = wish;
  const startedAt = io.now();
  const told = await streamFacts(session, stream);
  if (!told.ok) return told.error;
  const { session: open, facts } = told.value;
  const stand = standOf(facts);
  const reader = rangeReader(open, facts);
  const bounds = boundsOf(stand, wish.within);
  const start = await startOf(open, facts, wish.place, direction);
  if (typeof start === "object") return start;
  const items: Item[] = [];
  let covered: SeqRange | null = null;
  let last: WindowRead | null = null;
  let at = direction === "back" ? Math.min(start, bounds.to) : Math.max(start, bounds.from);
  while (items.length < want && at >= bounds.from && at <= bounds.to) {
    if (last !== null && io.now() - startedAt > STEP_MS) return { stand, way: reader.way, items, covered, next: at };
    const size = windowSize(stand, want - items.length, filter !== null, last);
    const range =
      direction === "back"
        ? { from: Math.max(bounds.from, at - size + 1), to: at }
        : { from: at, to: Math.min(bounds.to, at + size - 1) };
    const found = new Found(direction, want - items.length, itemOf);
    const failure = await reader.read(range, filter, (messages) => found.take(messages));
    if (failure !== null) return failure;
    last = { size: range.to - range.from + 1, found: found.count };
    for (const { item } of found.inOrder()) items.push(item);
    const known = found.coveredOf(range);
    covered =
      covered === null ? known : { from: Math.min(covered.from, known.from), to: Math.max(covered.to, known.to) };
    at = direction === "back" ? known.from - 1 : known.to + 1;
  }
  const over = at < bounds.from || at > bounds.to;
  return { stand, way: reader.way, items, covered, next: over ? null : at };
}

/** The stream as its leader tells it now. */
export async function streamFacts(
  session: Session | null,
  stream: string,
): Promise<Result<{ session: Session; facts: StreamFacts }, AskFailure>> {
  const told = await apiCall(session, `STREAM.INFO.${stream}`);
  if (!told.ok) return told;
  const facts = readStream(told.value);
  if (facts !== null && session !== null) return ok({ session, facts });
  return fail({ state: "failed", why: "refused", subject: stream, detail: "the answer is no stream" });
}

function standOf({ created, state }: StreamFacts): MessageStand {
  const { messages, bytes, firstSeq, lastSeq, deleted } = state;
  return { created, messages, bytes, firstSeq, lastSeq, deleted };
}

function boundsOf({ messages, firstSeq, lastSeq }: MessageStand, within: SeqRange | undefined): SeqRange {
  // An empty stream begins after it ends.
  const held = messages === 0 ? { from: lastSeq + 1, to: lastSeq } : { from: Math.max(1, firstSeq), to: lastSeq };
  if (within === undefined) return held;
  return { from: Math.max(held.from, within.from), to: Math.min(held.to, within.to) };
}

/** What one window brought of what is wanted: the first ones in the direction of reading. */
class Found<Item> {
  readonly #direction: MessageDirection;
  readonly #want: number;
  readonly #itemOf: (message: StreamMessage) => Item;
  #kept: { seq: number; item: Item }[] = [];
  count = 0;

  constructor(direction: MessageDirection, want: number, itemOf: (message: StreamMessage) => Item) {
    this.#direction = direction;
    this.#want = want;
    this.#itemOf = itemOf;
  }

  take(messages: readonly StreamMessage[]): void {
    this.count += messages.length;
    const back = this.#direction === "back";
    const wanted = back ? messages.slice(-this.#want) : messages.slice(0, this.#want - this.#kept.length);
    for (const message of wanted) this.#kept.push({ seq: message.seq, item: this.#itemOf(message) });
    if (back && this.#kept.length > this.#want) this.#kept = this.#kept.slice(-this.#want);
  }

  inOrder(): readonly { seq: number; item: Item }[] {
    return this.#direction === "back" ? this.#kept.toReversed() : this.#kept;
  }

  /** Of a window of which a part is left for the next step, the other part. */
  coveredOf(range: SeqRange): SeqRange {
    if (this.count <= this.#kept.length) return range;
    if (this.#direction === "back") return { from: this.#kept[0]?.seq ?? range.from, to: range.to };
    return { from: range.from, to: this.#kept.at(-1)?.seq ?? range.to };
  }
}

/** The sequence that reading begins at; it may lie outside of what is held. */
async function startOf(
  session: Session,
  facts: StreamFacts,
  place: MessagePlace,
  direction: MessageDirection,
): Promise<number | AskFailure> {
  switch (place.at) {
    case "newest":
      return facts.state.lastSeq;
    case "oldest":
      return facts.state.firstSeq;
    case "seq":
      return place.seq;
    case "time": {
      const after = await firstSince(session, facts, place.time);
      if (typeof after === "object") return after;
      return direction === "forward" ? after : after - 1;
    }
    default:
      return unreachable(place);
  }
}

/**
 * The sequence of the first message that was stored at or after a moment, or one above the last. By halving: servers before 2.11 ignore a
 * `start_time` in a get request without a word.
 */
async function firstSince(session: Session, facts: StreamFacts, time: ServerMs): Promise<number | AskFailure> {
  const { name, allowDirect, replicas, state } = facts;
  // Of several copies one may lag: then only the leader is asked.
  const direct = allowDirect && replicas === 1;
  let [low, high] = [Math.max(1, state.firstSeq), state.lastSeq + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const found = await nextMessage(session.api, name, direct, middle, ">");
    if (found === "none") high = middle;
    else if (typeof found === "string") return refusedGet(session, facts, found);
    else if (found.at < time) low = found.seq + 1;
    else high = middle;
  }
  return low;
}

/** Why a get brought nothing, with what was asked last. */
export function refusedGet(
  session: Session,
  { name, allowDirect }: StreamFacts,
  why: "forbidden" | "unanswered" | "not-connected",
): AskFailure {
  const subject = session.api.subject(`${allowDirect ? "DIRECT.GET" : "STREAM.MSG.GET"}.${name}`);
  return { state: "failed", why: why === "unanswered" ? "timeout" : why, subject, detail: null };
}
