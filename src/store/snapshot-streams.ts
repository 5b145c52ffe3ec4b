import { NOT_ASKED } from "./snapshot.ts";
import type { Snapshot, SnapshotPart, SnapshotStream } from "./snapshot.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import { failureSentence, isFailure } from "#model/asked/ask-failure.ts";
import type { StreamList, StreamRow } from "#model/streams/stream-list.ts";

/** The snapshot with what the server just said of its streams: they are asked for, the page does not hold them. */
export function withStreams(snapshot: Snapshot, answer: StreamList | AskFailure | null, limit = Infinity): Snapshot {
  if (answer === null) return { ...snapshot, parts: { ...snapshot.parts, streams: NOT_ASKED } };
  return {
    ...snapshot,
    parts: { ...snapshot.parts, streams: partOf(answer) },
    streams: isFailure(answer) || !isWhole(answer) ? [] : answer.rows.slice(0, limit).map(snapshotStream),
  };
}

function isWhole({ missing, unanswered }: StreamList): boolean {
  return missing === null && unanswered.length === 0;
}

/** A part of a list is not ready: a stream that is missing in it may be there. */
function partOf(answer: StreamList | AskFailure): SnapshotPart {
  const failure = isFailure(answer) ? answer : answer.missing;
  if (failure === null && !isFailure(answer) && !isWhole(answer)) {
    return { state: "loading", reason: `${answer.unanswered.join(", ")}: no answer.`, completeSince: null };
  }
  if (failure === null) return { state: "ready", reason: null, completeSince: null };
  return { state: stateOf(failure), reason: failureSentence(failure), completeSince: null };
}

function stateOf({ why }: AskFailure): SnapshotPart["state"] {
  switch (why) {
    case "forbidden":
    case "no-responders":
      return "forbidden";
    case "no-jetstream":
    case "gone":
      return "no-stream";
    case "timeout":
    case "not-connected":
    case "refused":
      return "loading";
  }
}

function snapshotStream({ facts: { name, state }, fill, rates, findings }: StreamRow): SnapshotStream {
  return {
    name,
    messages: state.messages,
    bytes: state.bytes,
    firstSeq: state.firstSeq,
    lastSeq: state.lastSeq,
    consumers: state.consumers,
    fill: { messages: fill.messages, bytes: fill.bytes },
    ratePerSecond: rates === null ? null : rates.inPerSecond,
    findings: findings.map(({ code }) => code),
  };
}
