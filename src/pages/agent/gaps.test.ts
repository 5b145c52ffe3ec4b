import { beatGaps } from "./gaps.ts";
import { DEFAULT_BOUNDS } from "#model/liveness.ts";
import { expect, it } from "vitest";

function history(beatsAt: number[], over: { heldSince?: number; signOffsAt?: number[] } = {}) {
  return { beatsAt, heldSince: 0, signOffsAt: [], lastBeatAt: beatsAt.at(-1) ?? 0, intervalMs: 30_000, ...over };
}

it("lists what was late and what was silent, newest first", () => {
  const gaps = beatGaps(history([0, 30_000, 80_000, 110_000, 310_000, 340_000]), DEFAULT_BOUNDS, 350_000);
  expect(gaps).toEqual([
    { from: 110_000, until: 310_000, lengthMs: 200_000, missed: 6, kind: "silent" },
    { from: 30_000, until: 80_000, lengthMs: 50_000, missed: 1, kind: "late" },
  ]);
});

it("begins with the one that still lasts, and not while nobody is judged", () => {
  expect(beatGaps(history([0]), DEFAULT_BOUNDS, 100_000)).toEqual([
    { from: 0, until: null, lengthMs: 100_000, missed: 2, kind: "silent" },
  ]);
  expect(beatGaps(history([0]), DEFAULT_BOUNDS, null)).toEqual([]);
});

it("owes nothing after a sign-off and knows nothing of what is not held", () => {
  expect(beatGaps(history([0, 500_000], { signOffsAt: [0, 500_000] }), DEFAULT_BOUNDS, 900_000)).toEqual([]);
  expect(beatGaps(history([0, 500_000], { heldSince: 400_000 }), DEFAULT_BOUNDS, 510_000)).toEqual([]);
});
