/** What is said on the page of a stream that cannot be read, or only slowly. */
import type { SourceState } from "#model/source-state.ts";
import type { ApiFailure, StreamInfo } from "./js-api.ts";
import { formatBytes, formatCount, formatPlural } from "#util/format.ts";

type Failed = Extract<SourceState["phase"], { state: "failed" }>;

/** Null: what was known stays on the screen. */
export function failureOf(failure: ApiFailure, stream: string, isKnown: boolean): Failed | null {
  switch (failure.kind) {
    case "no-stream":
      return { state: "failed", reason: "no-stream", detail: `there is no stream ${stream}` };
    case "no-jetstream":
      return { state: "failed", reason: "no-jetstream", detail: "JetStream is off for this login's account" };
    case "forbidden":
      return { state: "failed", reason: "forbidden", detail: `this login may not ask about the stream ${stream}` };
    case "closed":
      return null;
    case "timeout":
    case "no-responders":
    case "no-message":
    case "other":
      // A leader is being elected, or the server is starting.
      if (isKnown) return null;
      return { state: "failed", reason: "unanswered", detail: `the server does not answer about the stream ${stream}` };
  }
}

/** What was left out for a bound of ours; null: nothing. */
interface LeftOut {
  /** Messages about tasks that were read, where older ones were left out. */
  tasksFrom: number | null;
  /** Sequences that were not read, since the messages that were had so many bytes. */
  forBytes: { sequences: number; readMessages: number; readBytes: number } | null;
}

export function adviceFor(way: SourceState["past"], info: StreamInfo | null, leftOut: LeftOut): SourceState["advice"] {
  const { tasksFrom, forBytes } = leftOut;
  if (way === "msg-get" && info !== null) {
    return info.allowDirect
      ? { sentence: "slow: this login may not use the stream's direct get", remedy: null }
      : { sentence: "slow: this stream has no direct get", remedy: `nats stream edit ${info.name} --allow-direct` };
  }
  if (tasksFrom !== null) {
    return {
      sentence: `older tasks are left out: only the newest ${tasksFrom} messages about them were read`,
      remedy: null,
    };
  }
  if (forBytes === null) return null;
  const { sequences, readMessages, readBytes } = forBytes;
  return {
    sentence: `read for their size: the newest ${formatPlural(readMessages, "message")} (${formatBytes(readBytes)}); ${formatCount(sequences)} older ones are not in lists of messages`,
    remedy: null,
  };
}
