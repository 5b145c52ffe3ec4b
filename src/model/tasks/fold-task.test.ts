import { chunkOf, fleetOf, messageOf, NOON, STREAM, takeAllTasks, testFleet, viewOf } from "../fixtures.ts";
import { foldChunk, voidStream } from "../fleet.ts";
import type { Fleet } from "../fleet-state.ts";
import type { StreamMessage } from "../chunk.ts";
import { agentTasks, newestTaskEvents } from "./agent-tasks.ts";
import { heldId } from "./task-id.ts";
import type { TaskRow } from "./task.ts";
import { taskStory } from "./task-story.ts";
import { DAY_MS, HOUR_MS, SECOND_MS } from "#util/units.ts";
import { describe, expect, it } from "vitest";

/** Task messages a second apart, on the single subject. */
function told(...bodies: Record<string, unknown>[]): StreamMessage[] {
  return bodies.map((body, index) =>
    messageOf(index + 1, NOON + index * SECOND_MS, "mjwork.tasks", { task_id: "42", ...body }),
  );
}

function rowAfter(messages: StreamMessage[], id = "42"): TaskRow | undefined {
  return viewOf(fleetOf(messages), NOON + HOUR_MS).taskRows.get(id);
}

function codesOf(row: TaskRow | undefined): string[] {
  return row?.findings.map(({ code }) => code) ?? [];
}

describe("a task", () => {
  it("is what its newest message says, and keeps the words that only an older one said", () => {
    const row = rowAfter(
      told(
        { status: "available", title: "Audit", priority: "high", blocked_by: [] },
        { status: "claimed", owner: "alice" },
        { status: "failed", error: { code: 7 } },
      ),
    );
    expect(row).toMatchObject({
      state: "failed",
      title: "Audit",
      priority: "high",
      owner: "alice",
      error: '{"code":7}',
      availableAt: NOON,
      claimedAt: NOON + SECOND_MS,
      endedAt: NOON + 2 * SECOND_MS,
      waitMs: SECOND_MS,
      runMs: SECOND_MS,
      seq: 3,
    });
  });

  it("is one task in both forms of subjects", () => {
    const row = rowAfter([
      messageOf(1, NOON, "mjwork.tasks.available", { task_id: 42 }),
      messageOf(2, NOON + 1, "mjwork.tasks", { task_id: "42", status: "claimed", owner: "roy" }),
      messageOf(3, NOON + 2, "mjwork.tasks.completed", { task_id: "42", owner: "roy" }),
    ]);
    expect(row).toMatchObject({ state: "completed", owner: "roy", findings: [] });
  });

  it("waits anew after a claim that was given up, and the next claim is no duplicate", () => {
    const row = rowAfter(
      told(
        { status: "available" },
        { status: "claimed", owner: "alice" },
        { status: "available" },
        { status: "claimed", owner: "bob" },
      ),
    );
    expect(row).toMatchObject({ owner: "bob", availableAt: NOON + 2 * SECOND_MS, claimedAt: NOON + 3 * SECOND_MS });
    expect(codesOf(row)).not.toContain("duplicate-claim");
  });

  it("goes on waiting when it is announced again", () => {
    expect(rowAfter(told({ status: "available" }, { status: "available" }))).toMatchObject({
      state: "available",
      stateSince: NOON,
      availableAt: NOON,
    });
  });

  it("stays with its holder when a later claim is taken back", () => {
    const row = rowAfter(
      told(
        { status: "available" },
        { status: "claimed", owner: "alice" },
        { status: "claimed", owner: "bob" },
        { status: "claimed", owner: "alice", withdrawn_by: "bob" },
      ),
    );
    expect(row).toMatchObject({ owner: "alice", claimedAt: NOON + SECOND_MS });
    expect(codesOf(row)).not.toContain("duplicate-claim");
  });

  it("is blocked until the last of what it waits for is completed, and waits from then on", () => {
    const bodies = [
      { task_id: "a", status: "available" },
      { status: "available", blocked_by: ["a", "b"] },
      { task_id: "a", status: "completed" },
    ];
    const blocked = viewOf(fleetOf(told(...bodies)), NOON + HOUR_MS);
    expect(blocked.taskRows.get("42")).toMatchObject({ state: "blocked", blockedBy: ["a", "b"] });
    expect(blocked.tasks.counts).toMatchObject({ blocked: 1, completed: 1 });
    const free = viewOf(fleetOf(told(...bodies, { task_id: "b", status: "completed" })), NOON + HOUR_MS);
    expect(free.taskRows.get("42")).toMatchObject({ state: "available", stateSince: NOON + 3 * SECOND_MS });
    expect(free.tasks.oldestWaiting).toEqual({ id: "42", title: null, at: NOON + 3 * SECOND_MS });
  });

  it("is blocked by a task that failed, and says so", () => {
    const row = rowAfter(told({ task_id: "a", status: "failed" }, { status: "available", blocked_by: ["a"] }));
    expect(row?.state).toBe("blocked");
    expect(codesOf(row)).toContain("stale-block");
  });

  it("names both who claimed it by plain publishing", () => {
    const row = rowAfter(
      told({ status: "available" }, { status: "claimed", owner: "alice" }, { status: "claimed", owner: "bob" }),
    );
    const finding = row?.findings.find(({ code }) => code === "duplicate-claim");
    expect(finding?.agents).toEqual(["alice", "bob"]);
    expect(finding?.since).toBe(NOON + 2 * SECOND_MS);
  });

  it("is gone with the stream that told of it, and blocks whoever waited for it again", () => {
    const fleet = testFleet();
    foldChunk(fleet, chunkOf(told({ status: "completed" }), "OLD_WORK"));
    foldChunk(fleet, chunkOf(told({ task_id: "7", status: "available", blocked_by: ["42"] })));
    expect(viewOf(fleet, NOON).taskRows.get("7")?.state).toBe("available");
    voidStream(fleet, "OLD_WORK");
    const view = viewOf(fleet, NOON);
    expect([...view.taskRows.keys()]).toEqual(["7"]);
    expect(view.taskRows.get("7")?.state).toBe("blocked");
    expect(view.tasks.counts).toMatchObject({ blocked: 1, available: 0, completed: 0 });
  });
});

