import { expect, test } from "vitest";
import { sourceWords } from "./source-words.ts";
import type { SourceState } from "#model/source-state.ts";

const NOON = Date.UTC(2026, 1, 9, 12, 0, 0);
const SOURCE: SourceState = {
  name: "MJ_ONLINE_WORK",
  stream: "MJ_ONLINE_WORK",
  subjects: ["mjwork.>"],
  past: "direct-batch",
  live: "doorbell",
  phase: { state: "complete" },
  completeSince: NOON - 6 * 3_600_000,
  behind: null,
  advice: null,
  tasksPast: "whole",
  agentsKnown: true,
  restarts: 0,
  firstSeq: 1,
  lastSeq: 100,
};

function words(over: Partial<SourceState>, lost = false) {
  const { state, alarm, way, notes } = sourceWords({ ...SOURCE, ...over }, NOON, lost, "UTC");
  return { state, alarm, way, notes: notes.map((note) => note.replaceAll("\u00A0", " ")) };
}

test("a source says how far back it is whole, and how it is read", () => {
  expect(words({})).toEqual({
    state: "complete since 06:00",
    alarm: null,
    way: "past in batches, live by doorbell",
    notes: [],
  });
  expect(words({ phase: { state: "reading-past", doneRatio: 0.42 } }).state).toBe("complete since 06:00, 42% read");
  expect(words({ phase: { state: "opening" }, completeSince: null })).toMatchObject({
    state: "opening",
    alarm: "unknown",
  });
});

test("without a connection nothing is said to be complete any more", () => {
  expect(words({}, true)).toMatchObject({ state: "no view; was complete since 06:00", alarm: "unknown" });
  expect(words({ phase: { state: "opening" }, completeSince: null }, true).state).toBe("no view; was opening");
});

test("no history, no permission, no stream: each in its own words", () => {
  expect(words({ past: "none", live: "plain", completeSince: null })).toMatchObject({
    state: "live only",
    way: "no past, live by plain subscription",
  });
  for (const [reason, start] of [
    ["forbidden", "not allowed: "],
    ["no-stream", "no such stream: "],
    ["no-jetstream", "no JetStream: "],
    ["unanswered", "no answer: "],
  ] as const) {
    const { state, alarm } = words({ phase: { state: "failed", reason, detail: "why" } });
    expect(state).toBe(`${start}why`);
    expect(alarm).toBe("warning");
  }
});

test("behind and made anew are said beside", () => {
  expect(words({ behind: { messages: 1200, ms: 3000 }, restarts: 2 })).toMatchObject({
    alarm: "warning",
    notes: ["behind by 1,200 messages, 3 s", "made anew 2 times"],
  });
});
