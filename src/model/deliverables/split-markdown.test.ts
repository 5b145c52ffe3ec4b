import { linePieces, reportPages } from "./report-pages.ts";
import { pieceText, splitMarkdown } from "./split-markdown.ts";
import { DEFAULT_PREFIXES } from "#contract/subjects.ts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

function texts(markdown: string): string[] {
  const { pieces, definitions } = splitMarkdown(markdown);
  return pieces.map((piece) => pieceText(markdown, piece, definitions));
}

const line = fc.constantFrom(
  "",
  "# one",
  "text here",
  "```js",
  "```",
  "~~~",
  "| a | b |",
  "|---|---|",
  "- x",
  "  more",
  "[a]: http://b",
  "===",
  "x".repeat(3000),
  "😀".repeat(20_000),
);

describe("a long text in pieces", () => {
  it("is all there, each letter once", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), fc.constantFrom("\n", "\r\n"), (lines, ending) => {
        const text = lines.join(ending);
        for (const { pieces } of [splitMarkdown(text), linePieces(text)]) {
          expect(pieces.map(({ from, to }) => text.slice(from, to)).join("")).toBe(text);
          for (const { from, to } of pieces) {
            expect(to).toBeGreaterThan(from);
            expect(to - from).toBeLessThanOrEqual(13_000);
            expect(text.slice(from, to)).not.toMatch(/[\ud800-\udfff]/u);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("begins anew at each heading, which is in the outline", () => {
    const { pieces, outline } = splitMarkdown(
      "intro\n# One\n\n## `Two` *b* ##\ntext\n\nThree\n=====\n\n```\n# no heading\n```\n",
    );
    expect(pieces).toHaveLength(3);
    expect(outline).toEqual([
      { level: 1, text: "One", piece: 1 },
      { level: 2, text: "Two b", piece: 2 },
      { level: 1, text: "Three", piece: 2 },
    ]);
  });

  it("goes on with the fence where code was cut", () => {
    const code = `\`\`\`json\n${"{ a line of code }\n".repeat(3000)}\`\`\`\nafter\n`;
    const parts = texts(code);
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts.slice(0, -1)) {
      expect(part.startsWith("```json\n")).toBe(true);
      expect(part.endsWith("\n```\n")).toBe(true);
    }
    expect(parts.at(-1)).toMatch(/^```json\n[^`]*```\nafter\n$/u);
  });

  it("repeats the head of a table that was cut, and not after it has ended", () => {
    const table = `| what | p95 |\n|---|---:|\n${"| a case of it | 12 ms |\n".repeat(2000)}\nafter it\n`;
    const parts = texts(table);
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) expect(part.startsWith("| what | p95 |\n|---|---:|\n")).toBe(true);
    const after = texts(`${table}\n${`${"words ".repeat(1000)}\n\n`.repeat(5)}`);
    expect(after.at(-1)?.includes("|---|")).toBe(false);
  });

  it("brings along a definition that stands elsewhere", () => {
    const parts = texts(`see [the site] and [^1]\n\n# Links\n[the site]: https://example.org\n[^1]: a note\n`);
    expect(parts[0]).toContain("[the site]: https://example.org");
    expect(parts[0]).toContain("[^1]: a note");
  });
});

/** Pages of a body as an agent would have published it. */
function pages(body: unknown) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return reportPages("agog.deliverables.roy.backend.search", new TextEncoder().encode(text), DEFAULT_PREFIXES);
}

describe("a body of any shape", () => {
  it.each([
    { body: { content: "# Hi", metadata: { agent: "roy", n: 1 } }, kind: "markdown", shape: "markdown", text: "# Hi" },
    { body: { agent: "roy", status: "done", content: "# Hi" }, kind: "markdown", shape: "flat", text: "# Hi" },
    { body: { content: { a: 1 } }, kind: "json", shape: "content-object", text: '{\n  "a": 1\n}' },
    { body: { status: "done" }, kind: "json", shape: "flat", text: '{\n  "status": "done"\n}' },
    { body: "# plain", kind: "markdown", shape: "plain-text", text: "# plain" },
    { body: [1], kind: "json", shape: "plain-text", text: "[\n  1\n]" },
    { body: "", kind: "markdown", shape: "plain-text", text: "" },
  ])("is $kind for $body", ({ body, kind, shape, text }) => {
    expect(pages(body)).toMatchObject({ kind, shape, text });
  });

  it("says what the report says of itself", () => {
    expect(pages({ content: "x", metadata: { agent: "roy", tags: ["a"] } }).metadata).toEqual([
      { name: "agent", value: "roy" },
      { name: "tags", value: '["a"]' },
    ]);
  });

  it("shows as text what nobody can decode", () => {
    const body = new Uint8Array([255, 254, 65]);
    expect(reportPages("agog.deliverables.a.b.c", body, DEFAULT_PREFIXES)).toMatchObject({ kind: "text", shape: null });
  });
});
