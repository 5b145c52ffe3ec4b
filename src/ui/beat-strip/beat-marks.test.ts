import type { BeatHistory, BeatMark } from "./beat-marks.ts";
import { beatMarks, countMarks, missedIn } from "./beat-marks.ts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const BOUNDS = { lateAfterIntervals: 1.5, silentAfterIntervals: 3 };
const WINDOW = { from: 0, to: 900_000 };

function history(beatsAt: number[], over: Partial<BeatHistory> = {}): BeatHistory {
  return {
    beatsAt,
    heldSince: 0,
    lastBeatAt: beatsAt.at(-1) ?? 0,
    intervalMs: 30_000,
    signOffsAt: [],
    ...over,
  };
}

function every(stepMs: number, from: number, to: number): number[] {
  return Array.from({ length: Math.floor((to - from) / stepMs) + 1 }, (_, index) => from + index * stepMs);
}

function kinds(marks: readonly BeatMark[]): string[] {
  return marks.map((mark) => mark.kind);
}

describe("beatMarks", () => {
  it("draws a full bar for each beat on time and leaves the end open", () => {
    const marks = beatMarks(history(every(30_000, 0, 900_000)), WINDOW, BOUNDS);
    expect(kinds(marks)).toEqual([...Array.from({ length: 31 }, () => "on-time"), "open-end"]);
    expect(marks.at(-1)).toEqual({ kind: "open-end", from: 900_000, to: 900_000, state: "waiting" });
  });

  it("calls a beat late from one and a half intervals on, and the beat before it missed", () => {
    const marks = beatMarks(history([0, 44_999, 90_000]), { from: 0, to: 90_000 }, BOUNDS);
    expect(marks.slice(0, 4)).toEqual([
      { kind: "on-time", at: 0 },
      { kind: "on-time", at: 44_999 },
      { kind: "missed", firstDueAt: 74_999, stepMs: 30_000, count: 1, silent: false },
      { kind: "late", at: 90_000 },
    ]);
  });

  it("tells a silence from a gap at three intervals", () => {
    const gap = beatMarks(history([0, 89_999]), { from: 0, to: 90_000 }, BOUNDS);
    const silence = beatMarks(history([0, 90_000]), { from: 0, to: 90_000 }, BOUNDS);
    expect(gap[1]).toMatchObject({ kind: "missed", count: 2, silent: false });
    expect(silence[1]).toMatchObject({ kind: "missed", count: 2, silent: true });
  });

  it.each([
    [44_999, "waiting", 0],
    [45_000, "late", 1],
    [89_999, "late", 2],
    [90_000, "silent", 2],
    [300_000, "silent", 9],
  ] as const)("%i ms after the last beat the end is %s with %i missed", (to, state, missed) => {
    const marks = beatMarks(history([0]), { from: 0, to }, BOUNDS);
    expect(marks.at(-1)).toMatchObject({ kind: "open-end", state });
    expect(countMarks(marks).missed).toBe(missed);
  });

  it("draws what is not held as an outline and never as missed", () => {
    const marks = beatMarks(history([600_000, 630_000], { heldSince: 600_000 }), { from: 0, to: 640_000 }, BOUNDS);
    expect(marks[0]).toEqual({ kind: "not-held", from: 0, to: 600_000 });
    expect(countMarks(marks)).toEqual({ beats: 2, late: 0, missed: 0 });
  });

  it("knows the silence after the last beat of all even where the past is not read yet", () => {
    const rolled = history([], { lastBeatAt: 300_000, heldSince: 800_000 });
    const marks = beatMarks(rolled, { from: 0, to: 900_000 }, BOUNDS);
    expect(marks[0]).toEqual({ kind: "not-held", from: 0, to: 300_000 });
    expect(marks[1]).toMatchObject({ kind: "missed", firstDueAt: 330_000, count: 19, silent: true });
  });

  it("does not call a gap missed that reaches into what is not held", () => {
    const marks = beatMarks(history([100_000, 700_000], { heldSince: 600_000 }), { from: 0, to: 701_000 }, BOUNDS);
    expect(countMarks(marks)).toEqual({ beats: 2, late: 0, missed: 0 });
  });

  it("says nothing about the time before the first beat of an agent that is new", () => {
    const marks = beatMarks(history([600_000]), { from: 0, to: 610_000 }, BOUNDS);
    expect(kinds(marks)).toEqual(["on-time", "open-end"]);
  });

  it("shows a silence that began before the window, with only the beats due inside it", () => {
    const old = history([], { lastBeatAt: -15_000 });
    const marks = beatMarks(old, { from: 0, to: 120_000 }, BOUNDS);
    expect(marks).toEqual([
      { kind: "missed", firstDueAt: 15_000, stepMs: 30_000, count: 4, silent: true },
      { kind: "open-end", from: 0, to: 120_000, state: "silent" },
    ]);
  });

  it("owes nothing after a sign-off", () => {
    const marks = beatMarks(history([0, 30_000], { signOffsAt: [30_000] }), WINDOW, BOUNDS);
    expect(marks.at(-1)).toEqual({ kind: "open-end", from: 30_000, to: 900_000, state: "signed-off" });
    expect(countMarks(marks).missed).toBe(0);
  });

  it("owes nothing between a sign-off and the beat that comes after it", () => {
    const marks = beatMarks(history([0, 30_000, 600_000], { signOffsAt: [30_000] }), { from: 0, to: 610_000 }, BOUNDS);
    expect(countMarks(marks)).toEqual({ beats: 3, late: 0, missed: 0 });
  });

  it("knows no beat that is newer than the window", () => {
    const marks = beatMarks(history([0, 30_000, 60_000]), { from: 0, to: 40_000 }, BOUNDS);
    expect(marks).toEqual([
      { kind: "on-time", at: 0 },
      { kind: "on-time", at: 30_000 },
    ]);
  });

  it("tells of a gap over the window's end only what was due inside", () => {
    const marks = beatMarks(history([0, 300_000]), { from: 0, to: 100_000 }, BOUNDS);
    expect(marks).toEqual([
      { kind: "on-time", at: 0 },
      { kind: "missed", firstDueAt: 30_000, stepMs: 30_000, count: 3, silent: true },
    ]);
  });

  it("ends the open end now, where the window goes on", () => {
    const marks = beatMarks(history([0]), { from: 0, to: 900_000 }, BOUNDS, 50_000);
    expect(marks.slice(1)).toEqual([
      { kind: "missed", firstDueAt: 30_000, stepMs: 30_000, count: 1, silent: false },
      { kind: "open-end", from: 0, to: 50_000, state: "late" },
    ]);
  });

  it("never marks anything outside the window and stays bounded, whatever the beats", () => {
    fc.assert(
      fc.property(
        fc.option(fc.integer({ min: -100_000, max: 1_000_000 }), { nil: undefined }),
        fc.array(fc.integer({ min: -2_000_000, max: 2_000_000 }), { maxLength: 60 }),
        fc.integer({ min: -1_000_000, max: 1_000_000 }),
        fc.integer({ min: 50, max: 300_000 }),
        (now, times, heldSince, intervalMs) => {
          const beatsAt = [...times].sort((left, right) => left - right);
          const marks = beatMarks(history(beatsAt, { heldSince, intervalMs }), WINDOW, BOUNDS, now);
          expect(marks.length).toBeLessThanOrEqual(2 * beatsAt.length + 3);
          for (const mark of marks) {
            const [from, to] = extentOf(mark);
            expect(from).toBeGreaterThanOrEqual(WINDOW.from);
            expect(to).toBeLessThanOrEqual(WINDOW.to);
            expect(from).toBeLessThanOrEqual(to);
          }
        },
      ),
    );
  });
});

describe("missedIn", () => {
  it("forgives half an interval", () => {
    expect([0, 44_999, 45_000, 74_999, 75_000].map((gap) => missedIn(gap, 30_000))).toEqual([0, 0, 1, 1, 2]);
  });
});

function extentOf(mark: BeatMark): [number, number] {
  switch (mark.kind) {
    case "on-time":
    case "late":
      return [mark.at, mark.at];
    case "missed":
      return [mark.firstDueAt, mark.firstDueAt + (mark.count - 1) * mark.stepMs];
    case "not-held":
    case "open-end":
      return [mark.from, mark.to];
  }
}
