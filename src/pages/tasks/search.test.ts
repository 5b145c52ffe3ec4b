import { TASKS_SEARCH_DEFAULTS, isNarrowed, parseTasksSearch } from "./search.ts";
import { taskQueryOf } from "./task-query-of.ts";
import { HOUR_MS, MINUTE_MS } from "#util/units.ts";
import { expect, test } from "vitest";

test("an empty address asks for every task, what needs a person first", () => {
  expect(parseTasksSearch({})).toEqual(TASKS_SEARCH_DEFAULTS);
  expect(taskQueryOf(TASKS_SEARCH_DEFAULTS)).toEqual({
    text: "",
    terms: [],
    states: null,
    owner: null,
    priority: null,
    finding: null,
    minAgeMs: null,
    withinMs: null,
    sort: "stuck",
    order: "ascending",
  });
  expect(isNarrowed(TASKS_SEARCH_DEFAULTS)).toBe(false);
});

test("each field that nobody can read falls back by itself", () => {
  const read = parseTasksSearch({ q: 42, state: "dancing", owner: true, finding: "overdue", age: 7, sort: "wait" });
  expect(read).toEqual({ ...TASKS_SEARCH_DEFAULTS, q: "42", owner: "true", finding: "overdue", sort: "wait" });
});

test("what narrows reaches the question", () => {
  const search = parseTasksSearch({ state: "open", priority: "", finding: "any", age: "5m", range: "1h", q: " seo " });
  expect(taskQueryOf(search)).toMatchObject({
    text: "seo",
    states: ["available", "blocked", "claimed"],
    priority: "",
    finding: "any",
    minAgeMs: 5 * MINUTE_MS,
    withinMs: HOUR_MS,
  });
  expect(isNarrowed(search)).toBe(true);
  expect(isNarrowed({ ...TASKS_SEARCH_DEFAULTS, state: "open", sort: "run", view: "board" })).toBe(false);
});

test("words go the quick way, everything else as terms, and what nobody can read is left out", () => {
  const search = parseTasksSearch({ q: 'audit owner:alice -seo "two words" age>10m colour:red page' });
  expect(taskQueryOf(search)).toMatchObject({
    text: "audit page",
    terms: [
      { kind: "is", field: "owner", values: ["alice"] },
      { kind: "words", not: true, text: "seo" },
      { kind: "words", not: false, text: "two words" },
      { kind: "amount", field: "age", comparison: ">", amount: 10 * MINUTE_MS },
    ],
  });
});
