/** Everything between two sequences of a stream, by the best way that the stream and the login allow; read again where an answer was cut. */
import { directSingleReader } from "../direct-single.ts";
import type { ReadEnd, Reader } from "../reader.ts";
import type { Session } from "../session.ts";
import { waysToRead } from "../ways.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import type { StreamMessage } from "#model/chunk.ts";
import type { SeqRange } from "#model/messages/message-row.ts";
import type { StreamFacts } from "#model/streams/stream-facts.ts";

/** One large message is one answer. */
const PATIENCE_MS = 10_000;
const TRIES = 3;

export interface RangeReader {
  readonly way: Reader["way"];
  /** Hands on ascending. Null: the range is whole. */
  read(range: SeqRange, filter: string | null, take: (messages: StreamMessage[]) => void): Promise<AskFailure | null>;
}

/** @param facts as the stream's leader told it a moment ago: no range ends after its last sequence */
export function rangeReader(
  session: Session,
  { name, allowDirect, replicas }: Pick<StreamFacts, "name" | "allowDirect" | "replicas">,
): RangeReader {
  const [first, ...others] = waysToRead(session, { name, allowDirect });
  let reader = first;

  /** What comes of an end; null: try again by the reader as it is now. */
  function settle(used: Reader, end: ReadEnd, tries: number): AskFailure | "whole" | null {
    switch (end.kind) {
      case "reached":
        return "whole";
      case "end-of-store":
        // Whoever answered has nothing more. Where others have copies too, only the leader's word counts.
        if (used.way === "msg-get" || replicas === 1) return "whole";
        return leave(used) ? null : failed(session, name, used, "timeout");
      case "no-batches":
        if (used === reader) reader = directSingleReader(session.api, name);
        return null;
      case "cut":
        return tries < TRIES ? null : failed(session, name, used, "refused");
      case "unanswered":
        if (end.why === "closed") return failed(session, name, used, "not-connected");
        if (end.why !== "timeout" && leave(used)) return null;
        return failed(session, name, first, end.why);
    }
  }

  /** Several ranges may be read at once: whoever comes second finds the next way taken already. */
  function leave(used: Reader): boolean {
    if (used !== reader) return true;
    const other = others.shift();
    if (other !== undefined) reader = other;
    return other !== undefined;
  }

  return {
    get way() {
      return reader.way;
    },
    async read({ from, to }, filter, take) {
      let at = from;
      for (let tries = 1; ; tries += 1) {
        const request = { from: at, to, filter, expected: to - at + 1, patienceMs: PATIENCE_MS };
        const used = reader;
        const end = await used.read(request, ({ messages }) => take(messages));
        const settled = settle(used, end, tries);
        if (settled === "whole") return null;
        if (settled !== null) return settled;
        at = end.at;
        if (at > to) return null;
      }
    },
  };
}

function failed(session: Session, stream: string, { way }: Reader, why: AskFailure["why"]): AskFailure {
  const call = way === "msg-get" ? `STREAM.MSG.GET.${stream}` : `DIRECT.GET.${stream}`;
  return { state: "failed", why, subject: session.api.subject(call), detail: why === "refused" ? "cut answers" : null };
}
