import { eventFixture } from "./event-fixture.ts";
import { groupKeyOf, groupMessages } from "./message-groups.ts";
import { NOON } from "../fixtures.ts";
import { expect, it } from "vitest";

it("puts together what says the same but for numbers and ids, whoever said it", () => {
  const groups = groupMessages([
    eventFixture(9, { agent: "roy", text: "timeout after 31 s" }),
    eventFixture(7, { agent: null, text: "no space left" }),
    eventFixture(5, { agent: "kim", text: "timeout after 30 s" }),
    eventFixture(3, { agent: "roy", text: "timeout  after 0.5 s\n" }),
  ]);
  expect(groups).toMatchObject([
    {
      key: "timeout after # s",
      newest: { seq: 9, text: "timeout after 31 s" },
      count: 3,
      firstAt: NOON + 3000,
      lastAt: NOON + 9000,
      agents: [
        { agent: "roy", count: 2 },
        { agent: "kim", count: 1 },
      ],
      moreAgents: 0,
    },
    { key: "no space left", count: 1, agents: [{ agent: null, count: 1 }] },
  ]);
});

it("names a few agents and counts the others", () => {
  const [group] = groupMessages(Array.from({ length: 9 }, (_, index) => eventFixture(index, { agent: `a${index}` })));
  expect(group?.agents.map(({ agent }) => agent)).toEqual(["a0", "a1", "a2", "a3", "a4"]);
  expect(group?.moreAgents).toBe(4);
});

it("has keys that fit into an address", () => {
  const key = groupKeyOf(eventFixture(1, { text: "🤖".repeat(1000) }));
  expect(key.length).toBeLessThanOrEqual(160);
  expect(() => encodeURIComponent(key)).not.toThrow();
});
