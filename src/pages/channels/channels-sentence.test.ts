import { describe, expect, it } from "vitest";
import type { AsOf } from "./channels-sentence.ts";
import { channelSentence, channelsSentence } from "./channels-sentence.ts";
import { eventFixture } from "#model/channels/event-fixture.ts";
import { groupMessages } from "#model/channels/message-groups.ts";
import { NOON } from "#model/fixtures.ts";
import type { SentencePart } from "#ui/sentence/Sentence.tsx";
import { MINUTE_MS } from "#util/units.ts";

const SERVER = { name: "n", version: "2.15.1", url: "ws://127.0.0.1:9222", cluster: null };
const LIVE: AsOf = {
  connection: { state: "live", since: NOON, server: SERVER, rttMs: 1 },
  sight: "whole",
  complete: true,
  seen: NOON,
  zone: "UTC",
};
const LOST: AsOf = {
  ...LIVE,
  sight: "lost",
  connection: { state: "lost", since: NOON, url: "", attempt: 1, nextTryAt: null, reason: "closed" },
};
const AGO = NOON - 5 * MINUTE_MS;

function read(parts: readonly SentencePart[]): string {
  return parts
    .map((part) => (typeof part === "string" ? part : part.alarm ? `[${part.alarm}: ${part.text}]` : part.text))
    .join("")
    .replaceAll("\u00A0", " ");
}

describe("the sentence over all channels", () => {
  it("counts the errors of an hour that is read", () => {
    expect(read(channelsSentence(4, 2, AGO, LIVE))).toBe("[notice: 2 errors in the last hour], the newest at 11:55.");
    expect(read(channelsSentence(4, 0, null, LIVE))).toBe("No error in the last hour.");
    expect(read(channelsSentence(4, 0, AGO, LIVE))).toBe("No error in the last hour. The last one was at 11:55.");
    expect(read(channelsSentence(4, null, AGO, LIVE))).toBe("4 channels; the last hour is not read yet.");
  });

  it("says of what moment it speaks, and nothing certain without a view", () => {
    expect(read(channelsSentence(4, 0, null, { ...LIVE, sight: "paused" }))).toBe(
      "As of 12:00: No error in the last hour.",
    );
    expect(read(channelsSentence(4, 0, null, LOST))).toBe(
      "[unknown: No view of the channels] since 12:00. 4 channels were known then.",
    );
  });

  it("tells nothing there from nothing read yet", () => {
    expect(read(channelsSentence(0, 0, null, LIVE))).toBe("No message in the time that is read.");
    expect(read(channelsSentence(0, null, null, { ...LIVE, complete: false }))).toBe(
      "[unknown: No message in what is read so far.]",
    );
  });
});

describe("the sentence of a channel", () => {
  const events = [eventFixture(2, { agent: "roy" }), eventFixture(1)];
  const history = { groups: groupMessages(events), rows: 1 };

  it("says when it was heard last, and of errors what kinds there are", () => {
    expect(read(channelSentence("roadmap", null, AGO, LIVE))).toBe("The newest message on roadmap came at 11:55.");
    expect(read(channelSentence("errors", history, AGO, LIVE))).toBe(
      "1 kind of errors, the newest reported at 11:55 by roy.",
    );
    expect(read(channelSentence("errors", null, AGO, LIVE))).toBe("The newest error came at 11:55.");
  });

  it("says nothing certain without a view", () => {
    expect(read(channelSentence("roadmap", null, AGO, LOST))).toBe(
      "[unknown: No view of the channels] since 12:00. Messages until 11:55 were known then.",
    );
    expect(read(channelSentence("roadmap", null, null, LIVE))).toBe("No message on roadmap in the time that is read.");
  });
});
