import { channelHistory } from "./channel-history.ts";
import type { ChannelQuery } from "./channel-history.ts";
import { addToLog, createChannelLogs } from "./channel-logs.ts";
import { eventFixture } from "./event-fixture.ts";
import { NOON } from "../fixtures.ts";
import type { EventFacts } from "../view.ts";
import { describe, expect, it } from "vitest";

const ALL: ChannelQuery = {
  channel: "errors",
  text: "",
  agent: null,
  since: null,
  group: null,
  upTo: null,
  limit: 100,
  shape: "messages",
};

const SAID: readonly EventFacts[] = [
  eventFixture(1, { text: "timeout after 30 s" }),
  eventFixture(2, { text: "No Space left", agent: "roy" }),
  eventFixture(3, { text: "timeout after 31 s", agent: "roy" }),
  eventFixture(4, { text: "nobody said this", agent: null }),
  eventFixture(5, { channel: "roadmap", text: "spring" }),
];

function historyOf(query: Partial<ChannelQuery>, count = 5) {
  const logs = createChannelLogs({ perChannel: { count: 50, bytes: 1e6 }, inAll: { count: 200, bytes: 4e6 } });
  for (const event of SAID.slice(0, count)) addToLog(logs, event.channel, event);
  return channelHistory(logs, { ...ALL, ...query });
}

function seqs(query: Partial<ChannelQuery>): number[] {
  return historyOf(query).messages.map(({ seq }) => seq);
}

describe("a channel's history", () => {
  it("is newest first, and no other channel's", () => {
    expect(historyOf({})).toMatchObject({ total: 4, rows: 4, newer: 0, held: 4, letGo: 0, heldSince: NOON + 1000 });
    expect(seqs({})).toEqual([4, 3, 2, 1]);
    expect(seqs({ channel: "roadmap" })).toEqual([5]);
    expect(historyOf({ channel: "nothing" })).toMatchObject({ messages: [], total: 0, held: 0, heldSince: null });
  });

  it("is narrowed by words, agent, time and group", () => {
    expect(seqs({ text: "TIMEOUT" })).toEqual([3, 1]);
    expect(seqs({ text: "roy space" })).toEqual([2]);
    expect(seqs({ agent: "roy" })).toEqual([3, 2]);
    expect(seqs({ agent: "" })).toEqual([4]);
    expect(seqs({ since: NOON + 3000 })).toEqual([4, 3]);
    expect(seqs({ group: "timeout after # s" })).toEqual([3, 1]);
  });

  it("says who sent what matches, whichever agent is chosen", () => {
    expect(historyOf({ agent: "roy" }).agents).toEqual([
      { agent: "roy", count: 2 },
      { agent: "kim", count: 1 },
      { agent: null, count: 1 },
    ]);
  });

  it("does not shift under a reader: what came later is only counted", () => {
    const before = historyOf({}, 2);
    const { messages, newer, total } = historyOf({ upTo: before.newest });
    expect(messages).toEqual(before.messages);
    expect([newer, total]).toEqual([2, 2]);
    expect(historyOf({ upTo: before.newest, agent: "roy" })).toMatchObject({ newer: 1, total: 1 });
  });

  it("is cut at a limit, and says how much there is", () => {
    expect(historyOf({ limit: 1 })).toMatchObject({ messages: [{ seq: 4 }], rows: 4, total: 4 });
  });

  it("has a shape in groups, with nothing twice", () => {
    const { groups, messages, rows, total } = historyOf({ shape: "groups", limit: 2 });
    expect(groups.map(({ key, count }) => [key, count])).toEqual([
      ["nobody said this", 1],
      ["timeout after # s", 2],
    ]);
    expect([messages.length, rows, total]).toEqual([0, 3, 4]);
  });
});
