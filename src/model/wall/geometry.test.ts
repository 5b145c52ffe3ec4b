import { arcMinutes, capHeightMm, LEGIBLE_ARC_MINUTES, wallLayout } from "./geometry.ts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const FULL_HD = { widthPx: 1920, heightPx: 1080 };

describe("the one text size", () => {
  /** Capital heights of the rule, at 20 arc minutes. */
  it.each([
    [2, 11.6],
    [3, 17.5],
    [4, 23.3],
    [5, 29.1],
    [8, 46.5],
  ])("a letter that is read from %i m is %f mm high", (metres, heightMm) => {
    expect(capHeightMm(metres)).toBeCloseTo(heightMm, 1);
  });

  it("is 57 px on a screen of 55 inches read from 4 m", () => {
    expect(wallLayout(FULL_HD, { inches: 55, metres: 4 }).rootPx).toBeCloseTo(56.5, 0);
  });

  it("is legible on any screen from any distance, or the layout says from where it is", () => {
    const screens = fc.record({
      widthPx: fc.integer({ min: 320, max: 7680 }),
      heightPx: fc.integer({ min: 240, max: 4320 }),
    });
    const viewings = fc.record({
      inches: fc.double({ min: 5, max: 300, noNaN: true }),
      metres: fc.double({ min: 0.3, max: 30, noNaN: true }),
    });
    fc.assert(
      fc.property(screens, viewings, (screen, viewing) => {
        const layout = wallLayout(screen, viewing);
        const metres = layout.onlyUpToMetres ?? viewing.metres;
        expect(arcMinutes(layout.rootPx, screen, { ...viewing, metres })).toBeGreaterThanOrEqual(
          LEGIBLE_ARC_MINUTES - 0.001,
        );
        expect(metres).toBeLessThanOrEqual(viewing.metres);
        const { width, height } = layout.panel;
        expect(layout.shows === "headline" || (width >= 19 && height >= 3)).toBe(true);
      }),
    );
  });

  it("is the same picture on screens of one shape, whatever their pixels", () => {
    const viewing = { inches: 55, metres: 4 };
    const small = wallLayout({ widthPx: 1280, heightPx: 720 }, viewing);
    const large = wallLayout({ widthPx: 3840, heightPx: 2160 }, viewing);
    expect(large.rootPx / small.rootPx).toBeCloseTo(3, 1);
    expect([large.shows, large.across, large.down, large.stripRows]).toEqual([
      small.shows,
      small.across,
      small.down,
      small.stripRows,
    ]);
  });

  it("has room for several panels where the viewer is near, and for the state alone where they are too far", () => {
    const viewing = { inches: 75, metres: 2 };
    const near = (panels: number) => {
      const { across, down } = wallLayout(FULL_HD, viewing, panels);
      return [across, down];
    };
    expect([near(1), near(2), near(6), near(7)]).toEqual([
      [1, 1],
      [2, 1],
      [2, 3],
      [2, 2],
    ]);
    expect(wallLayout(FULL_HD, { inches: 43, metres: 8 })).toMatchObject({ shows: "headline", onlyUpToMetres: null });
    const hopeless = wallLayout(FULL_HD, { inches: 10, metres: 20 });
    expect(hopeless.shows).toBe("headline");
    expect(hopeless.onlyUpToMetres).toBeLessThan(4);
  });
});
