import { expect, it } from "vitest";
import { exportName, jsonLines } from "./json-lines.ts";
import { readableText } from "./readable-text.ts";
import { eventFixture } from "#model/channels/event-fixture.ts";

it("lays JSON out in lines and leaves all else as it was written", () => {
  expect(readableText('{"a":[1,"🤖"]}')).toEqual({ kind: "json", text: '{\n  "a": [\n    1,\n    "🤖"\n  ]\n}' });
  expect(readableText("first\n  second 🌞\n")).toEqual({ kind: "words", text: "first\n  second 🌞" });
  expect(readableText('{"a": cut')).toEqual({ kind: "words", text: '{"a": cut' });
  expect(readableText("x".repeat(5000)).text).toHaveLength(701);
});

it("writes one message a line, whatever is in it", () => {
  const lines = jsonLines([eventFixture(2, { text: "two\nlines", agent: null }), eventFixture(1)]);
  expect(lines.endsWith("\n")).toBe(true);
  expect(
    lines
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([
    {
      stream: "MJ_ONLINE_WORK",
      seq: 2,
      at: "2026-11-24T12:00:02.000Z",
      subject: "mjwork.errors",
      channel: "errors",
      agent: null,
      text: "two\nlines",
      cut: false,
    },
    expect.objectContaining({ seq: 1, agent: "kim" }),
  ]);
});

it("has a file's name for any channel", () => {
  expect(exportName("errors", [eventFixture(2)])).toBe("errors-2026-11-24T12-00-02.jsonl");
  expect(exportName("../a b/c", [])).toBe(".._a_b_c.jsonl");
});
