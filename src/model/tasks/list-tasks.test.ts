import { chunkOf, fleetOf, messageOf, NOON, takeAllTasks, testFleet } from "../fixtures.ts";
import { foldChunk } from "../fleet.ts";
import { TASK_FIELDS } from "./filter-fields.ts";
import { listTaskRows, listTasks } from "./list-tasks.ts";
import { commonStart, compareNatural, naturalKey } from "./natural-order.ts";
import { orderBy } from "./order-by.ts";
import type { TaskQuery } from "./task-query.ts";
import { TASK_SORTS } from "./task-query.ts";
import { takeTasks } from "./take-tasks.ts";
import { parseFilter } from "#model/filter/parse-filter.ts";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "#util/units.ts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const NOW = NOON + HOUR_MS;
const ALL: TaskQuery = {
  text: "",
  states: null,
  owner: null,
  priority: null,
  finding: null,
  minAgeMs: null,
  withinMs: null,
  sort: "task",
  order: "ascending",
};

/** Minute by minute. */
const MESSAGES = [
  { task_id: "task-10", status: "available", title: "Audit page 10", priority: "low" },
  { task_id: "task-2", status: "available", title: "audit page 2", priority: "high" },
  { task_id: "task-2", status: "claimed", owner: "alice" },
  { task_id: "task-1", status: "available", title: "Write it" },
  { task_id: "task-1", status: "claimed", owner: "bob" },
  { task_id: "task-1", status: "failed", owner: "bob", error: "No disk" },
  { task_id: "x", status: "available", blocked_by: ["task-1"], priority: 5 },
  { task_id: "done", status: "completed", owner: "Alice", title: "Zebra" },
].map((body, index) => messageOf(index + 1, NOON + index * MINUTE_MS, "mjwork.tasks", body));

const fleet = fleetOf(MESSAGES);
takeAllTasks(fleet, NOW, { agentsKnown: false });

function idsOf(query: Partial<TaskQuery>): string[] {
  return listTasks(fleet, { ...ALL, ...query }, 100, NOW).ids;
}

