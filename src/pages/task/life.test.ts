import { lifeLines } from "./life.ts";
import type { TaskStepFacts } from "#model/tasks/task.ts";
import { expect, test } from "vitest";

function step(at: number, state: TaskStepFacts["state"], owner: string | null = null): TaskStepFacts {
  return { stream: "S", seq: at + 1, at, state, status: state, owner, subject: "mjwork.tasks" };
}

const told = (steps: TaskStepFacts[], leftOut = 0) =>
  lifeLines(steps, leftOut).map((line) =>
    line.kind === "step" ? `${line.change} ${line.afterMs ?? "-"}` : `${line.count} left out`,
  );

test("each step says what it did and how long after the one before it came", () => {
  expect(
    told([
      step(0, "available"),
      step(10, "available"),
      step(40, "claimed", "alice"),
      step(50, "available"),
      step(60, "claimed", "bob"),
      step(90, "completed", "bob"),
      step(95, "available"),
    ]),
  ).toEqual([
    "published -",
    "published again 10",
    "claimed by alice 30",
    "given back 10",
    "claimed by bob 10",
    "done by bob 30",
    "opened again 5",
  ]);
});

test("steps of two streams never wait for less than nothing, and what was let go stands behind the first", () => {
  expect(told([step(10, "claimed"), step(5, "failed", "alice")], 7)).toEqual([
    "claimed -",
    "7 left out",
    "failed by alice 0",
  ]);
  expect(told([])).toEqual([]);
});

test("a status that nobody knows is quoted", () => {
  expect(told([{ ...step(0, "unknown"), status: "dancing" }])).toEqual(["“dancing” -"]);
});
