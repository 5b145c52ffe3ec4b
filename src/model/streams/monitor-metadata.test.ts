import { expect, test } from "vitest";
import { countThreshold, durationThreshold, flagThreshold, readGoDuration } from "./monitor-metadata.ts";

test.each([
  ["5s", 5_000],
  ["1h30m", 5_400_000],
  ["500ms", 500],
  ["1.5s", 1_500],
  ["1d", 86_400_000],
  ["0", 0],
  ["", null],
  ["5", null],
  ["5 s", null],
  ["s", null],
  ["5s later", null],
])("%s", (text, ms) => {
  expect(readGoDuration(text)).toBe(ms);
});

function of(value: string, enabled = "true") {
  return { "io.nats.monitor.x": value, "io.nats.monitor.enabled": enabled };
}

test("what is unreadable, negative or switched off is no threshold", () => {
  expect(countThreshold(of("5"), "x")).toBe(5);
  expect(countThreshold(of("-1"), "x")).toBeNull();
  expect(countThreshold(of("many"), "x")).toBeNull();
  expect(countThreshold(of("5", "false"), "x")).toBeNull();
  expect(countThreshold({}, "x")).toBeNull();
  expect(durationThreshold(of("0s"), "x")).toBeNull();
  expect(durationThreshold(of("1s"), "x")).toBe(1000);
  expect(flagThreshold(of("true"), "x")).toBe(true);
  expect(flagThreshold(of("no"), "x")).toBe(false);
});
