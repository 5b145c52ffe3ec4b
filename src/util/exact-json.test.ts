import { parseExactJson } from "./exact-json.ts";
import type { ExactJson } from "./exact-json.ts";
import { array, assert, constantFrom, jsonValue, property } from "fast-check";
import { expect, test } from "vitest";

function plain(json: ExactJson): unknown {
  switch (json.kind) {
    case "object":
      return Object.fromEntries(json.members.map(({ name, value }) => [name, plain(value)]));
    case "array":
      return json.items.map(plain);
    case "string":
      return json.value;
    case "number":
      return Number(json.digits);
    case "word":
      return JSON.parse(json.value);
  }
}

test("it reads what a browser reads, however it is laid out", () => {
  assert(
    property(jsonValue(), constantFrom(0, 2), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const read = parseExactJson(` ${text}\n`);
      expect(read.ok && plain(read.value)).toEqual(JSON.parse(text));
      expect(read.ok && read.value.length).toBe(text.length);
    }),
  );
});

test("it refuses what a browser refuses", () => {
  assert(
    property(array(constantFrom(...'{}[],:"\\ 01-.eE+truefalsn\n'.split("")), { maxLength: 12 }), (marks) => {
      const text = marks.join("");
      let refused = false;
      try {
        JSON.parse(text);
      } catch {
        refused = true;
      }
      expect(parseExactJson(text).ok).toBe(!refused);
    }),
    { numRuns: 2000 },
  );
});

test("numbers keep their digits, members their order and repetitions", () => {
  const read = parseExactJson('{"b":12345678901234567890,"a":1.10,"b":-0,"__proto__":1e400}');
  expect(read.ok && read.value.kind === "object" && read.value.members).toMatchObject([
    { name: "b", value: { digits: "12345678901234567890" } },
    { name: "a", value: { digits: "1.10" } },
    { name: "b", value: { digits: "-0" } },
    { name: "__proto__", value: { digits: "1e400" } },
  ]);
});

test("it says where it ends being JSON, and does not fall into depths", () => {
  expect(parseExactJson('{"a":1,}')).toEqual({ ok: false, error: "no JSON from character 7 on" });
  expect(parseExactJson("[".repeat(100_000))).toEqual({ ok: false, error: "nested deeper than 500 levels" });
});

test("a long text with escapes is read as a whole", () => {
  const long = `"${"\\n x".repeat(200_000)}"`;
  expect(parseExactJson(long)).toMatchObject({ ok: true, value: { kind: "string", length: long.length } });
});
