/** Direct gets in batches (2.11 and newer): up to a thousand messages for one request. */
import type { StreamMessage } from "#model/chunk.ts";
import type { DirectHeaders } from "./headers.ts";
import { scanHeaders } from "./headers.ts";
import type { JetStreamApi } from "./js-api.ts";
import type { RawMessage } from "./raw-message.ts";
import type { Reader, Stretch } from "./reader.ts";
import { FIRST_PATIENCE_MS } from "./reader.ts";
import type { Unanswered } from "./requests.ts";

const BATCH = 1_000;
const BATCH_BYTES = 8_000_000;
/** The server answers at most 1,024 subjects of one `multi_last`. */
const SUBJECTS_A_REQUEST = 500;

export function directBatchReader(api: JetStreamApi, stream: string): Reader {
  const subject = api.subject(`DIRECT.GET.${stream}`);
  return {
    way: "direct-batch",
    async read({ from, to, filter, patienceMs }, take) {
      const only = filter === null ? {} : { next_by_subj: filter };
      const ask = (seq: number): Promise<BatchAnswer> => {
        const batch = to === null ? BATCH : Math.min(BATCH, to - seq + 1);
        return readBatch(api, subject, { seq, batch, max_bytes: BATCH_BYTES, ...only }, patienceMs);
      };
      let at = from;
      let asked = ask(at);
      for (;;) {
        const { messages, end } = await asked;
        const stretch = stretchOf(at, to, messages);
        at = stretch === null ? at : stretch.to + 1;
        const reached = to !== null && at > to;
        const more = end.kind === "more" && !reached;
        // Asked before the last answer is folded: the server reads meanwhile.
        if (more) asked = ask(at);
        if (stretch !== null) take(stretch);
        if (more) continue;
        if (reached) return { kind: "reached", at };
        if (end.kind === "unanswered") return { kind: "unanswered", why: end.why, at };
        if (end.kind !== "more") return { kind: end.kind, at };
      }
    },
    async newestOf(subjects, take, patienceMs = FIRST_PATIENCE_MS) {
      for (let i = 0; i < subjects.length; i += SUBJECTS_A_REQUEST) {
        const page = subjects.slice(i, i + SUBJECTS_A_REQUEST);
        const answer = await readBatch(api, subject, { multi_last: page, batch: page.length }, patienceMs);
        for (const message of answer.messages) take(message);
        if (answer.end.kind === "unanswered") return answer.end.why;
      }
      return null;
    },
  };
}

type BatchEnd = { kind: "more" | "end-of-store" | "cut" | "no-batches" } | { kind: "unanswered"; why: Unanswered };

interface BatchAnswer {
  messages: StreamMessage[];
  end: BatchEnd;
}

function readBatch(api: JetStreamApi, subject: string, request: object, patienceMs: number): Promise<BatchAnswer> {
  const messages: StreamMessage[] = [];
  const chained = "seq" in request;
  return new Promise((resolve) => {
    let previous = 0;
    const done = (end: BatchEnd): true => {
      resolve({ messages, end });
      return true;
    };
    api.requests.open(subject, JSON.stringify(request), patienceMs, {
      answer(message: RawMessage) {
        const headers = message.headers === null ? null : scanHeaders(message.headers);
        if (headers === null) return done({ kind: "cut" });
        if (headers.seq === 0) return done(statusEnd(headers, previous, chained));
        if (headers.pending < 0) return done({ kind: "no-batches" });
        // A part of the answer was lost on its way: nothing after it may be believed to follow without a hole.
        if (chained && headers.lastSeq !== previous) return done({ kind: "cut" });
        previous = headers.seq;
        messages.push({
          seq: headers.seq,
          at: headers.at,
          subject: headers.subject,
          data: message.data,
          headers: headers.own,
        });
        return false;
      },
      unanswered: (why) => void done({ kind: "unanswered", why }),
    });
  });
}

/** What a status in place of a message says of the answer before it. */
function statusEnd(headers: DirectHeaders, previous: number, chained: boolean): BatchEnd {
  switch (headers.code) {
    case 204:
      if (chained && headers.lastSeq > 0 && headers.lastSeq !== previous) return { kind: "cut" };
      return headers.pending > 0 ? { kind: "more" } : { kind: "end-of-store" };
    case 404:
      return { kind: "end-of-store" };
    default:
      return { kind: "cut" };
  }
}

function stretchOf(from: number, to: number | null, messages: StreamMessage[]): Stretch | null {
  const last = messages.at(-1);
  if (last === undefined) return null;
  if (to === null || last.seq < to) return { from, to: last.seq, messages };
  // A message past the end proves that everything before it that did not come is gone.
  return { from, to, messages: messages.filter((message) => message.seq <= to) };
}