describe("task messages that nobody should write", () => {
  it("without an id are counted as malformed, with subject and sample", () => {
    const fleet = fleetOf([
      messageOf(1, NOON, "mjwork.tasks", { title: "no id", status: "available" }),
      messageOf(2, NOON, "mjwork.tasks.claimed", { task_id: "", owner: "alice" }),
      messageOf(3, NOON, "mjwork.tasks.claimed", { task_id: ["42"], owner: "alice" }),
    ]);
    const view = viewOf(fleet, NOON);
    expect(view.malformed.map(({ subject, reason, count }) => [subject, reason, count])).toEqual([
      ["mjwork.tasks.claimed", "wrong-type", 1],
      ["mjwork.tasks.claimed", "missing-task-id", 1],
      ["mjwork.tasks", "missing-task-id", 1],
    ]);
    expect(view.malformed[2]?.sample).toContain("no id");
    expect(view.taskRows.size).toBe(0);
  });

  it.each(["constructor", "__proto__", "toString", "🐙🐙", " ", "a.b/c?d#e%"])(
    "have %j as an id like any other",
    (id) => {
      const row = rowAfter(told({ task_id: id, status: "available", blocked_by: [id] }), id);
      expect(row).toMatchObject({ id, state: "blocked", blockedBy: [id] });
      expect(codesOf(row)).toContain("circular-block");
    },
  );

  it("have ids of 10,000 characters, which stay apart though they are not kept whole", () => {
    const ids = ["a", "b"].map((last) => `${"x".repeat(10_000)}${last}`);
    const fleet = fleetOf(told(...ids.map((task_id) => ({ task_id, status: "available" }))));
    const view = viewOf(fleet, NOON);
    expect([...view.taskRows.keys()]).toEqual(ids.map(heldId));
    expect(Math.max(...[...view.taskRows.keys()].map(({ length }) => length))).toBeLessThanOrEqual(1000);
    expect(taskStory(fleet, ids[0] ?? "").row?.seq).toBe(1);
    expect(taskStory(fleet, heldId(ids[1] ?? "")).row?.seq).toBe(2);
  });

  it("claim what was never published: said once the past is whole", () => {
    const fleet = fleetOf(told({ status: "claimed", owner: "alice" }));
    expect(codesOf(viewOf(fleet, NOON, { whole: false }).taskRows.get("42"))).not.toContain("claimed-unknown");
    expect(codesOf(viewOf(fleet, NOON, { whole: true }).taskRows.get("42"))).toContain("claimed-unknown");
    // Published a moment later: by the stream's order it was given back.
    foldChunk(fleet, chunkOf(told({}, { status: "available" }).slice(1)));
    expect(viewOf(fleet, NOON).taskRows.get("42")).toMatchObject({ state: "available", owner: null });
  });

  it.each([
    { created_at: new Date(NOON - 365 * DAY_MS).toISOString(), code: "clock-skew" },
    { created_at: new Date(NOON + 365 * DAY_MS).toISOString(), code: "clock-skew" },
    { created_at: "2026-11-24T15:00:00", code: "zone-mistake" },
  ])("are told at the stream's time though the agent's says $created_at", ({ created_at, code }) => {
    const row = rowAfter(told({ status: "available", created_at }));
    expect(row).toMatchObject({ stateSince: NOON, availableAt: NOON });
    expect(codesOf(row)).toContain(code);
  });

  it.each(["paused", "Available", "", "constructor"])(
    "say a status that nobody knows, shown as written: %j",
    (status) => {
      const row = rowAfter(told({ status: "available" }, { status, owner: "alice" }));
      expect(row).toMatchObject({ state: "unknown", status, owner: "alice" });
      expect(codesOf(row)).toContain("unknown-status");
    },
  );

  it("wait for 10,000 others: 200 of them are kept, and nothing is guessed of the rest", () => {
    const blocked_by = Array.from({ length: 10_000 }, (_, index) => `b${index}`);
    const done = blocked_by.slice(0, 300).map((task_id) => ({ task_id, status: "completed" }));
    const fleet = fleetOf(told({ status: "available", blocked_by }, ...done));
    const row = viewOf(fleet, NOON).taskRows.get("42");
    expect(row).toMatchObject({ state: "blocked", blockedByLeftOut: 9800 });
    expect(row?.blockedBy).toHaveLength(200);
    const { graph } = taskStory(fleet, "42");
    expect(graph.nodes).toHaveLength(200);
    expect(graph.leftOut).toBe(1);
  });

  it("wait for each other in a circle of 1,000", () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `c${index}`);
    const fleet = fleetOf(
      told(...ids.map((task_id, index) => ({ task_id, status: "available", blocked_by: [ids[(index + 1) % 1000]] }))),
    );
    const view = viewOf(fleet, NOON + HOUR_MS);
    expect(view.tasks.findings["circular-block"]).toBe(1000);
    expect(view.tasks.stuck.total).toBe(1000);
    expect(taskStory(fleet, "c7").graph.circle).toEqual([...ids.slice(7), ...ids.slice(0, 7)]);
  });
});

