import { expect, test } from "vitest";
import { atTheLimit, fillOf, outlookOf } from "./fill.ts";
import { addSample, streamRates, streamTrend } from "./samples.ts";
import type { StreamSample } from "./samples.ts";
import { NOW, samplesOf, streamOf } from "./stream-fixtures.ts";
import { DAY_MS, HOUR_MS, SECOND_MS } from "#util/units.ts";

const GROWS = { stored: 10, messages: 10, bytes: 1000 };

test("the fill of each limit, and none where there is no limit", () => {
  const fill = fillOf(streamOf(), NOW);
  expect(fill.messages).toBe(0.1);
  expect(fill.bytes).toBe(0.1);
  expect(fill.age).toBeCloseTo(1 / (7 * 24));
  const endless = streamOf({ limits: { messages: null, bytes: null, ageMs: null } });
  expect(fillOf(endless, NOW)).toEqual({ messages: null, bytes: null, age: null });
  expect(fillOf(streamOf(), null).age).toBeNull();
  expect(fillOf(streamOf({ state: { messages: 0, bytes: 0, firstAt: null } }), NOW)).toEqual({
    messages: 0,
    bytes: 0,
    age: 0,
  });
});

test("the time to full is told from the limit that is reached first", () => {
  const facts = streamOf();
  const trend = streamTrend(samplesOf(facts, GROWS));
  // Both limits would take 90 s; a little more growth in bytes makes those the first.
  expect(outlookOf(facts, trend, NOW)).toMatchObject({ state: "filling", inMs: 90 * SECOND_MS });
  const faster = streamTrend(samplesOf(facts, { ...GROWS, bytes: 3000 }));
  expect(outlookOf(facts, faster, NOW)).toEqual({ state: "filling", limit: "bytes", inMs: 30 * SECOND_MS });
});

test("a stream whose messages go for their age before the limit levels off below it", () => {
  const facts = streamOf({ limits: { messages: null, bytes: 10_000_000, ageMs: 2 * HOUR_MS } });
  const outlook = outlookOf(facts, streamTrend(samplesOf(facts, { stored: 10, messages: 10, bytes: 1000 })), NOW);
  expect(outlook).toMatchObject({ state: "levels", limit: "bytes" });
  // An hour more at 1,000 bytes a second.
  expect(outlook.state === "levels" ? outlook.atRatio : null).toBeCloseTo((10_000 + 3600 * 1000) / 10_000_000);
});

test("without limits, looked at once, standing still, and full", () => {
  const facts = streamOf();
  expect(outlookOf(streamOf({ limits: { messages: null, bytes: null } }), null, NOW).state).toBe("unlimited");
  expect(outlookOf(facts, null, NOW).state).toBe("unmeasured");
  expect(outlookOf(facts, streamTrend(samplesOf(facts, { stored: 0, messages: 0, bytes: 0 })), NOW).state).toBe(
    "steady",
  );
  expect(outlookOf(streamOf({ state: { messages: 1000 } }), null, NOW)).toEqual({ state: "full", limit: "messages" });
  // 100 messages of 995 bytes: the next one has no room.
  expect(outlookOf(streamOf({ state: { bytes: 99_500 } }), null, NOW)).toEqual({ state: "full", limit: "bytes" });
});

test("what happens at the limit depends on what is discarded and on who still needs it", () => {
  const full = { state: "full", limit: "bytes" } as const;
  const steady = { state: "steady" } as const;
  expect(atTheLimit(streamOf({ discard: "new" }), full, null)).toBe("Publishers are refused now.");
  expect(atTheLimit(streamOf({ discard: "new" }), steady, null)).toBe("When it is full, publishers are refused.");
  expect(atTheLimit(streamOf({ retention: "workqueue" }), steady, null)).toContain("done or not");
  const facts = streamOf();
  const rates = streamRates(samplesOf(facts, { stored: 10, messages: 0, bytes: 0 }));
  expect(atTheLimit(facts, full, rates)).toMatch(/keeps the last 10\ss\.$/u);
});

test("rates in and out are told apart: what was stored, and what left", () => {
  const facts = streamOf({ state: { firstSeq: 501, lastSeq: 600, messages: 100 } });
  const rates = streamRates(samplesOf(facts, { stored: 10, messages: 4, bytes: 400 }));
  expect(rates).toMatchObject({ inPerSecond: 10, outPerSecond: 6, bytesPerSecond: 400, firstSeqPerSecond: 6 });
  expect(streamRates(samplesOf(facts, GROWS, 0))).toBeNull();
});

test("looks are bounded, reach back to the first one, and stay close together at the end", () => {
  const weekOfLooks = (7 * DAY_MS) / (5 * SECOND_MS);
  let samples: readonly StreamSample[] = [];
  for (let index = 0; index < weekOfLooks; index += 1) {
    samples = addSample(samples, { at: index * 5 * SECOND_MS, messages: index, bytes: 0, firstSeq: 1, lastSeq: index });
  }
  expect(samples.length).toBeLessThanOrEqual(90);
  expect(samples[0]?.at).toBe(0);
  expect(samples.slice(-20).map(({ messages }) => messages)).toEqual(
    Array.from({ length: 20 }, (_, index) => weekOfLooks - 20 + index),
  );
});

test("two looks at the same moment are one: nothing is divided by no time", () => {
  const one = { at: NOW, messages: 1, bytes: 1, firstSeq: 1, lastSeq: 1 };
  expect(addSample([one], { ...one, at: NOW + 1, messages: 9 })).toEqual([one]);
});
