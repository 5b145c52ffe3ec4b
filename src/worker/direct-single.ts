/** Direct gets one by one (before 2.11): a window of requests, each for the next message at or after a sequence. */
import { scanHeaders } from "./headers.ts";
import type { JetStreamApi } from "./js-api.ts";
import type { RawMessage } from "./raw-message.ts";
import type { Reader } from "./reader.ts";
import type { OneAnswer } from "./single-reader.ts";
import { nextPayload, singleReader } from "./single-reader.ts";

const WINDOW = 256;

export function directSingleReader(api: JetStreamApi, stream: string): Reader {
  const subject = api.subject(`DIRECT.GET.${stream}`);
  const ask = (to: string, payload: string, patienceMs: number, done: (answer: OneAnswer) => void): void => {
    api.requests.open(to, payload, patienceMs, {
      answer(message) {
        done(readDirect(message));
        return true;
      },
      unanswered: (why) => done({ kind: "unanswered", why }),
    });
  };
  return singleReader({
    way: "direct-single",
    window: WINDOW,
    // `next_by_subj` steps over deleted messages on every version, and costs no more than a plain get.
    next: (seq, filter, patienceMs, done) => ask(subject, nextPayload(seq, filter), patienceMs, done),
    newest: (of, patienceMs, done) => ask(`${subject}.${of}`, "", patienceMs, done),
  });
}

function readDirect(message: RawMessage): OneAnswer {
  if (message.headers === null) return { kind: "refused" };
  const headers = scanHeaders(message.headers);
  if (headers.seq === 0) return { kind: headers.code === 404 ? "none" : "refused" };
  return {
    kind: "message",
    message: {
      seq: headers.seq,
      at: headers.at,
      subject: headers.subject,
      data: message.data,
      headers: headers.own,
    },
  };
}