describe("an agent's tasks", () => {
  const fleet: Fleet = fleetOf(
    told(
      { task_id: "1", status: "claimed", owner: "alice" },
      { task_id: "1", status: "completed", owner: "alice", title: "Audit" },
      { task_id: "2", status: "claimed", owner: "alice" },
      { task_id: "3", status: "claimed", owner: "bob" },
      { task_id: "4", status: "failed", owner: "alice", error: "no disk" },
    ),
  );

  it("are what it holds, then what it ended, newest first, within the limit", () => {
    takeAllTasks(fleet, NOON + HOUR_MS);
    const { rows, total, workload } = agentTasks(fleet, "alice", 2);
    expect(rows.map(({ id }) => id)).toEqual(["2", "4"]);
    expect(total).toBe(3);
    expect(workload).toMatchObject({ agent: "alice", holds: 1, done: 1, failed: 1 });
    expect(agentTasks(fleet, "nobody", 5)).toEqual({ workload: null, rows: [], total: 0 });
  });

  it("are told by their messages, newest first", () => {
    expect(newestTaskEvents(fleet, "alice", 2)).toMatchObject([
      { seq: 5, channel: "tasks", agent: "alice", text: "failed task 4: no disk" },
      { seq: 3, text: "claimed task 2" },
    ]);
    expect(newestTaskEvents(fleet, null, 100).map(({ seq }) => seq)).toEqual([5, 4, 3, 2, 1]);
    expect(newestTaskEvents(fleet, null, 100)[3]?.text).toBe("completed task 1 · Audit");
  });
});

describe("tasks read by their subjects alone", () => {
  it("are folded once, whichever reading comes first, and nothing else counts as read", () => {
    const messages = [
      messageOf(1, NOON, "mjwork.tasks", { task_id: "1", status: "available" }),
      messageOf(2, NOON, "mjwork.errors", { content: "no disk" }),
      messageOf(3, NOON, "mjwork.tasks.claimed", { task_id: "1", owner: "alice" }),
    ];
    const fleet = testFleet();
    const single = { stream: STREAM, from: 1, to: 3, filter: "mjwork.tasks", messages: messages.slice(0, 1) };
    foldChunk(fleet, single);
    foldChunk(fleet, { ...single, filter: "mjwork.tasks.>", messages: messages.slice(2) });
    foldChunk(fleet, single);
    expect(fleet.messages).toBe(2);
    foldChunk(fleet, { stream: STREAM, from: 1, to: 3, messages });
    foldChunk(fleet, single);
    const view = viewOf(fleet, NOON);
    expect(view.counters.messages).toBe(3);
    expect(view.channels.get("tasks")?.count).toBe(2);
    expect(view.channels.get("errors")?.count).toBe(1);
  });

  it("are not read by a filter that does not match them", () => {
    const fleet = testFleet();
    const message = messageOf(1, NOON, "mjwork.errors", { content: "no disk" });
    foldChunk(fleet, { stream: STREAM, from: 1, to: 1, filter: "mjwork.tasks", messages: [message] });
    expect(fleet.messages).toBe(0);
    foldChunk(fleet, { stream: STREAM, from: 1, to: 1, messages: [message] });
    expect(viewOf(fleet).channels.get("errors")?.count).toBe(1);
  });
});
