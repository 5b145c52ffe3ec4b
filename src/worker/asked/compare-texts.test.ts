import { compareLines, compareTexts } from "./compare-texts.ts";
import { diffRows } from "#model/deliverables/diff-rows.ts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

function linesOf(word: string): string {
  return Array.from({ length: 6_000 }, (_, index) => `${word} ${index}`).join("\n");
}

describe("two versions", () => {
  it("are told apart line by line, and both can be read out of what is told", () => {
    const lines = fc.array(fc.constantFrom("a", "b", "", "# c"), { maxLength: 30 });
    fc.assert(
      fc.property(lines, lines, (old, now) => {
        const { parts } = compareTexts(old.join("\n"), now.join("\n"));
        const side = (kind: "added" | "removed") =>
          parts.flatMap((part) => (part.kind === "same" || part.kind === kind ? part.lines : []));
        expect(side("removed").join("\n")).toBe(old.join("\n"));
        expect(side("added").join("\n")).toBe(now.join("\n"));
      }),
    );
  });

  it("are rows with what is far from a change left out", () => {
    const old = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`);
    const { state, parts } = compareTexts(old.join("\n"), old.with(9, "another").join("\n"));
    expect(state).toBe("compared");
    expect(diffRows(parts, compareLines).map(({ kind, before, after, text }) => [kind, before, after, text])).toEqual([
      ["skipped", null, null, "6 lines that are the same"],
      ["same", 7, 7, "line 7"],
      ["same", 8, 8, "line 8"],
      ["same", 9, 9, "line 9"],
      ["removed", 10, null, "line 10"],
      ["added", null, 10, "another"],
      ["same", 11, 11, "line 11"],
      ["same", 12, 12, "line 12"],
      ["same", 13, 13, "line 13"],
      ["skipped", null, null, "7 lines that are the same"],
    ]);
  });

  it("say which words of a line changed, where the line is much the same", () => {
    const { parts } = compareTexts("a\nthe old line of it\nfar", "a\nthe new line of it\nquite another one");
    const rows = diffRows(parts, compareLines);
    const marked = rows.map(({ text, changed }) => changed?.map(({ from, to }) => text.slice(from, to)) ?? null);
    expect(rows.map(({ kind }) => kind)).toEqual(["same", "removed", "removed", "added", "added"]);
    expect(marked).toEqual([null, ["old"], null, ["new"], null]);
  });

  it("that have nothing in common are all told rather than searched for long", () => {
    const { state, parts } = compareTexts(linesOf("old"), linesOf("new"));
    expect(state).toBe("too-different");
    expect(parts.map(({ kind, lines: { length } }) => [kind, length])).toEqual([
      ["removed", 6_000],
      ["added", 6_000],
    ]);
  });
});
