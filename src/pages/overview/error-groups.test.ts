import { expect, test } from "vitest";
import { errorGroups } from "./error-groups.ts";
import type { EventFacts } from "#model/view.ts";

function error(seq: number, text: string, agent: string | null = "roy"): EventFacts {
  return { stream: "S", seq, at: 1000 * seq, subject: "mjwork.errors", channel: "errors", agent, text, cut: false };
}

test("the same words of the same agent are counted as one, in any order", () => {
  const events = [
    error(4, "timeout"),
    error(2, "timeout"),
    error(3, "full"),
    error(9, "timeout"),
    error(5, "timeout", "jen"),
  ];
  for (const order of [events, events.toReversed()]) {
    const { groups, more } = errorGroups(order, 10);
    expect(more).toBe(0);
    expect(groups.map(({ agent, text, count, seq, firstAt }) => [agent, text, count, seq, firstAt])).toEqual([
      ["roy", "timeout", 3, 9, 2000],
      ["jen", "timeout", 1, 5, 5000],
      ["roy", "full", 1, 3, 3000],
    ]);
  }
});

test("what does not fit is counted", () => {
  const { groups, more } = errorGroups([error(1, "a"), error(2, "b"), error(3, "c")], 2);
  expect(groups.map(({ text }) => text)).toEqual(["c", "b"]);
  expect(more).toBe(1);
});
