import type { FleetFit } from "./fleet-fit.ts";
import { FLEET_SIZES, fleetFit } from "./fleet-fit.ts";
import { groupAgents } from "./agent-groups.ts";
import { fitFigures, rowHeight } from "./fit-figures.ts";
import { fitRows } from "./fit-rows.ts";
import { wallPages } from "./panels.ts";
import type { Standing } from "../standing.ts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const ROOM = { width: 32.7, height: 9 };

/** What it takes. */
function roomOf(fit: FleetFit): { width: number; height: number } {
  const { columns, rows } = fit;
  switch (fit.kind) {
    case "tiles":
      return {
        width: columns * (fit.nameWidth + 2 * FLEET_SIZES.tilePadding) * fit.scale,
        height: rows * FLEET_SIZES.tileHeight * fit.scale,
      };
    case "bars":
      return { width: columns * (fit.nameWidth + FLEET_SIZES.barExtra), height: rows * FLEET_SIZES.barHeight };
    case "cells":
      return { width: columns * fit.pitch, height: rows * fit.pitch };
    case "groups":
      return { width: columns * fit.nameWidth, height: rows * FLEET_SIZES.groupHeight };
  }
}

describe("how a fleet is drawn", () => {
  it.each([
    [3, "tiles"],
    [24, "bars"],
    [300, "cells"],
    [1_000, "cells"],
    [10_000, "groups"],
  ] as const)("%i agents on a screen of 55 inches read from 4 m: %s", (count, kind) => {
    expect(fleetFit(count, 12, ROOM).kind).toBe(kind);
  });

  it("has a place for everyone, and never more than the room", () => {
    const rooms = fc.record({
      width: fc.double({ min: 19, max: 120, noNaN: true }),
      height: fc.double({ min: 3, max: 60, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 1, max: 60 }),
        rooms,
        (count, longest, room) => {
          const fit = fleetFit(count, longest, room);
          const used = roomOf(fit);
          expect(fit.kind === "groups" || fit.columns * fit.rows >= count).toBe(true);
          expect(used.width).toBeLessThanOrEqual(room.width + 1e-9);
          expect(used.height).toBeLessThanOrEqual(room.height + 1e-9);
        },
      ),
    );
  });

  it("grows coarser with the fleet, never finer", () => {
    const order = ["tiles", "bars", "cells", "groups"];
    let before = 0;
    for (let count = 1; count < 12_000; count += 1 + Math.floor(count / 10)) {
      const kind = order.indexOf(fleetFit(count, 12, ROOM).kind);
      expect(kind).toBeGreaterThanOrEqual(before);
      before = kind;
    }
  });
});

function agents(ids: string[], standing: Standing = "on-time") {
  return ids.map((id) => ({ id, standing }));
}

describe("groups of agents whose names begin alike", () => {
  it("are told by the name without its number, with the worst that one of them is", () => {
    const groups = groupAgents([...agents(["scraper-1", "scraper-2", "doc"]), ...agents(["scraper-3"], "silent")], 5);
    expect(groups).toEqual([
      { name: "doc", total: 1, worst: "on-time", worstCount: 1 },
      { name: "scraper", total: 3, worst: "silent", worstCount: 1 },
    ]);
  });

  it("are told by the first word, and then the small ones as one, where there are too many", () => {
    const ids = ["web-builder-1", "web-writer-1", "seo-audit-1", "seo-links-2", "x-1-1", "y-1-1", "z-2-2"];
    expect(groupAgents(agents(ids), 5).map(({ name, total }) => [name, total])).toEqual([
      ["seo", 2],
      ["web", 2],
      ["x", 1],
      ["y", 1],
      ["z", 1],
    ]);
    expect(groupAgents(agents(ids), 3).map(({ name, total }) => [name, total])).toEqual([
      ["seo", 2],
      ["web", 2],
      [null, 3],
    ]);
  });

  it("count everyone, in at most so many places", () => {
    const ids = fc.array(fc.stringMatching(/^[a-c]{1,2}(-[a-b])?(-\d{1,2})?$/u), { maxLength: 60 });
    fc.assert(
      fc.property(ids, fc.integer({ min: 1, max: 8 }), (names, most) => {
        const groups = groupAgents(agents(names), most);
        expect(groups.length).toBeLessThanOrEqual(most);
        expect(groups.reduce((sum, { total }) => sum + total, 0)).toBe(names.length);
      }),
    );
  });
});

describe("lists and figures", () => {
  it("shows all rows, or as many as fit and how many more there are", () => {
    const items = Array.from({ length: 30 }, (_, index) => index);
    const sizes = { width: 40, height: 9, leastRowWidth: 19, leastRowHeight: 1.5 };
    expect(fitRows(items.slice(0, 12), sizes)).toMatchObject({ columns: 2, more: 0 });
    const fitted = fitRows(items, sizes);
    expect(fitted).toMatchObject({ columns: 2, more: 19 });
    expect(fitted.shown).toEqual(items.slice(0, 11));
    expect(fitRows(items.slice(0, 3), sizes)).toMatchObject({ columns: 1, rowHeight: 2.25, more: 0 });
  });

  it("writes figures as large as they fit, and leaves the last out before it cuts any", () => {
    const figures = ["waiting", "blocked", "held", "oldest waiting"].map((name) => ({
      name,
      value: "12,345",
      look: "quiet" as const,
    }));
    const wide = fitFigures(figures, 60, 5);
    expect(wide.shown).toHaveLength(4);
    expect(rowHeight(wide.scale)).toBeLessThanOrEqual(5);
    expect(fitFigures(figures, 30, 5).scale).toBeLessThan(wide.scale);
    expect(fitFigures(figures, 12, 5).shown.length).toBeLessThan(4);
  });

  it("puts so many panels on a page as have room", () => {
    expect(wallPages(["fleet", "queue", "flow"], 2)).toEqual([["fleet", "queue"], ["flow"]]);
  });
});
