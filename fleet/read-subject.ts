import { JS_ERROR, jsErrorCode } from "./js-error.ts";
import type { StoredMessage } from "./stored-message.ts";
import { plainHeaders } from "./stored-message.ts";
import type { JetStreamManager, Msg, NatsConnection } from "nats";
import { createInbox, NatsError } from "nats";

/**
 * Reads what a stream holds without making a consumer: nothing is left on the server when an agent dies.
 *
 * Answers of `STREAM.MSG.GET` come from the stream's leader and are the truth; direct gets may come from a replica that
 * lags, so a range is only taken as read when it reaches the end that the leader named.
 */

const BATCH = 1_000;
const BATCH_BYTES = 8_000_000;
/** Single gets under way at once where batches are not to be had. */
const WINDOW = 32;
const TIMEOUT_MS = 5_000;

interface Range {
  stream: string;
  filter: string;
  from: number;
  to: number;
  /** The stream's own `allow_direct`. */
  allowDirect: boolean;
}

/** The newest message on a subject or filter, as the leader holds it; null where there is none. @throws NatsError where the stream is missing. */
export async function lastOn(jsm: JetStreamManager, stream: string, filter: string): Promise<StoredMessage | null> {
  return getFromLeader(jsm, stream, { last_by_subj: filter });
}

/**
 * Every message on `filter` from sequence `from` up to `to`, oldest first. `to` is a sequence that the leader named for this
 * filter (`lastOn`). Deleted messages are stepped over.
 *
 * @throws NatsError where the stream is gone or nothing answers within 5 s.
 */
export async function* readRange(
  nc: NatsConnection,
  jsm: JetStreamManager,
  range: Range,
): AsyncGenerator<StoredMessage> {
  const { stream, filter, to } = range;
  let cursor = range.from;
  const batched = range.allowDirect && atLeast(nc, 2, 11);
  while (cursor <= to) {
    const batch = batched ? await directBatch(nc, range, cursor) : [];
    const messages = batch.length > 0 ? batch : await leaderWindow(jsm, stream, filter, cursor, to);
    if (messages.length === 0) return;
    for (const message of messages) {
      if (message.seq < cursor) continue;
      if (message.seq > to) return;
      cursor = message.seq + 1;
      yield message;
    }
  }
}

/** `WINDOW` gets at neighbouring sequences: each answers the first match at or after its own, so no match is left out. */
async function leaderWindow(jsm: JetStreamManager, stream: string, filter: string, cursor: number, to: number) {
  const size = Math.min(WINDOW, to - cursor + 1);
  const asked = Array.from({ length: size }, (_, k) =>
    getFromLeader(jsm, stream, { seq: cursor + k, next_by_subj: filter }),
  );
  const found = new Map<number, StoredMessage>();
  for (const message of await Promise.all(asked)) if (message !== null) found.set(message.seq, message);
  return [...found.values()].sort((a, b) => a.seq - b.seq);
}

type LeaderQuery = { last_by_subj: string } | { seq: number; next_by_subj?: string };

async function getFromLeader(jsm: JetStreamManager, stream: string, query: LeaderQuery): Promise<StoredMessage | null> {
  try {
    // The client's types know `seq` alone; the server has taken `next_by_subj` beside it since 2.9.
    const message = await jsm.streams.getMessage(stream, query);
    return {
      stream,
      seq: message.seq,
      timeMs: message.time.getTime(),
      subject: message.subject,
      data: message.data,
      headers: plainHeaders(message.header),
    };
  } catch (error) {
    if (jsErrorCode(error) === JS_ERROR.messageNotFound) return null;
    throw error;
  }
}

/** One request, many answers, ended by a message with a status code. What was lost on the way is asked for again by the caller. */
function directBatch(nc: NatsConnection, { stream, filter, to }: Range, seq: number): Promise<StoredMessage[]> {
  return new Promise((resolve, reject) => {
    const inbox = createInbox();
    const messages: StoredMessage[] = [];
    let previous = 0;
    const timer = setTimeout(
      () => end(() => reject(new NatsError(`stream ${stream} did not answer in ${TIMEOUT_MS} ms`, "TIMEOUT"))),
      TIMEOUT_MS,
    );
    const sub = nc.subscribe(inbox, {
      callback(error, msg) {
        timer.refresh();
        if (error !== null) return end(() => reject(error));
        const code = msg.headers?.code ?? 0;
        if (code === 503) return end(() => reject(new NatsError(`stream ${stream} does not answer`, "503")));
        if (code !== 0) return end(() => resolve(messages));
        // Each answer names the one before it: where that is not what came, the rest is not to be trusted.
        if (Number(msg.headers?.last("Nats-Last-Sequence") ?? 0) !== previous) return end(() => resolve(messages));
        const message = fromDirect(stream, msg);
        previous = message.seq;
        messages.push(message);
        // The rest would be beyond the range, and on a thin filter the server looks through the whole stream for it.
        if (message.seq >= to) end(() => resolve(messages));
      },
    });
    function end(settle: () => void): void {
      clearTimeout(timer);
      sub.unsubscribe();
      settle();
    }
    const query = JSON.stringify({ seq, next_by_subj: filter, batch: BATCH, max_bytes: BATCH_BYTES });
    nc.publish(`$JS.API.DIRECT.GET.${stream}`, query, { reply: inbox });
  });
}

function fromDirect(stream: string, msg: Msg): StoredMessage {
  const headers = plainHeaders(msg.headers);
  return {
    stream,
    seq: Number(headers["Nats-Sequence"]),
    timeMs: Date.parse(headers["Nats-Time-Stamp"] ?? ""),
    subject: headers["Nats-Subject"] ?? "",
    data: msg.data,
    headers,
  };
}

function atLeast(nc: NatsConnection, major: number, minor: number): boolean {
  const [ours = 0, theirs = 0] = (nc.info?.version ?? "0.0").split(".").map(Number);
  return ours > major || (ours === major && theirs >= minor);
}
