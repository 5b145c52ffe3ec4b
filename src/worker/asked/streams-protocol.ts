/** What the page asks about streams and consumers, and the answers. All of it is read, nothing is made. */
import type { AskFailure } from "#model/asked/ask-failure.ts";
import type { AdvisoryFeed } from "#model/streams/advisories.ts";
import type { ConsumerDetail, ConsumerList, ConsumerQuery, ConsumerRow } from "#model/streams/consumer-list.ts";
import type { StreamConsumers } from "#model/streams/stream-consumers.ts";
import type { StreamDetail, SubjectPage } from "#model/streams/stream-detail.ts";
import type { StreamList } from "#model/streams/stream-list.ts";

export type StreamsRequest =
  /** Every stream of the account, all pages, with what was made of them. */
  | { kind: "streams" }
  | { kind: "stream"; name: string }
  /** Subjects below `filter`, the fullest first. */
  | { kind: "stream-subjects"; name: string; filter: string; from: number; limit: number }
  /** The ids of a list in its order, and the first `rows` of them as rows. */
  | { kind: "consumers"; query: ConsumerQuery; rows: number }
  /** From memory. */
  | { kind: "consumer-rows"; keys: readonly string[] }
  /** One consumer, asked for by itself. */
  | { kind: "consumer"; stream: string; name: string }
  /** The consumers of some streams in short: of those on the screen. */
  | { kind: "stream-consumers"; streams: readonly string[] }
  /** From memory: what the servers told of streams and consumers since the page was opened. */
  | { kind: "advisories"; stream: string | null; limit: number };

export interface StreamsAnswers {
  streams: StreamList | AskFailure;
  stream: StreamDetail | AskFailure;
  "stream-subjects": SubjectPage | AskFailure;
  consumers: ConsumerList | AskFailure;
  "consumer-rows": readonly ConsumerRow[];
  consumer: ConsumerDetail | AskFailure;
  "stream-consumers": readonly StreamConsumers[] | AskFailure;
  advisories: AdvisoryFeed;
}

const KINDS: Readonly<Record<StreamsRequest["kind"], true>> = {
  streams: true,
  stream: true,
  "stream-subjects": true,
  consumers: true,
  "consumer-rows": true,
  consumer: true,
  "stream-consumers": true,
  advisories: true,
};

export function isAboutStreams(request: { kind: string }): request is StreamsRequest {
  return Object.hasOwn(KINDS, request.kind);
}
