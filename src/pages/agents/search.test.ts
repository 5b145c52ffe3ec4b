import { AGENTS_SEARCH_DEFAULTS, parseAgentsSearch } from "./search.ts";
import { expect, it } from "vitest";

it("has a default for everything", () => {
  expect(parseAgentsSearch({})).toEqual({
    q: "",
    state: "all",
    sort: "status",
    order: "ascending",
    view: "table",
    window: "15m",
  });
});

it("is not voided by one bad field", () => {
  const search = { state: "asleep", sort: "missed", order: 7, view: null, window: "3 weeks", q: "doc" };
  expect(parseAgentsSearch(search)).toEqual({ ...AGENTS_SEARCH_DEFAULTS, sort: "missed", q: "doc" });
});

it.each([
  [42, "42"],
  [true, "true"],
  ["Doc", "Doc"],
  [["a"], ""],
  ["x".repeat(201), ""],
])("reads q=%j as %j", (q, expected) => {
  expect(parseAgentsSearch({ q }).q).toBe(expected);
});

it("knows no field by accident of its name", () => {
  expect(parseAgentsSearch({ ["__proto__"]: { q: "x" }, constructor: "y" })).toEqual(AGENTS_SEARCH_DEFAULTS);
});
