import { cover, covers, createCoverage } from "./coverage.ts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("coverage", () => {
  it("covers exactly what was added, whatever the order", () => {
    const stretch = fc
      .tuple(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 0, max: 12 }))
      .map(([from, length]) => ({ from, to: from + length }));
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 40 }), (stretches) => {
        const coverage = createCoverage();
        for (const { from, to } of stretches) cover(coverage, from, to);
        for (let seq = 0; seq <= 95; seq++) {
          expect(covers(coverage, seq)).toBe(stretches.some(({ from, to }) => from <= seq && seq <= to));
        }
      }),
    );
  });

  it("keeps stretches apart and in order", () => {
    const coverage = createCoverage();
    for (const [from, to] of [
      [50, 60],
      [10, 20],
      [21, 30],
      [55, 70],
      [1, 2],
    ] as const) {
      cover(coverage, from, to);
    }
    expect(coverage.from).toEqual([1, 10, 50]);
    expect(coverage.to).toEqual([2, 30, 70]);
  });

  it("stays one stretch while a live stream is followed", () => {
    const coverage = createCoverage();
    for (let seq = 1; seq <= 100_000; seq++) cover(coverage, seq, seq);
    expect(coverage.from).toHaveLength(1);
    expect(coverage.singles.size).toBeLessThanOrEqual(1);
  });

  it("holds a roll of ten thousand single sequences, and is bounded beyond", () => {
    const coverage = createCoverage();
    for (let seq = 90_001; seq > 0; seq -= 3) cover(coverage, seq, seq);
    expect(covers(coverage, 3001)).toBe(true);
    expect(covers(coverage, 3000)).toBe(false);
    expect(coverage.singles.size).toBeLessThanOrEqual(20_000);
    cover(coverage, 1, 90_001);
    expect(coverage.from).toEqual([1]);
  });
});
