import { isDimmed, parseDim } from "./dim.ts";
import type { ReloadFacts } from "./reload.ts";
import { decideReload, LEAST_UPTIME_MS, LOOKS } from "./reload.ts";
import type { RotationContext } from "./rotation.ts";
import { heldBy, pressed, progress, startRotation, turn } from "./rotation.ts";
import { SHIFT_EVERY_MS, shiftAt, stripSideAt } from "./shift.ts";
import { HOUR_MS, MINUTE_MS } from "#util/units.ts";
import { describe, expect, it } from "vitest";

const NOW = Date.UTC(2026, 10, 24, 12);

function many(value: number): number[] {
  return Array.from({ length: LOOKS }, () => value);
}

/** Minutes of the day at which it is dark, of those asked for. */
function darkAt(text: string, minutes: readonly number[]): number[] {
  const schedule = parseDim(text);
  return minutes.filter((minute) => schedule !== null && isDimmed(schedule, minute));
}

describe("the rotation", () => {
  const context: RotationContext = { pages: 3, everyMs: 20_000, critical: null };
  const start = startRotation(NOW);

  it("turns after its time, round and round, and is the same object until then", () => {
    expect(turn(start, context, NOW + 19_999)).toBe(start);
    const second = turn(start, context, NOW + 20_000);
    expect(second.page).toBe(1);
    const third = turn(second, context, NOW + 40_000);
    expect([third.page, turn(third, context, NOW + 60_000).page]).toEqual([2, 0]);
    expect(progress(start, context, NOW + 5_000)).toBe(0.25);
  });

  it("goes to the page of a critical alarm at once and stays there for as long as it presses", () => {
    const critical = { ...context, critical: 2 };
    const there = turn(start, critical, NOW + 1);
    expect(there.page).toBe(2);
    expect(turn(there, critical, NOW + HOUR_MS)).toBe(there);
    expect(heldBy(there, critical)).toBe("critical");
    expect(progress(there, critical, NOW + 5)).toBeNull();
    expect(turn(there, context, NOW + 1 + 20_000).page).toBe(0);
  });

  it("lets a person look elsewhere for one turn, and then goes back to the alarm", () => {
    const critical = { ...context, critical: 2 };
    const away = pressed(turn(start, critical, NOW), "next", critical, NOW + 1_000);
    expect(away.page).toBe(0);
    expect(turn(away, critical, NOW + 20_000).page).toBe(0);
    expect(turn(away, critical, NOW + 21_000).page).toBe(2);
  });

  it("stops for a person until they let it go on, alarm or not", () => {
    const stopped = pressed(start, "stop", context, NOW + 1_000);
    expect(turn(stopped, context, NOW + HOUR_MS)).toBe(stopped);
    expect(turn(stopped, { ...context, critical: 1 }, NOW + HOUR_MS)).toBe(stopped);
    expect(heldBy(stopped, context)).toBe("person");
    const goesOn = pressed(stopped, "stop", context, NOW + HOUR_MS);
    expect(turn(goesOn, context, NOW + HOUR_MS + 20_000).page).toBe(1);
  });

  it("goes back from the first page to the last, and keeps within pages that became fewer", () => {
    expect(pressed(start, "previous", context, NOW).page).toBe(2);
    expect(turn({ ...start, page: 2 }, { ...context, pages: 1 }, NOW).page).toBe(0);
    expect(heldBy(start, { ...context, pages: 1 })).toBe("one-page");
  });
});

