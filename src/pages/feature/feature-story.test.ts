import { storyOf } from "./feature-story.ts";
import { expect, it } from "vitest";

const version = (stream: string, seq: number, at: number) => ({ stream, seq, at, bytes: 10 });
const report = (agent: string, type: string) => ({ agent, type, versions: 1, newest: null });

it("tells who delivered what when, and how long after the delivery before", () => {
  const story = storyOf([
    {
      stage: "research",
      report: report("cynthia", "research"),
      versions: [version("r", 4, 9_000), version("r", 1, 1_000)],
    },
    { stage: "critique", report: report("sylvia", "critique"), versions: [version("c", 2, 6_000)] },
  ]);
  expect(story.map(({ stage, number, afterMs }) => [stage, number, afterMs])).toEqual([
    ["research", 1, null],
    ["critique", 1, 5_000],
    ["research", 2, 3_000],
  ]);
  expect(storyOf([])).toEqual([]);
});
