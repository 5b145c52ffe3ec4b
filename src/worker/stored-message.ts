/** One message as its stream holds it now, by the best way that the stream and the login allow. */
import type { StreamMessage } from "#model/chunk.ts";
import type { ApiFailure, StreamInfo } from "./js-api.ts";
import type { StoredMessageAnswer } from "./protocol.ts";
import type { Reader } from "./reader.ts";
import type { Unanswered } from "./requests.ts";
import type { Session } from "./session.ts";
import { waysToRead } from "./ways.ts";

/** A body of 10 MiB is one answer. */
const PATIENCE_MS = 5_000;
const SHOWN_BYTES = 2 ** 20;

/** @param maxBytes where the body is cut @param patienceMs how long a part of the answer may take */
export async function readStoredMessage(
  session: Session,
  stream: string,
  seq: number,
  maxBytes: number = SHOWN_BYTES,
  patienceMs: number = PATIENCE_MS,
): Promise<StoredMessageAnswer> {
  const info = await session.api.streamInfo(stream);
  if (!info.ok) return { state: stateOf(info.error) };
  if (seq < info.value.firstSeq || seq > info.value.lastSeq) return { state: "gone" };
  let answer: StoredMessageAnswer = { state: "unanswered" };
  for (const reader of waysToRead(session, info.value)) {
    answer = await readOne(reader, seq, info.value, { maxBytes, patienceMs });
    if (answer.state !== "unanswered" && answer.state !== "forbidden") break;
  }
  return answer;
}

async function readOne(
  reader: Reader,
  seq: number,
  info: StreamInfo,
  { maxBytes, patienceMs }: { maxBytes: number; patienceMs: number },
): Promise<StoredMessageAnswer> {
  const found: StreamMessage[] = [];
  const request = { from: seq, to: seq, filter: null, expected: 1, patienceMs };
  const end = await reader.read(request, ({ messages }) => void found.push(...messages));
  const [message] = found;
  if (message !== undefined) return held(message, maxBytes);
  switch (end.kind) {
    case "reached":
      // A message above it came: nothing is there.
      return { state: "gone" };
    case "end-of-store":
      // Only the leader knows; a stream of one replica is its own, and the next way asks it.
      return { state: reader.way === "msg-get" || info.replicas === 1 ? "gone" : "unanswered" };
    case "no-batches":
    case "cut":
      return { state: "unanswered" };
    case "unanswered":
      return { state: whyNot(end.why) };
  }
}

function held({ subject, at, headers, data }: StreamMessage, maxBytes: number): StoredMessageAnswer {
  // A copy: the bytes are a part of what the socket brought, and the whole of that would cross.
  return { state: "held", subject, at, headers, data: data.slice(0, maxBytes), bytes: data.length };
}

function stateOf(failure: ApiFailure): Exclude<StoredMessageAnswer["state"], "held"> {
  switch (failure.kind) {
    case "no-stream":
    case "no-message":
      return "gone";
    case "no-jetstream":
    case "other":
      return "unanswered";
    case "timeout":
    case "no-responders":
    case "forbidden":
    case "closed":
      return whyNot(failure.kind);
  }
}

function whyNot(why: Unanswered): "forbidden" | "not-connected" | "unanswered" {
  switch (why) {
    case "forbidden":
      return "forbidden";
    case "closed":
      return "not-connected";
    case "timeout":
    case "no-responders":
      return "unanswered";
  }
}
