import { cutMiddle, firstThatFits, linesOf, monoWidth, wordsWidth } from "./text-width.ts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("firstThatFits", () => {
  const variants = ["2 of 24 silent, 1 late, 2 tasks stuck", "2 silent, 1 late", "2 silent"];

  it("says as much as there is room for", () => {
    expect(firstThatFits(variants, 30)).toBe(variants[0]);
    expect(firstThatFits(variants, 9)).toBe(variants[1]);
    expect(firstThatFits(variants, 4)).toBe(variants[2]);
  });

  it("breaks between words where there are lines to break into", () => {
    expect(linesOf("2 of 24 silent", 4)).toBe(2);
    expect(linesOf("Donaudampfschiff", 3)).toBe(Number.POSITIVE_INFINITY);
    expect(firstThatFits(variants, 10, 2)).toBe(variants[0]);
  });

  it("never gives more than fits", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "grapheme", maxLength: 60 }), { minLength: 1, maxLength: 4 }),
        fc.double({ min: 2, max: 40, noNaN: true }),
        (texts, width) => {
          expect(wordsWidth(firstThatFits(texts, width))).toBeLessThanOrEqual(width + 1e-5);
        },
      ),
    );
  });
});

describe("cutMiddle", () => {
  it("keeps both ends of a name", () => {
    expect(cutMiddle("Web-Content-Builder-2", 8)).toBe("Web-Co…lder-2");
    expect(cutMiddle("kim", 8)).toBe("kim");
  });

  it("is never wider than its place", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 80 }),
        fc.double({ min: 0.7, max: 30, noNaN: true }),
        (name, width) => {
          expect(monoWidth(cutMiddle(name, width))).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});
