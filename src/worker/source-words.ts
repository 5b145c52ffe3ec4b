/** What is said on the page of a stream that cannot be read, or only slowly. */
import type { SourceState } from "#model/source-state.ts";
import type { ApiFailure, StreamInfo } from "./js-api.ts";

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

/** @param readTasks messages about tasks that were read, where older ones were left out */
export function adviceFor(
  way: SourceState["past"],
  info: StreamInfo | null,
  readTasks: number | null,
): SourceState["advice"] {
  if (way === "msg-get" && info !== null) {
    return info.allowDirect
      ? { sentence: "slow: this login may not use the stream's direct get", remedy: null }
      : { sentence: "slow: this stream has no direct get", remedy: `nats stream edit ${info.name} --allow-direct` };
  }
  if (readTasks === null) return null;
  return {
    sentence: `older tasks are left out: only the newest ${readTasks} messages about them were read`,
    remedy: null,
  };
}
