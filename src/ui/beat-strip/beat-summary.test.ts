import { beatMarks } from "./beat-marks.ts";
import { beatSummary } from "./beat-summary.ts";
import { expect, it } from "vitest";

const BOUNDS = { lateAfterIntervals: 1.5, silentAfterIntervals: 3 };

function summary(beatsAt: number[], over: { heldSince?: number; signOffsAt?: number[]; to?: number } = {}): string {
  const window = { from: 0, to: over.to ?? 900_000 };
  const lastBeatAt = beatsAt.at(-1) ?? 0;
  const history = {
    beatsAt,
    heldSince: over.heldSince ?? 0,
    lastBeatAt,
    intervalMs: 30_000,
    signOffsAt: over.signOffsAt ?? [],
  };
  return beatSummary(beatMarks(history, window, BOUNDS), window, lastBeatAt).replaceAll("\u00A0", " ");
}

it("counts beats and says the age of the last one", () => {
  expect(summary([840_000, 870_000, 888_000])).toBe("3 beats in 15 min, last 12 s ago");
});

it("says what is late and missed", () => {
  expect(summary([0, 30_000, 110_000], { to: 120_000 })).toBe("3 beats in 2 min, 1 late, 2 missed, last 10 s ago");
});

it("says what is not held, which is no miss", () => {
  expect(summary([600_000, 630_000], { heldSince: 600_000, to: 630_000 })).toBe(
    "2 beats in 10 min 30 s, nothing held of the first 10 min, last 0 s ago",
  );
});

it("says a sign-off", () => {
  expect(summary([30_000], { signOffsAt: [30_000] })).toBe("1 beat in 15 min, then signed off, last 14 min 30 s ago");
});

it("says no age where the window ends before the last beat", () => {
  const window = { from: 0, to: 60_000 };
  const history = {
    beatsAt: [0, 30_000, 61_000],
    heldSince: 0,
    lastBeatAt: 61_000,
    intervalMs: 30_000,
    signOffsAt: [],
  };
  expect(beatSummary(beatMarks(history, window, BOUNDS), window, 61_000).replaceAll("\u00A0", " ")).toBe(
    "2 beats in 1 min",
  );
});
