import { linePaths } from "./line-paths.ts";
import { expect, it } from "vitest";

const same = (value: number): number => value;

function pointsOf(...values: (number | null)[]) {
  return values.map((value, at) => ({ at, value }));
}

it("makes a piece of each stretch between gaps", () => {
  expect(linePaths(pointsOf(1, 2, null, 4, 5), 9, same, same)).toEqual({
    closed: "M0.0 1.0L1.0 2.0M3.0 4.0L4.0 5.0",
    open: "",
    dots: [],
  });
});

it("begins the running stretch where the closed line ends", () => {
  expect(linePaths(pointsOf(1, 2, 3), 2, same, same)).toEqual({
    closed: "M0.0 1.0L1.0 2.0",
    open: "M1.0 2.0L2.0 3.0",
    dots: [],
  });
});

it("draws a value between two gaps as a dot", () => {
  expect(linePaths(pointsOf(null, 7, null), 9, same, same).dots).toEqual([{ x: 1, y: 7 }]);
});

it("draws nothing of nothing", () => {
  expect(linePaths([], 0, same, same)).toEqual({ closed: "", open: "", dots: [] });
});
