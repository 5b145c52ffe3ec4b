import { trendWords } from "./trend-words.ts";
import { MINUTE_MS } from "#util/units.ts";
import { expect, test } from "vitest";

const plain = (text: string) => text.replaceAll("\u00A0", " ");

test("which way the queue goes, and for how long it can", () => {
  expect(trendWords({ netPerMinute: 0.1, trend: { kind: "steady" } })).toBe("steady");
  const emptyInMs = 4 * MINUTE_MS;
  expect(plain(trendWords({ netPerMinute: -3, trend: { kind: "draining", emptyInMs } }))).toBe("−3, empty in 4 min");
  const doubleInMs = 12 * MINUTE_MS;
  expect(plain(trendWords({ netPerMinute: 2.44, trend: { kind: "growing", doubleInMs } }))).toBe(
    "+2.4, doubles in 12 min",
  );
  expect(trendWords({ netPerMinute: 1, trend: { kind: "growing", doubleInMs: null } })).toBe("+1, growing");
});
