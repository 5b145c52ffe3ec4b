import { stripLines } from "./strip-lines.ts";
import * as fc from "fast-check";
import { expect, it } from "vitest";

const MIN = 60_000;
const HOUR = 60 * MIN;

it("begins lines on the clock and ends with the one that holds now", () => {
  expect(stripLines(50 * MIN, 70 * MIN, 0)).toEqual([
    { from: 45 * MIN, to: 60 * MIN },
    { from: 60 * MIN, to: 75 * MIN },
  ]);
});

it("takes an hour a line for six hours, in the viewer's zone", () => {
  const lines = stripLines(0, 6 * HOUR + 10 * MIN, 30 * MIN);
  expect(lines[0]).toEqual({ from: -30 * MIN, to: 30 * MIN });
  expect(lines).toHaveLength(7);
});

it("covers all from since to now without a hole, a day at most", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 30 * 24 * HOUR }),
      fc.integer({ min: 0, max: 30 * 24 * HOUR }),
      fc.integer({ min: -12, max: 14 }),
      (since, span, zone) => {
        const now = since + span;
        const lines = stripLines(since, now, zone * HOUR);
        expect(lines.length).toBeLessThanOrEqual(24);
        expect(lines.at(-1)?.to).toBeGreaterThan(now);
        expect(lines.at(-1)?.from).toBeLessThanOrEqual(now);
        for (const [index, line] of lines.entries()) expect(line.from).toBe(lines[index - 1]?.to ?? line.from);
        expect((lines[0]?.from ?? now) <= since || lines.length === 24).toBe(true);
      },
    ),
  );
});
