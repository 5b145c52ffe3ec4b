import { expect, it } from "vitest";
import { channelRows, errorsInLastHour } from "./channel-rows.ts";
import { NOON } from "#model/fixtures.ts";
import { rateScale } from "#model/rate-series.ts";
import { HOUR_MS, MINUTE_MS } from "#util/units.ts";

const FACTS = ["heartbeat", "zeta", "tasks", "roadmap", "constructor", "deliverables", "errors"].map((name) => ({
  name,
  count: 1,
  lastAt: NOON,
}));

/** Errors: one in each of the last 20 minutes, the running one included. */
function scaleOf(completeSince: number | null, windowMs = 30 * MINUTE_MS) {
  const buckets = Array.from({ length: 20 }, (_, index) => ({ at: NOON - index * MINUTE_MS, counts: { errors: 1 } }));
  return rateScale(buckets, { completeSince }, NOON, windowMs);
}

it("has what people write to first and what machines do last, each with its page", () => {
  const rows = channelRows(FACTS, null, 5);
  expect(rows.map(({ name, href }) => `${name} ${href}`)).toEqual([
    "errors #/channels/errors",
    "roadmap #/channels/roadmap",
    "constructor #/channels/constructor",
    "zeta #/channels/zeta",
    "deliverables #/channels/deliverables",
    "tasks #/tasks",
    "heartbeat #/agents",
  ]);
  expect(rows[0]).toMatchObject({ perMinute: null, buckets: [] });
});

it("sums minutes up in bars, the running one last, and knows no bar that is not wholly read", () => {
  const [errors] = channelRows(FACTS, scaleOf(NOON - 12 * MINUTE_MS), 5);
  expect(errors?.buckets).toEqual([null, null, null, null, null, 5, 5]);
  expect(errors?.perMinute).toBe(1);
});

it("counts the errors of the last hour only when all of it is read", () => {
  expect(errorsInLastHour(scaleOf(0, 6 * HOUR_MS))).toBe(20);
  expect(errorsInLastHour(scaleOf(NOON - 30 * MINUTE_MS, 6 * HOUR_MS))).toBeNull();
});
