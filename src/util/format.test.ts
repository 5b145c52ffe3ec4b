import { expect, test } from "vitest";
import {
  formatAge,
  formatBytes,
  formatClock,
  formatClockSeconds,
  formatCount,
  formatCountdown,
  formatDuration,
  formatElapsed,
  formatFigure,
  formatMilliseconds,
  formatMoment,
  formatPercent,
  formatPlural,
  formatRate,
  formatRoughly,
  formatSpan,
} from "./format.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "./units.ts";

const plain = (text: string) => text.replaceAll("\u00A0", " ");

test.each([
  [0, "0 s"],
  [-5, "0 s"],
  [999, "0 s"],
  [12 * SECOND_MS, "12 s"],
  [59_999, "59 s"],
  [MINUTE_MS, "1 min"],
  [4 * MINUTE_MS + 12 * SECOND_MS, "4 min 12 s"],
  [HOUR_MS - 1, "59 min 59 s"],
  [2 * HOUR_MS + 5 * MINUTE_MS + 59 * SECOND_MS, "2 h 5 min"],
  [DAY_MS - 1, "23 h 59 min"],
  [3 * DAY_MS + 4 * HOUR_MS, "3 d 4 h"],
  [1200 * DAY_MS, "1,200 d"],
])("a duration of %d ms reads %s", (ms, text) => {
  expect(plain(formatDuration(ms))).toBe(text);
});

test.each([
  [0, "0.0 s"],
  [240, "0.2 s"],
  [9999, "9.9 s"],
  [10_000, "10 s"],
  [-1, "0.0 s"],
])("an age of %d ms reads %s", (ms, text) => {
  expect(plain(formatAge(ms))).toBe(text);
});

test.each([
  [0.42, "0.4 ms"],
  [3, "3 ms"],
  [12.6, "13 ms"],
  [1240, "1.2 s"],
])("a round trip of %d ms reads %s", (ms, text) => {
  expect(plain(formatMilliseconds(ms))).toBe(text);
});

test.each([
  [-5, "0 ms"],
  [12, "12 ms"],
  [4_240, "4.2 s"],
  [63_000, "1 min 3 s"],
])("a span of %d ms reads %s", (ms, text) => {
  expect(plain(formatSpan(ms))).toBe(text);
});

test("running clocks and countdowns", () => {
  expect(formatElapsed(42_900)).toBe("00:42");
  expect(formatElapsed(HOUR_MS + 2 * MINUTE_MS + 3 * SECOND_MS)).toBe("1:02:03");
  expect(formatCountdown(11_001)).toBe("0:12");
  expect(formatCountdown(0)).toBe("0:00");
  expect(formatCountdown(-10)).toBe("0:00");
  expect(formatCountdown(245_000)).toBe("4:05");
});

test.each([
  [0, "0 B"],
  [812, "812 B"],
  [14_541, "14.2 KiB"],
  [2 ** 31, "2 GiB"],
  [150 * 1024, "150 KiB"],
])("%d bytes read %s", (bytes, text) => {
  expect(plain(formatBytes(bytes))).toBe(text);
});

test("counts, percentages, plurals and rates", () => {
  expect(formatCount(10_000)).toBe("10,000");
  expect(formatPercent(0.414)).toBe("41%");
  expect(plain(formatPlural(1, "agent"))).toBe("1 agent");
  expect(plain(formatPlural(24, "agent"))).toBe("24 agents");
  expect(plain(formatPlural(0, "entry", "entries"))).toBe("0 entries");
  expect(formatRate(12.4)).toBe("12/s");
  expect(formatRate(0.8)).toBe("0.8/s");
  expect(formatRate(0.4)).toBe("24/min");
  expect(formatRate(0)).toBe("0/min");
  expect([0, 0.5, 2.44, 12.6, 1234].map((value) => formatFigure(value))).toEqual(["0", "0.5", "2.4", "13", "1,234"]);
});

const NOON = Date.UTC(2026, 1, 9, 12, 3, 11);

test("a moment is as short as it stays clear", () => {
  expect(formatClock(NOON, NOON + HOUR_MS, "UTC")).toBe("12:03");
  expect(formatClock(NOON, NOON + 13 * HOUR_MS, "UTC")).toBe("Mon 12:03");
  expect(formatClock(NOON, NOON + 7 * DAY_MS, "UTC")).toBe("9 Feb 12:03");
  expect(formatClockSeconds(NOON, NOON, "UTC")).toBe("12:03:11");
  expect(formatClockSeconds(NOON, NOON + DAY_MS, "UTC")).toBe("9 Feb 12:03:11");
  expect(formatMoment(NOON, "UTC")).toBe("9 Feb 2026, 12:03:11");
});

test("the day turns in the viewer's zone, not in UTC", () => {
  const beforeMidnight = Date.UTC(2026, 1, 9, 23, 30);
  const afterMidnight = Date.UTC(2026, 1, 10, 0, 30);
  expect(formatClock(beforeMidnight, afterMidnight, "Europe/Berlin")).toBe("00:30");
  expect(formatClock(beforeMidnight, afterMidnight, "UTC")).toBe("Mon 23:30");
  expect(formatClock(Date.UTC(2026, 1, 9, 0, 0), Date.UTC(2026, 1, 9, 1, 0), "UTC")).toBe("00:00");
});

test.each([
  [-5, "0 s"],
  [59_999, "59 s"],
  [19 * MINUTE_MS + 40 * SECOND_MS, "19 min"],
  [DAY_MS - 1, "23 h"],
  [3 * DAY_MS + 23 * HOUR_MS, "3 d"],
])("%d ms is roughly %s", (ms, text) => {
  expect(plain(formatRoughly(ms))).toBe(text);
});
