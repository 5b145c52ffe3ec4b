import * as fc from "fast-check";
import { expect, test } from "vitest";
import { middleCut } from "./middle-cut.ts";

test("a short name is not cut", () => {
  expect(middleCut("Web-Content-Builder")).toBeNull();
  expect(middleCut("")).toBeNull();
});

test("a long name keeps its end, which tells it from its siblings", () => {
  expect(middleCut("scraper-eu-west-1-node-0042")).toEqual({ head: "scraper-eu-west-1-n", tail: "ode-0042" });
});

test("nothing is lost and no character is halved", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 15, maxLength: 60 }), (text) => {
      const cut = middleCut(text);
      if (cut === null) return;
      expect(cut.head + cut.tail).toBe(text);
      expect(characters(cut.head) + characters(cut.tail)).toBe(characters(text));
    }),
  );
});

function characters(part: string): number {
  return [...new Intl.Segmenter("en").segment(part)].length;
}
