import { naturally } from "./natural-order.ts";
import * as fc from "fast-check";
import { expect, it } from "vitest";

const COLLATOR = new Intl.Collator("en", { numeric: true });
const name = fc.array(
  fc.constantFrom("a", "b", "z", "A", "Z", "-", "_", " ", ".", "0", "1", "9", "é", "e\u0301", "日"),
  {
    maxLength: 8,
  },
);

it("is a collator's order, whatever the names", () => {
  fc.assert(
    fc.property(name, name, name, (start, one, other) => {
      const [a, b] = [[...start, ...one].join(""), [...start, ...other].join("")];
      const wanted = Math.sign(COLLATOR.compare(a, b)) || (a < b ? -1 : a > b ? 1 : 0);
      expect(Math.sign(naturally(a, b))).toBe(wanted);
    }),
    { numRuns: 2_000 },
  );
});

it("puts 2 before 10, and a number before what follows it", () => {
  expect(["f-10", "f-2", "f-1x", "f-1", "f-010", "g", "F-3"].toSorted(naturally)).toEqual([
    "f-1",
    "f-1x",
    "f-2",
    "F-3",
    "f-010",
    "f-10",
    "g",
  ]);
});
