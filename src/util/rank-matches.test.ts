import { rankMatches } from "./rank-matches.ts";
import * as fc from "fast-check";
import { expect, it } from "vitest";

const items = ["backend-audit", "Audit SEO", "audit", "laudit", "a-u-d-i-t", "other"].map((text) => ({ text }));

it("puts the whole before the beginning before a word before anywhere before scattered letters", () => {
  expect(rankMatches(items, " AUDIT ", 10).map(({ text }) => text)).toEqual([
    "audit",
    "Audit SEO",
    "backend-audit",
    "laudit",
    "a-u-d-i-t",
  ]);
});

it("shows the first ones while nothing is typed, and no more than asked for", () => {
  expect(rankMatches(items, "", 2).map(({ text }) => text)).toEqual(["backend-audit", "Audit SEO"]);
  expect(rankMatches(items, "audit", 1)).toEqual([{ text: "audit" }]);
});

it("takes any needle and gives only what has its letters", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.string(), (texts, needle) => {
      const found = rankMatches(
        texts.map((text) => ({ text })),
        needle,
        5,
      );
      expect(found.length).toBeLessThanOrEqual(5);
      const letters = [...new Set(needle.trim().toLowerCase())];
      for (const { text } of found) for (const letter of letters) expect(text.toLowerCase()).toContain(letter);
    }),
  );
});
