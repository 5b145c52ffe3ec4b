import { cellAfter, cellAt, cellOrigin, keepPlaces, mapGrid } from "./map-grid.ts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("mapGrid", () => {
  it("has a place for every cell, and fits while the cells are not the smallest", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 40, max: 3000 }),
        fc.integer({ min: 40, max: 2000 }),
        (count, width, height) => {
          const grid = mapGrid(count, width, height);
          expect(grid.columns * grid.rows).toBeGreaterThanOrEqual(count);
          expect(grid.width).toBeLessThanOrEqual(width);
          expect(grid.height <= height || grid.pitch === 7).toBe(true);
        },
      ),
    );
  });

  it("finds each cell where it stands", () => {
    const grid = mapGrid(1000, 800, 400);
    for (const index of [0, 1, 57, 999]) {
      const { x, y } = cellOrigin(grid, index);
      expect(cellAt(grid, 1000, x + 1, y + 1)).toBe(index);
    }
    expect(cellAt(grid, 1000, grid.width + 1, 1)).toBeNull();
    expect(cellAt(grid, 1000, -1, 1)).toBeNull();
    expect(cellAt(grid, 1000, 1, grid.height + 1)).toBeNull();
  });
});

describe("cellAfter", () => {
  const grid = mapGrid(10, 112, 400);
  it.each([
    ["ArrowRight", 0, 1],
    ["ArrowLeft", 0, 0],
    ["ArrowDown", 1, 5],
    ["ArrowDown", 9, 9],
    ["ArrowUp", 5, 1],
    ["Home", 7, 0],
    ["End", 0, 9],
    ["a", 3, null],
  ] as const)("%s from %i goes to %s", (key, from, to) => {
    expect(grid.columns).toBe(4);
    expect(cellAfter(key, from, grid, 10)).toBe(to);
  });
});

describe("keepPlaces", () => {
  it("is the wanted order on a fresh map", () => {
    expect(keepPlaces([], ["a", "b"])).toEqual(["a", "b"]);
  });

  it("moves nobody for one who comes or leaves", () => {
    const first = keepPlaces([], ["b", "d"]);
    const then = keepPlaces(first, ["a", "b", "c", "d"]);
    expect(then).toEqual(["b", "d", "a", "c"]);
    expect(keepPlaces(then, ["a", "c", "d"])).toEqual([null, "d", "a", "c"]);
  });

  it("keeps its identity while nothing changed", () => {
    const places = keepPlaces([], ["a", "b"]);
    expect(keepPlaces(places, ["b", "a"])).toBe(places);
  });

  it("never moves a cell, whatever comes and goes", () => {
    const ids = fc.uniqueArray(fc.integer({ min: 0, max: 20 }).map(String), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(ids, { maxLength: 6 }), (steps) => {
        let places: readonly (string | null)[] = [];
        for (const wanted of steps) {
          const before = places;
          places = keepPlaces(before, wanted);
          const kept = before.filter((id) => id !== null && wanted.includes(id));
          expect(kept.map((id) => places.indexOf(id))).toEqual(kept.map((id) => before.indexOf(id)));
          expect(new Set(places.filter((id) => id !== null))).toEqual(new Set(wanted));
        }
      }),
    );
  });
});
