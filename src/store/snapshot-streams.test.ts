import { expect, test } from "vitest";
import { withStreams } from "./snapshot-streams.ts";
import { snapshotOf } from "./snapshot.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import { emptyView } from "#model/empty-view.ts";
import { DEFAULT_BOUNDS } from "#model/liveness.ts";
import { NOW, streamOf } from "#model/streams/stream-fixtures.ts";
import { accountPart, streamRow } from "#model/streams/stream-list.ts";
import { DEFAULT_THRESHOLDS } from "#model/streams/thresholds.ts";

const SNAPSHOT = snapshotOf(emptyView(NOW), { coordination: "mjwork", bounds: DEFAULT_BOUNDS }, NOW);
const LIST = {
  rows: [streamRow(streamOf({ state: { messages: 1000 } }), null, NOW, DEFAULT_THRESHOLDS)],
  total: 1,
  missing: null,
  unanswered: [],
  account: accountPart([], DEFAULT_THRESHOLDS),
};

function failed(why: AskFailure["why"]): AskFailure {
  return { state: "failed", why, subject: "$JS.API.STREAM.LIST", detail: null };
}

test("a stream with its fill, its rate and the codes of its findings", () => {
  const { parts, streams } = withStreams(SNAPSHOT, LIST);
  expect(parts.streams).toEqual({ state: "ready", reason: null, completeSince: null });
  expect(streams).toEqual([
    {
      name: "orders",
      messages: 1000,
      bytes: 10_000,
      firstSeq: 1,
      lastSeq: 100,
      consumers: 0,
      fill: { messages: 1, bytes: 0.1 },
      ratePerSecond: null,
      findings: ["full"],
    },
  ]);
});

test.each([
  ["forbidden", "forbidden"],
  ["no-responders", "forbidden"],
  ["no-jetstream", "no-stream"],
  ["not-connected", "loading"],
  ["timeout", "loading"],
] as const)("%s: an error is no empty list that is ready", (why, state) => {
  for (const answer of [failed(why), { ...LIST, total: 2, missing: failed(why) }]) {
    const { parts, streams } = withStreams(SNAPSHOT, answer);
    expect(parts.streams.state).toBe(state);
    expect(parts.streams.reason).not.toBeNull();
    expect(streams).toEqual([]);
  }
});

test("streams that are there and do not answer make the part not ready, and are named", () => {
  const { parts, streams } = withStreams(SNAPSHOT, { ...LIST, total: 3, unanswered: ["a", "b"] });
  expect(parts.streams).toEqual({ state: "loading", reason: "a, b: no answer.", completeSince: null });
  expect(streams).toEqual([]);
});