describe("a list of tasks", () => {
  it.each([
    ["owner:bob", ["task-1"]],
    ["owner=alice", ["done", "task-2"]],
    ["state:available,blocked", ["task-10", "x"]],
    ["-state:completed,failed -owner:alice", ["task-10", "x"]],
    ["age>59m", ["task-10"]],
    ["priority:high", ["task-2"]],
    ["error:disk", ["task-1"]],
    ["waits:task-1", ["x"]],
    ["-audit title:it", ["task-1"]],
    ['"page 10"', ["task-10"]],
  ])("by the terms of %s", (q, ids) => {
    expect(idsOf({ terms: parseFilter(q, TASK_FIELDS).terms })).toEqual(ids);
  });

  it("cut at any limit is the beginning of the whole list, by every sort", () => {
    const titles = ["Audit page", "audit page", "Write it", "Übung", "x", null];
    const anyTask = fc.record({
      task_id: fc.oneof(
        fc.integer({ min: 0, max: 60 }).map((number) => `task-${number}`),
        fc.string({ minLength: 1, maxLength: 3 }),
      ),
      title: fc.constantFrom(...titles),
      status: fc.constantFrom("available", "claimed", "completed"),
      owner: fc.constantFrom("alice", "Bob", "bob", null),
      priority: fc.constantFrom("high", 3, null),
    });
    fc.assert(
      fc.property(
        fc.array(anyTask, { maxLength: 80 }),
        fc.constantFrom(...TASK_SORTS),
        fc.constantFrom("ascending" as const, "descending" as const),
        fc.integer({ min: 0, max: 60 }),
        (bodies, sort, order, limit) => {
          const some = testFleet();
          const messages = bodies.map((body, index) =>
            messageOf(index + 1, NOON + index * SECOND_MS, "mjwork.tasks", body),
          );
          if (messages.length > 0) foldChunk(some, chunkOf(messages));
          const query = { ...ALL, sort, order };
          const whole = listTasks(some, query, 1000, NOW);
          expect(listTasks(some, query, limit, NOW)).toEqual({ ...whole, ids: whole.ids.slice(0, limit) });
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    { query: {}, ids: ["done", "task-1", "task-2", "task-10", "x"] },
    { query: { order: "descending" }, ids: ["x", "task-10", "task-2", "task-1", "done"] },
    { query: { sort: "title" }, ids: ["task-2", "task-10", "task-1", "done", "x"] },
    { query: { sort: "title", order: "descending" }, ids: ["done", "task-1", "task-10", "task-2", "x"] },
    { query: { sort: "state" }, ids: ["task-10", "x", "task-2", "done", "task-1"] },
    { query: { sort: "priority" }, ids: ["task-2", "task-10", "x", "task-1", "done"] },
    { query: { sort: "age" }, ids: ["done", "x", "task-1", "task-2", "task-10"] },
    { query: { sort: "wait", states: ["available", "claimed"] }, ids: ["task-2", "task-10"] },
    { query: { sort: "run", order: "descending" }, ids: ["task-2", "task-1", "x", "task-10", "done"] },
    // Blocked by one that failed; then open ones, the longest in their state first; then ended ones.
    { query: { sort: "stuck" }, ids: ["x", "task-10", "task-2", "task-1", "done"] },
  ] as const)("is in order for $query", ({ query, ids }) => {
    expect(idsOf(query)).toEqual(ids);
  });

  it.each([
    { query: { text: "AUDIT 10" }, ids: ["task-10"] },
    { query: { text: "no disk bob" }, ids: ["task-1"] },
    { query: { text: "nowhere" }, ids: [] },
    { query: { states: ["failed", "blocked"] }, ids: ["task-1", "x"] },
    { query: { owner: "alice" }, ids: ["task-2"] },
    { query: { priority: "" }, ids: ["done", "task-1"] },
    { query: { priority: "5" }, ids: ["x"] },
    { query: { finding: "stale-block" }, ids: ["x"] },
    { query: { finding: "any", states: ["blocked"] }, ids: ["x"] },
    { query: { minAgeMs: 56 * MINUTE_MS }, ids: ["task-2", "task-10"] },
    { query: { withinMs: 54 * MINUTE_MS }, ids: ["done", "x"] },
  ] as const)("holds what matches $query", ({ query, ids }) => {
    expect(idsOf(query)).toEqual(ids);
  });

  it("says how many match beyond its limit, and how many there would be in each state", () => {
    const list = listTasks(fleet, { ...ALL, states: ["claimed"], text: "audit" }, 100, NOW);
    expect(list).toMatchObject({ total: 1, states: { available: 1, claimed: 1, failed: 0 } });
    expect(listTasks(fleet, ALL, 2, NOW)).toMatchObject({ ids: ["done", "task-1"], total: 5 });
    expect(listTaskRows(fleet, ALL, 1, NOW)).toMatchObject({ rows: [{ id: "done" }], total: 5 });
  });
});

describe("a watched list", () => {
  const context = { whole: true, agentsKnown: false, overdueAfterMs: null, clock: () => 0 };

  it("counts those that came after it was made and match, until it is made anew", () => {
    const fleet = fleetOf(MESSAGES);
    const query: TaskQuery = { ...ALL, states: ["available"] };
    const list = { query, madeAt: listTasks(fleet, query, 100, NOW).madeAt };
    const take = (watched: typeof list) => takeTasks(fleet, { ids: [], list: watched }, NOW, context);
    expect(take(list).tasks?.arrivedSinceList).toBe(0);
    const more = ["available", "claimed", "available"].map((status, index) =>
      messageOf(100 + index, NOW + index * SECOND_MS, "mjwork.tasks", { task_id: `new-${index}`, status }),
    );
    foldChunk(fleet, chunkOf(more));
    expect(take(list).tasks?.arrivedSinceList).toBe(2);
    expect(take(list).tasks).toBeUndefined();
    expect(take({ query, madeAt: listTasks(fleet, query, 100, NOW).madeAt }).tasks?.arrivedSinceList).toBe(0);
  });

  it("has its rows told when they change, and named when they are watched or held no more", () => {
    const fleet = testFleet();
    foldChunk(fleet, chunkOf(MESSAGES.slice(0, 2)));
    const take = (...ids: string[]) => takeTasks(fleet, { ids, list: null }, NOW, context).taskRows;
    expect(take("task-2", "nowhere")?.set.map(({ id, state }) => [id, state])).toEqual([["task-2", "available"]]);
    expect(take("task-2")).toBeUndefined();
    foldChunk(fleet, chunkOf(MESSAGES.slice(2, 3)));
    expect(take("task-2")?.set).toMatchObject([{ id: "task-2", state: "claimed", owner: "alice" }]);
    expect(take("task-10")).toMatchObject({ set: [{ id: "task-10" }], gone: ["task-2"] });
  });
});

describe("the natural order", () => {
  it.each([
    ["task-2", "task-10"],
    ["task-9", "Task-10"],
    ["a", "B"],
    ["a7b", "a07c"],
    ["v1.9", "v1.10"],
    ["", "0"],
    ["task", "task-1"],
  ])("puts %j before %j", (a, b) => {
    expect(compareNatural(a, b)).toBeLessThan(0);
    expect(compareNatural(b, a)).toBeGreaterThan(0);
  });

  const text = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc
      .array(fc.constantFrom("a", "A", "b", "0", "1", "01", "9", "10", "123456789012", "-", "é", "🐙"), {
        maxLength: 6,
      })
      .map((parts) => parts.join("")),
  );

  it("is told by keys wherever they differ", () => {
    let told = 0;
    const wrong: string[][] = [];
    fc.assert(
      fc.property(fc.constantFrom("", "task-"), text, text, (start, a, b) => {
        const [left, right] = [start + a, start + b];
        const from = commonStart([left, right]);
        const keys = naturalKey(left, from) - naturalKey(right, from);
        if (keys === 0) return;
        told++;
        if (Math.sign(compareNatural(left, right)) !== Math.sign(keys)) wrong.push([left, right]);
      }),
      { numRuns: 3000 },
    );
    expect(wrong).toEqual([]);
    expect(told).toBeGreaterThan(1000);
  });

  it("and numbers sort a list as a comparator would", () => {
    const item = fc.record({ text, key: fc.constantFrom(0, 1, 2, Number.POSITIVE_INFINITY) });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 80 }), fc.constantFrom(1 as const, -1 as const), (items, sign) => {
        const levels = [
          { texts: items.map((each) => each.text), sign },
          { keys: Float64Array.from(items, ({ key }) => key) },
        ];
        const byText = (a: number, b: number) => sign * compareNatural(items[a]?.text ?? "", items[b]?.text ?? "");
        const expected = items
          .map((_, index) => index)
          .sort(
            (a, b) =>
              byText(a, b) || (items[a]?.key === items[b]?.key ? 0 : (items[a]?.key ?? 0) - (items[b]?.key ?? 0)),
          );
        const told = (order: Iterable<number>) => Array.from(order, (index) => items[index]);
        expect(
          told(
            orderBy(
              Uint32Array.from(items, (_, index) => index),
              levels,
            ),
          ),
        ).toEqual(told(expected));
      }),
      { numRuns: 1000 },
    );
  });
});
