import { expect, test } from "vitest";
import { rateChart } from "./rates.ts";
import { MINUTE_MS, SECOND_MS } from "#util/units.ts";

const NOON = Date.UTC(2026, 1, 9, 12, 0, 0);
const SEEN = NOON + 20 * SECOND_MS;
const minute = (offset: number, counts: Record<string, number>) => ({ at: NOON + offset * MINUTE_MS, counts });
const values = (points: readonly { value: number | null }[] | undefined) => points?.map(({ value }) => value);

test("read and empty is zero, not read is a gap, the running minute is what came so far", () => {
  const chart = rateChart(
    [minute(-4, { heartbeat: 9 }), minute(-2, { heartbeat: 4 }), minute(0, { heartbeat: 1 })],
    { completeSince: NOON - 3 * MINUTE_MS + 1 },
    SEEN,
    4 * MINUTE_MS,
  );
  expect(chart.openFrom).toBe(NOON);
  expect(chart.beats.points.map(({ value }) => value)).toEqual([null, null, 4, 0, 1]);
  expect(chart.others).toEqual([]);
});

test("nothing read yet: only the running minute is known", () => {
  const chart = rateChart([minute(0, { tasks: 2 })], { completeSince: null }, SEEN, 2 * MINUTE_MS);
  expect(chart.beats.points.map(({ value }) => value)).toEqual([null, null, 0]);
  expect(chart.others.map(({ key, points }) => [key, points.at(-1)?.value])).toEqual([["tasks", 2]]);
});

test("reports that were left out for their size are a gap in their own line, and in no other", () => {
  const chart = rateChart(
    [minute(-2, { heartbeat: 4, errors: 1 }), minute(-1, { deliverables: 3 })],
    { completeSince: 0, reportsSince: NOON - MINUTE_MS },
    SEEN,
    2 * MINUTE_MS,
  );
  expect(values(chart.beats.points)).toEqual([4, 0, 0]);
  expect(values(chart.others.find(({ key }) => key === "deliverables")?.points)).toEqual([null, 3, 0]);
  expect(values(chart.others.find(({ key }) => key === "errors")?.points)).toEqual([1, 0, 0]);
});

test("the busiest channels have lines of their own, errors always, the rest is summed", () => {
  const chart = rateChart(
    [minute(-1, { heartbeat: 900, a: 50, b: 40, c: 30, errors: 1, "d.e": 2, f: 1 })],
    { completeSince: 0 },
    SEEN,
    MINUTE_MS,
  );
  expect(chart.others.map(({ key, points }) => [key, points[0]?.value])).toEqual([
    ["a", 50],
    ["b", 40],
    ["errors", 1],
    ["other channels", 33],
  ]);
  expect(chart.summedUp).toEqual(["c", "d.e", "f"]);
});

test("traffic before the window chooses no line", () => {
  const chart = rateChart([minute(-60, { old: 5 }), minute(-1, { now: 1 })], { completeSince: 0 }, SEEN, 5 * MINUTE_MS);
  expect(chart.others.map(({ key }) => key)).toEqual(["now"]);
});
