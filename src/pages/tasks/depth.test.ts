import { depthChart } from "./depth.ts";
import type { TaskMinute } from "#model/tasks/tasks-view.ts";
import { HOUR_MS, MINUTE_MS } from "#util/units.ts";
import { expect, test } from "vitest";

const NOON = Date.UTC(2026, 10, 24, 12);

function minute(at: number, over: Partial<TaskMinute> = {}): TaskMinute {
  const none = { arrived: 0, claimed: 0, completed: 0, failed: 0, available: 0, blocked: 0, running: 0 };
  return { at, ...none, oldestWaitingMs: null, ...over };
}

test("a minute that is not held is a gap, one without tasks is zero, the running one is open", () => {
  const seen = NOON + 2 * MINUTE_MS + 7_000;
  const held = [minute(NOON, { available: 2, running: 1, oldestWaitingMs: MINUTE_MS }), minute(NOON + 2 * MINUTE_MS)];
  const chart = depthChart(held, seen, 5 * MINUTE_MS);
  expect(chart.window).toEqual({ from: NOON - 3 * MINUTE_MS, to: seen });
  expect(chart.openFrom).toBe(NOON + 2 * MINUTE_MS);
  expect(chart.layers.map(({ key, points }) => [key, points.map(({ value }) => value)])).toEqual([
    ["running", [null, null, null, 1, null, 0]],
    ["available", [null, null, null, 2, null, 0]],
    ["blocked", [null, null, null, 0, null, 0]],
  ]);
  expect(chart.oldest.points.map(({ value }) => value)).toEqual([null, null, null, MINUTE_MS, null, 0]);
});

test("without a range it goes back as far as anything is held, a quarter of an hour at least", () => {
  expect(depthChart([], NOON, null).window.from).toBe(NOON - 15 * MINUTE_MS);
  expect(depthChart([minute(NOON - 5 * HOUR_MS)], NOON, null).window.from).toBe(NOON - 5 * HOUR_MS);
});
