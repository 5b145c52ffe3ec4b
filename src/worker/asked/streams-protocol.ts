/** What the page asks about streams and consumers, and the answers. All of it is read, nothing is made. */
import type { AskFailure } from "#model/asked/ask-failure.ts";
import type { StreamList } from "#model/streams/stream-list.ts";

export type StreamsRequest =
  /** Every stream of the account, all pages, with what was made of them. */
  { kind: "streams" };

export interface StreamsAnswers {
  streams: StreamList | AskFailure;
}

const KINDS: Readonly<Record<StreamsRequest["kind"], true>> = {
  streams: true,
};

export function isAboutStreams(request: { kind: string }): request is StreamsRequest {
  return Object.hasOwn(KINDS, request.kind);
}
