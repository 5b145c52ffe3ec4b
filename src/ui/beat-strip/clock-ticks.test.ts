import { clockTicks } from "./clock-ticks.ts";
import * as fc from "fast-check";
import { expect, it } from "vitest";

const MIN = 60_000;

it("puts ticks on round minutes", () => {
  expect(clockTicks({ from: 7 * MIN, to: 22 * MIN }, 4, 0)).toEqual([10 * MIN, 15 * MIN, 20 * MIN]);
});

it("begins hours where the viewer's hours begin", () => {
  const halfHourZone = 30 * MIN;
  expect(clockTicks({ from: 0, to: 180 * MIN }, 3, halfHourZone)).toEqual([30 * MIN, 90 * MIN, 150 * MIN]);
});

it("stays within the window and the number asked for", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 41 }),
      fc.integer({ min: 1000, max: 40 * 86_400_000 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: -12, max: 14 }),
      (from, span, most, zone) => {
        const window = { from, to: from + span };
        const ticks = clockTicks(window, most, zone * 60 * MIN);
        expect(ticks.length).toBeLessThanOrEqual(most);
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(window.from);
          expect(tick).toBeLessThanOrEqual(window.to);
        }
        expect([...ticks].sort((left, right) => left - right)).toEqual(ticks);
      },
    ),
  );
});
