import { lastKnown, niceTop, spread, thin, toRows } from "./series.ts";
import type { Point } from "./series.ts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

function points(...values: (number | null)[]): Point[] {
  return values.map((value, index) => ({ at: index, value }));
}

describe("thin", () => {
  it("leaves few points alone", () => {
    const few = points(1, 2, 3);
    expect(thin(few, 3)).toBe(few);
  });

  it("takes the mean of what is known and keeps a gap a gap", () => {
    expect(thin(points(2, 4, null, 6, null, null, 9), 4)).toEqual([
      { at: 0, value: 3 },
      { at: 2, value: 6 },
      { at: 4, value: null },
      { at: 6, value: 9 },
    ]);
  });

  it("never gives more than asked for, and always the last one", () => {
    const value = fc.option(fc.integer({ min: 0, max: 1000 }));
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 900 }),
        fc.integer({ min: 2, max: 300 }),
        (values, most) => {
          const all = points(...values);
          const thinned = thin(all, most);
          expect(thinned.length).toBeLessThanOrEqual(most);
          expect(thinned.at(-1)).toEqual(all.at(-1));
        },
      ),
    );
  });
});

describe("toRows", () => {
  it("draws the running bucket open, beginning where the closed line ends", () => {
    const rows = toRows([{ key: "beats", label: "beats", points: points(1, 2, 3) }], 2);
    expect(rows.map((row) => [row.closed.get("beats"), row.open.get("beats")])).toEqual([
      [1, null],
      [2, 2],
      [null, 3],
    ]);
  });

  it("has a gap, not a zero, where a series says nothing", () => {
    const rows = toRows(
      [
        { key: "a", label: "a", points: points(1, 2) },
        { key: "__proto__", label: "b", points: [{ at: 1, value: 5 }] },
      ],
      10,
    );
    expect(rows.map((row) => row.closed.get("__proto__"))).toEqual([null, 5]);
  });
});

it("reads the newest closed value, and the running one where there is no other", () => {
  expect(lastKnown(points(1, 2, 3), 2)).toBe(2);
  expect(lastKnown(points(null, null, 3), 2)).toBe(3);
  expect(lastKnown(points(null, null), 5)).toBeNull();
});

it("tops the scale with a round number", () => {
  expect([0, 0.4, 1, 7, 11, 99, 130, 1001].map((value) => niceTop(value))).toEqual([1, 1, 1, 8, 15, 100, 150, 1500]);
});

it("keeps labels apart, in order and inside", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 160, noNaN: true }), { maxLength: 8 }), (wanted) => {
      const placed = spread(wanted, 16, 160);
      const sorted = [...placed].sort((left, right) => left - right);
      for (const [index, place] of sorted.entries()) {
        expect(place).toBeGreaterThanOrEqual(0);
        expect(place).toBeLessThanOrEqual(160);
        expect(place - (sorted[index - 1] ?? -16)).toBeGreaterThanOrEqual(16 - 1e-6);
      }
    }),
  );
});
