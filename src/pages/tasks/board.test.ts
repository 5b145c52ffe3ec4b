import { MOST_CARDS, boardColumns } from "./board.ts";
import { taskFixture } from "#model/tasks/task-fixture.ts";
import { expect, test } from "vitest";

const rows = (tasks: readonly ReturnType<typeof taskFixture>[]) => new Map(tasks.map((task) => [task.id, task]));

test("a task stands in the column of its present state, whatever list it came by", () => {
  const tasks = rows([
    taskFixture({ id: "a" }),
    taskFixture({ id: "b", state: "claimed" }),
    taskFixture({ id: "c", state: "completed" }),
  ]);
  const columns = boardColumns(["c", "not-yet-known", "b", "a"], tasks, "all");
  expect(columns.map(({ state, ids }) => `${state}: ${ids.join()}`)).toEqual([
    "available: a",
    "blocked: ",
    "claimed: b",
    "completed: c",
    "failed: ",
  ]);
  expect(boardColumns(["c", "b", "a"], tasks, "claimed")).toEqual([{ state: "claimed", ids: ["b"] }]);
});

test("a state that nobody knows has a column only when somebody is in it", () => {
  const tasks = rows([taskFixture({ id: "a", state: "unknown" })]);
  expect(boardColumns(["a"], tasks, "all").at(-1)).toEqual({ state: "unknown", ids: ["a"] });
});

test("a column holds so many cards and no more", () => {
  const many = Array.from({ length: MOST_CARDS + 10 }, (_, index) => taskFixture({ id: String(index) }));
  const [first] = boardColumns(
    many.map(({ id }) => id),
    rows(many),
    "open",
  );
  expect(first?.ids).toHaveLength(MOST_CARDS);
});
