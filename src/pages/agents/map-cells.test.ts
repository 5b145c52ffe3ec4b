import { exceptionsOf, mapCells, mapKey } from "./map-cells.ts";
import type { Standing } from "#model/standing.ts";
import { expect, it } from "vitest";

const STANDINGS = new Map<string, Standing>([
  ["a", "on-time"],
  ["b", "silent"],
  ["c", "gone"],
  ["d", "signed-off"],
  ["e", "unknown"],
]);

it("draws each in its place and fades who is not asked for", () => {
  expect(mapCells(["b", null, "a", "x"], STANDINGS, new Set(["b"]))).toEqual([
    { id: "b", look: "critical" },
    null,
    { id: "a", look: "faded" },
    null,
  ]);
});

it("says what the looks mean", () => {
  expect(mapKey(STANDINGS)).toEqual([
    { look: "critical", word: "silent", count: 1 },
    { look: "unknown", word: "unknown", count: 1 },
    { look: "quiet", word: "on time", count: 1 },
    { look: "stopped", word: "signed off", count: 1 },
    { look: "faded", word: "gone", count: 1 },
  ]);
});

it("lists those whom someone has to look at", () => {
  expect(exceptionsOf(["e", "d", "b", "a"], STANDINGS)).toEqual(["b"]);
});
