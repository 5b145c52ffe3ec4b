import { spreadOf } from "./spread.ts";
import * as fc from "fast-check";
import { expect, it } from "vitest";

it("is nothing without samples, and the sample itself with one", () => {
  expect(spreadOf(new Float64Array())).toEqual({ samples: 0, p50: null, p95: null, p99: null });
  expect(spreadOf(Float64Array.of(7))).toEqual({ samples: 1, p50: 7, p95: 7, p99: 7 });
});

it("takes the nearest rank: of 1 to 100 the 50th, the 95th and the 99th", () => {
  const samples = Float64Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(spreadOf(samples)).toEqual({ samples: 100, p50: 50, p95: 95, p99: 99 });
  expect(spreadOf(Float64Array.from({ length: 20 }, (_, index) => index + 1)).p95).toBe(19);
});

it("gives what sorting would give", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 300 }), (values) => {
      const sorted = values.toSorted((a, b) => a - b);
      const at = (percent: number): number | undefined => sorted[Math.ceil((percent * values.length) / 100) - 1];
      const { p50, p95, p99 } = spreadOf(Float64Array.from(values));
      expect([p50, p95, p99]).toEqual([at(50), at(95), at(99)]);
    }),
  );
});
