import { expect, test } from "vitest";
import { readWords } from "./read-words.ts";

test("what was read, what could not be, and what was let go", () => {
  const words = readWords({ messages: 12_340, malformed: 3, dropped: { beats: 500, agents: 0 } });
  expect(words.replaceAll("\u00A0", " ")).toBe("12,340 messages read, 3 unreadable, 500 beats let go");
  expect(readWords({ messages: 1, malformed: 0, dropped: {} }).replaceAll("\u00A0", " ")).toBe(
    "1 message read, 0 unreadable",
  );
});
