import { textPattern } from "./text-pattern.ts";
import { expect, it } from "vitest";

it.each([
  ["timeout after 30 s", "timeout after # s"],
  ["timeout after 0.5 s at 12:03:11", "timeout after # s at #"],
  ["no answer of 10.0.0.1:4222", "no answer of #"],
  ["task-42 failed", "task-# failed"],
  ["row 1,000,000 of v2", "row # of v#"],
  ["order 3f2504e0-4f89-11d3-9a0c-0305e82c3301 is gone", "order # is gone"],
  ["commit 9fceb02d0ae5 does not build", "commit # does not build"],
  ["session x7Kq92ZbLmT ended", "session # ended"],
  ["the cafe facade decade is no number", "the cafe facade decade is no number"],
  ["nothing to replace, 🤖 at all\nsecond line", "nothing to replace, 🤖 at all\nsecond line"],
  ["٣ of ٧", "# of #"],
  ["", ""],
])("%s reads as %s", (text, pattern) => {
  expect(textPattern(text)).toBe(pattern);
});

it("takes as long as the text, whatever stands in it", () => {
  expect(textPattern("a".repeat(200_000))).toHaveLength(200_000);
  expect(textPattern("1".repeat(200_000))).toBe("#");
  expect(textPattern("-".repeat(200_000))).toHaveLength(200_000);
});
