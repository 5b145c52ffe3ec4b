import { layOutGraph } from "./graph-layout.ts";
import { expect, test } from "vitest";

test("what is waited for stands to the left, what waits to the right", () => {
  // 0 waits for 1, which waits for 2; 3 waits for 0.
  const { places, columns, rows, leftOut } = layOutGraph(
    4,
    [
      [0, 1],
      [1, 2],
      [3, 0],
    ],
    10,
  );
  expect(places.map((place) => place?.column)).toEqual([2, 1, 0, 3]);
  expect({ columns, rows, leftOut }).toEqual({ columns: 4, rows: 1, leftOut: 0 });
});

test("a circle ends, and a task alone has one place", () => {
  const circle = layOutGraph(
    3,
    [
      [0, 1],
      [1, 2],
      [2, 0],
    ],
    10,
  );
  expect(circle.places.map((place) => place?.column)).toEqual([2, 1, 0]);
  expect(layOutGraph(1, [], 10)).toEqual({ places: [{ column: 0, row: 0 }], columns: 1, rows: 1, leftOut: 0 });
});

test("a column that is too high is cut and the rest counted", () => {
  const edges = Array.from({ length: 30 }, (_, index): [number, number] => [0, index + 1]);
  const { places, rows, leftOut } = layOutGraph(31, edges, 10);
  expect(rows).toBe(10);
  expect(leftOut).toBe(20);
  expect(places.filter((place) => place === null)).toHaveLength(20);
});
