/** `STREAM.MSG.GET`, for streams without direct get: each message as JSON from the stream's leader. Slow, and never wrong. */
import { ownHeaders } from "./headers.ts";
import type { JetStreamApi } from "./js-api.ts";
import { readAnswer } from "./js-api.ts";
import type { RawMessage } from "./raw-message.ts";
import type { Reader } from "./reader.ts";
import type { OneAnswer } from "./single-reader.ts";
import { nextPayload, singleReader } from "./single-reader.ts";
import { parseStreamTime } from "./stream-time.ts";

/** These go through the leader's API queue, which others need as well. */
const WINDOW = 32;

export function messageGetReader(api: JetStreamApi, stream: string): Reader {
  const subject = api.subject(`STREAM.MSG.GET.${stream}`);
  const ask = (payload: string, patienceMs: number, done: (answer: OneAnswer) => void): void => {
    api.requests.open(subject, payload, patienceMs, {
      answer(message) {
        done(readStored(message));
        return true;
      },
      unanswered: (why) => done({ kind: "unanswered", why }),
    });
  };
  return singleReader({
    way: "msg-get",
    window: WINDOW,
    next: (seq, filter, patienceMs, done) => ask(nextPayload(seq, filter), patienceMs, done),
    newest: (of, patienceMs, done) => ask(JSON.stringify({ last_by_subj: of }), patienceMs, done),
  });
}

/** A stored message as the API writes it: body and headers in base64; both are missing when empty. */
function readStored(answer: RawMessage): OneAnswer {
  const body = readAnswer(answer);
  if (!body.ok) return { kind: body.error.kind === "no-message" ? "none" : "refused" };
  const stored = body.value.object("message");
  const seq = stored?.number("seq") ?? 0;
  if (stored === null || seq === 0) return { kind: "refused" };
  const headers = stored.text("hdrs");
  return {
    kind: "message",
    message: {
      seq,
      at: parseStreamTime(stored.text("time") ?? ""),
      subject: stored.text("subject") ?? "",
      data: fromBase64(stored.text("data") ?? ""),
      headers: ownHeaders(headers === null ? null : fromBase64(headers)),
    },
  };
}

function fromBase64(text: string): Uint8Array {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
