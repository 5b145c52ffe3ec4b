import { expect, it } from "vitest";
import { queryOf, shapeOf } from "./channel-query.ts";
import { CHANNEL_SEARCH_DEFAULTS, openedMessage, parseChannelSearch } from "./search.ts";
import { NOON } from "#model/fixtures.ts";
import { HOUR_MS, SECOND_MS } from "#util/units.ts";

it("has a default for everything, and is not voided by one bad field", () => {
  expect(parseChannelSearch({})).toEqual(CHANNEL_SEARCH_DEFAULTS);
  expect(parseChannelSearch({ time: "3 weeks", shape: 7, q: 42, agent: "kim" })).toEqual({
    ...CHANNEL_SEARCH_DEFAULTS,
    q: "42",
    agent: "kim",
  });
});

it.each([
  ["MJ_ONLINE_WORK/7", { stream: "MJ_ONLINE_WORK", seq: 7 }],
  ["plain:mjwork.>/12", { stream: "plain:mjwork.>", seq: 12 }],
  ["", null],
  ["/7", null],
  ["MJ_ONLINE_WORK/", null],
  ["MJ_ONLINE_WORK/1e400", null],
  ["MJ_ONLINE_WORK/-1", null],
  ["7", null],
])("opens %j as %j", (open, expected) => {
  expect(openedMessage(open)).toEqual(expected);
});

it("asks the worker for what the address says, to the minute", () => {
  const wanted = { limit: 10, shape: "messages" } as const;
  const search = { ...CHANNEL_SEARCH_DEFAULTS, q: "x", agent: "kim", time: "1h", group: "g" } as const;
  const query = queryOf("errors", search, NOON + 30 * SECOND_MS, wanted);
  expect(query).toEqual({ channel: "errors", text: "x", agent: "kim", since: NOON - HOUR_MS, group: "g", ...wanted });
  expect(queryOf("errors", search, NOON + 31 * SECOND_MS, wanted)).toEqual(query);
  expect(queryOf("errors", { ...CHANNEL_SEARCH_DEFAULTS, unnamed: true }, NOON, wanted)).toMatchObject({
    agent: "",
    since: null,
    group: null,
  });
});

it("shows errors in groups, unless something of them is opened", () => {
  expect(shapeOf("errors", CHANNEL_SEARCH_DEFAULTS)).toBe("groups");
  expect(shapeOf("roadmap", CHANNEL_SEARCH_DEFAULTS)).toBe("messages");
  expect(shapeOf("roadmap", { ...CHANNEL_SEARCH_DEFAULTS, shape: "groups" })).toBe("groups");
  expect(shapeOf("errors", { ...CHANNEL_SEARCH_DEFAULTS, group: "g" })).toBe("messages");
  expect(shapeOf("errors", { ...CHANNEL_SEARCH_DEFAULTS, open: "A/1" })).toBe("messages");
});
