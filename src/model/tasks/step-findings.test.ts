import { fleetOf, messageOf, NOON, viewOf } from "../fixtures.ts";
import type { TaskFinding } from "./task.ts";
import { HOUR_MS, SECOND_MS } from "#util/units.ts";
import { expect, it } from "vitest";

/** What the task's own messages tell, a second apart. */
function told(...bodies: Record<string, unknown>[]): readonly TaskFinding[] {
  const messages = bodies.map((body, index) =>
    messageOf(index + 1, NOON + index * SECOND_MS, "mjwork.tasks", { task_id: "42", ...body }),
  );
  const view = viewOf(fleetOf(messages), null);
  return view.taskRows.get("42")?.findings ?? [];
}

const OPENED = { status: "available" };
const CLAIMED = { status: "claimed", owner: "alice" };
const DONE = { status: "completed", owner: "alice" };

it.each([
  ["waits", [OPENED]],
  ["is held", [OPENED, CLAIMED]],
  ["was done", [OPENED, CLAIMED, DONE]],
  ["failed", [OPENED, CLAIMED, { status: "failed", owner: "alice" }]],
  ["was ended by one that is not named", [OPENED, CLAIMED, { status: "completed" }]],
  ["was announced twice while it waited", [OPENED, OPENED, CLAIMED, DONE]],
  ["was claimed twice by the same agent", [OPENED, CLAIMED, CLAIMED, DONE]],
])("nothing is to be said of a task that %s", (_, bodies) => {
  expect(told(...bodies)).toEqual([]);
});

it("a task that another agent ended names both, who ended it first", () => {
  expect(told(OPENED, CLAIMED, { status: "completed", completed_by: "bob" })).toEqual([
    {
      code: "completed-by-other",
      detail: "Completed by bob, held by alice.",
      since: NOON + 2 * SECOND_MS,
      agents: ["bob", "alice"],
    },
  ]);
  expect(told(OPENED, CLAIMED, { status: "failed", owner: "bob" })).toMatchObject([{ code: "completed-by-other" }]);
});

it("a task that is made available after its end is reopened, since then", () => {
  expect(told(OPENED, CLAIMED, DONE, OPENED)).toMatchObject([{ code: "reopened", since: NOON + 3 * SECOND_MS }]);
});

it("a claim behind the end opens it again, and is a second one where another makes it", () => {
  expect(told(OPENED, CLAIMED, DONE, { status: "claimed", owner: "bob" }).map(({ code }) => code)).toEqual([
    "duplicate-claim",
    "reopened",
  ]);
});

it("two completions in one round are told, and in two rounds are not", () => {
  expect(told(OPENED, CLAIMED, DONE, DONE)).toMatchObject([
    { code: "completed-twice", since: NOON + 3 * SECOND_MS, agents: ["alice"] },
  ]);
  expect(told(OPENED, CLAIMED, DONE, OPENED, CLAIMED, DONE).map(({ code }) => code)).toEqual(["reopened"]);
});

it("a status that nobody knows is told as written while it is the newest, since it was first said", () => {
  const strange = { status: "in_progress", owner: "alice" };
  expect(told(OPENED, CLAIMED, strange, strange)).toEqual([
    {
      code: "unknown-status",
      detail: 'Its newest message says status "in_progress".',
      since: NOON + 2 * SECOND_MS,
      agents: ["alice"],
    },
  ]);
  expect(told(OPENED, CLAIMED, strange, DONE)).toEqual([]);
});

it.each([
  ["a zone that is missing", NOON + 2 * HOUR_MS, "zone-mistake", "2 h ahead of"],
  ["a zone behind ours", NOON - 5.5 * HOUR_MS, "zone-mistake", "5.5 h behind"],
  ["a clock that is a year off", NOON - 365 * 24 * HOUR_MS - 777 * SECOND_MS, "clock-skew", "365 d behind"],
])("%s is told with the time as written", (_, ms, code, words) => {
  const said = new Date(ms).toISOString().slice(0, -1);
  const [found, ...others] = told({ ...OPENED, created_at: said, owner: "pub" });
  expect(others).toEqual([]);
  expect(found).toMatchObject({ code, since: NOON, agents: ["pub"] });
  expect(found?.detail.replaceAll("\u00A0", " ")).toBe(`pub wrote "${said}", ${words} the stream's time.`);
});
