import { completeFilter } from "./complete-filter.ts";
import type { FilterField, Term } from "./filter-field.ts";
import { matchesFilter } from "./matches-filter.ts";
import { parseFilter, piecesOf } from "./parse-filter.ts";
import { printFilter } from "./print-filter.ts";
import { HOUR_MS, MINUTE_MS } from "#util/units.ts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const FIELDS: readonly FilterField[] = [
  { name: "owner", about: "who holds it", kind: "text", values: ["alice", "Doc Brown"] },
  { name: "state", about: "how it stands", kind: "choice", values: ["available", "claimed", "done"] },
  { name: "age", about: "how long it is so", kind: "duration" },
  { name: "size", about: "of its body", kind: "size" },
  { name: "tries", about: "how often", kind: "number" },
];

function offered(text: string): string[] {
  return completeFilter(text, text.length, FIELDS).map(({ word }) => word);
}

function read(text: string) {
  return parseFilter(text, FIELDS);
}

describe("parseFilter", () => {
  it.each<[string, Term[]]>([
    ["", []],
    ["  timeout  ", [{ kind: "words", not: false, text: "timeout" }]],
    ['-"two words"', [{ kind: "words", not: true, text: "two words" }]],
    ["owner:alice", [{ kind: "is", not: false, field: "owner", values: ["alice"], exact: false }]],
    ['Owner="Doc, Brown"', [{ kind: "is", not: false, field: "owner", values: ["Doc, Brown"], exact: true }]],
    ["-state:Claimed,done", [{ kind: "is", not: true, field: "state", values: ["claimed", "done"], exact: true }]],
    ["age>10m", [{ kind: "amount", not: false, field: "age", comparison: ">", amount: 10 * MINUTE_MS }]],
    ["age:1.5h", [{ kind: "amount", not: false, field: "age", comparison: ">=", amount: 1.5 * HOUR_MS }]],
    ["size<=64KiB", [{ kind: "amount", not: false, field: "size", comparison: "<=", amount: 65_536 }]],
    ["tries=3", [{ kind: "amount", not: false, field: "tries", comparison: "=", amount: 3 }]],
    ['"owner:alice"', [{ kind: "words", not: false, text: "owner:alice" }]],
    [
      "- a-b",
      [
        { kind: "words", not: false, text: "-" },
        { kind: "words", not: false, text: "a-b" },
      ],
    ],
    ['"not closed', [{ kind: "words", not: false, text: "not closed" }]],
  ])("reads %s", (text, terms) => {
    expect(read(text)).toEqual({ terms, errors: [] });
  });

  it.each([
    [
      "colour:red",
      "There is no field colour. Fields are owner, state, age, size or tries. In quotes it is searched for as text.",
    ],
    ["own:alice", "There is no field own. Is owner meant? In quotes it is searched for as text."],
    ["state:lost", "state is never lost: it is available, claimed or done."],
    ["state>done", "state is one of a few: write state:available."],
    ["owner>3", "owner is text: write owner:3."],
    ["age>soon", "soon is no duration: write age>10m."],
    ["age>", "age needs a value, such as age>10m."],
  ])("says what is wrong with %s, and reads the rest", (text, sentence) => {
    const whole = `x ${text} y`;
    const { terms, errors } = read(whole);
    expect(errors).toEqual([{ from: 2, to: 2 + text.length, sentence }]);
    expect(terms.map((term) => (term.kind === "words" ? term.text : null))).toEqual(["x", "y"]);
  });

  it("takes any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const { terms, errors } = read(text);
        expect(terms.length + errors.length).toBeLessThanOrEqual(piecesOf(text).length);
        for (const { from, to } of errors) expect(text.slice(from, to).trim()).not.toBe("");
      }),
    );
  });

  it("reads back what is printed", () => {
    const text = fc.string({ minLength: 1 }).filter((one) => !one.includes('"') && one.trim() === one);
    const word = fc.stringMatching(/^[\p{L}\d._-]+$/u).filter((one) => !one.startsWith("-"));
    const term = fc.oneof(
      fc.record({ kind: fc.constant("words" as const), not: fc.boolean(), text }),
      fc.record({
        kind: fc.constant("is" as const),
        not: fc.boolean(),
        field: fc.constant("owner"),
        values: fc.oneof(fc.tuple(text), fc.array(word, { minLength: 2, maxLength: 4 })),
        exact: fc.boolean(),
      }),
      fc.record({
        kind: fc.constant("amount" as const),
        not: fc.boolean(),
        field: fc.constantFrom("age", "size", "tries"),
        comparison: fc.constantFrom(">" as const, ">=" as const, "<" as const, "<=" as const, "=" as const),
        amount: fc.integer({ min: 0, max: 1e15 }),
      }),
    );
    fc.assert(
      fc.property(fc.array(term, { maxLength: 5 }), (terms) => {
        expect(read(printFilter(terms, FIELDS))).toEqual({ terms, errors: [] });
      }),
    );
  });
});

describe("matchesFilter", () => {
  const item: Record<string, string | number | null | string[]> = {
    owner: "Doc-Brown",
    state: ["claimed"],
    age: 700_000,
    size: null,
  };
  const matches = (text: string): boolean =>
    matchesFilter(read(text).terms, (field) => item[field] ?? null, ["Convert resume", null]);

  it.each([
    ["", true],
    ["RESUME", true],
    ["-resume", false],
    ["owner:brown", true],
    ["owner=brown", false],
    ["owner=doc-brown", true],
    ["state:done,claimed age>10m", true],
    ["-state:claimed", false],
    ["age<10m", false],
    ["size>1", false],
    ["-size>1", true],
  ])("%s: %s", (text, expected) => {
    expect(matches(text)).toBe(expected);
  });
});

describe("completeFilter", () => {
  it("offers fields for a begun word, and values behind a field", () => {
    expect(offered("")).toEqual([]);
    expect(offered("o")).toEqual(["owner:"]);
    expect(offered("-st")).toEqual(["state:"]);
    expect(offered("x ")).toEqual(["owner:", "state:", "age>", "size>", "tries>"]);
    expect(offered("state:")).toEqual(["available", "claimed", "done"]);
    expect(offered("state:done,c")).toEqual(["claimed"]);
    expect(offered("state:done")).toEqual([]);
    expect(offered("age>")).toEqual(["10m"]);
    expect(offered('"o')).toEqual([]);
  });

  it("puts what is taken where the caret stands, and leaves the rest", () => {
    expect(completeFilter("st timeout", 2, FIELDS)[0]).toMatchObject({ text: "state: timeout", caret: 6 });
    expect(completeFilter("-state:cl timeout", 9, FIELDS)[0]).toMatchObject({
      text: "-state:claimed timeout",
      caret: 15,
    });
    expect(completeFilter("owner:D", 7, FIELDS)[0]).toMatchObject({ text: 'owner:"Doc Brown" ', caret: 18 });
    expect(completeFilter("state:done,c", 12, FIELDS)[0]).toMatchObject({ text: "state:done,claimed " });
  });
});
