import { orderChanges } from "./order-changes.ts";
import * as fc from "fast-check";
import { expect, it } from "vitest";

it.each([
  ["abc", "abc", 0],
  ["abc", "cab", 1],
  ["abc", "abcd", 1],
  ["abc", "bc", 1],
  ["abcd", "dcba", 3],
  ["", "ab", 2],
  ["ab", "cd", 4],
])("%s to %s is %i changes", (shown, wanted, changes) => {
  expect(orderChanges(shown.split(""), wanted.split(""))).toBe(changes);
});

it("is none exactly when the two are the same", () => {
  const ids = fc.uniqueArray(fc.string({ maxLength: 3 }), { maxLength: 12 });
  fc.assert(
    fc.property(ids, ids, (shown, wanted) => {
      expect(orderChanges(shown, wanted) === 0).toBe(
        shown.join("\n") === wanted.join("\n") && shown.length === wanted.length,
      );
    }),
  );
});