describe("loading itself anew", () => {
  const well: ReloadFacts = {
    now: NOW,
    loadedAt: NOW - 24 * HOUR_MS,
    minuteOfDay: 12 * 60,
    newVersion: false,
    unacknowledgedCritical: false,
    heapBytes: [50e6, 50e6, 50e6, 50e6, 50e6],
    heapLimitBytes: 4e9,
    frameMs: [17, 17, 17, 17, 17],
    workerGaveUp: false,
  };
  const plan = { quietHour: 4 };

  it("is not done while all is well", () => {
    expect(decideReload(well, plan)).toEqual({ kind: "stay" });
  });

  it("is done once a day, in the quiet hour, and never where that is switched off", () => {
    const night = { ...well, minuteOfDay: 4 * 60 + 59 };
    expect(decideReload(night, plan)).toEqual({ kind: "reload", reason: "daily" });
    expect(decideReload({ ...night, loadedAt: NOW - 2 * HOUR_MS }, plan)).toEqual({ kind: "stay" });
    expect(decideReload(night, { quietHour: null })).toEqual({ kind: "stay" });
    expect(decideReload({ ...night, minuteOfDay: 5 * 60 }, plan)).toEqual({ kind: "stay" });
  });

  it("is done for a new version, but not during a critical alarm that nobody acknowledged", () => {
    const changed = { ...well, newVersion: true };
    expect(decideReload(changed, plan)).toEqual({ kind: "reload", reason: "new-version" });
    expect(decideReload({ ...changed, unacknowledgedCritical: true }, plan)).toEqual({
      kind: "wait",
      reason: "new-version",
    });
  });

  it("is done for memory and frames that stay beyond their bounds, never for one look", () => {
    expect(decideReload({ ...well, heapBytes: [...many(700e6).slice(1), 50e6] }, plan)).toEqual({ kind: "stay" });
    expect(decideReload({ ...well, heapBytes: many(700e6).slice(1) }, plan)).toEqual({ kind: "stay" });
    expect(decideReload({ ...well, heapBytes: many(700e6) }, plan)).toEqual({ kind: "reload", reason: "memory" });
    expect(decideReload({ ...well, heapBytes: many(250e6), heapLimitBytes: 300e6 }, plan)).toMatchObject({
      reason: "memory",
    });
    expect(decideReload({ ...well, heapBytes: [], heapLimitBytes: null }, plan)).toEqual({ kind: "stay" });
    expect(decideReload({ ...well, frameMs: many(1_500) }, plan)).toEqual({ kind: "reload", reason: "frames" });
  });

  it("is done where the page's own worker ended for good, alarm or not", () => {
    expect(decideReload({ ...well, workerGaveUp: true, unacknowledgedCritical: true }, plan)).toEqual({
      kind: "reload",
      reason: "worker",
    });
  });

  it("is never done twice within ten minutes, whatever happens", () => {
    const young = { ...well, loadedAt: NOW - LEAST_UPTIME_MS + 1 };
    for (const worse of [
      { newVersion: true },
      { workerGaveUp: true },
      { heapBytes: many(9e9) },
      { frameMs: many(9_000) },
    ]) {
      expect(decideReload({ ...young, ...worse }, plan)).toEqual({ kind: "stay" });
    }
  });
});

describe("dimming", () => {
  it("is from its first minute to its last, also over midnight", () => {
    expect(darkAt("22-06", [1_319, 1_320, 0, 359, 360])).toEqual([1_320, 0, 359]);
    expect(darkAt("12:30-13:15", [749, 750, 794, 795])).toEqual([750, 794]);
    expect(parseDim("0-24")).toBeNull();
  });

  it.each(["", "off", "22", "25-3", "22:60-3", "a-b"])("%s is no schedule", (text) => {
    expect(parseDim(text)).toBeNull();
  });
});

describe("burn-in", () => {
  it("moves the layout by one to four pixels every few minutes, and never farther", () => {
    const places = Array.from({ length: 9 }, (_, index) => shiftAt(NOW + index * SHIFT_EVERY_MS));
    expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(9);
    for (const [index, { x, y }] of places.entries()) {
      const next = places[(index + 1) % places.length] ?? { x: 0, y: 0 };
      expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(4);
      const step = Math.hypot(next.x - x, next.y - y);
      expect(step).toBeGreaterThanOrEqual(1);
      expect(step).toBeLessThanOrEqual(4);
    }
    expect(SHIFT_EVERY_MS).toBeLessThanOrEqual(10 * MINUTE_MS);
  });

  it("has the strip on either side by turns", () => {
    expect(stripSideAt(NOW)).not.toBe(stripSideAt(NOW + HOUR_MS));
    expect(stripSideAt(NOW)).toBe(stripSideAt(NOW + 2 * HOUR_MS));
  });
});
