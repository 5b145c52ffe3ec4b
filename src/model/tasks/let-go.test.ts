import { chunkOf, messageOf, NOON, testFleet, viewOf } from "../fixtures.ts";
import { foldChunk } from "../fleet.ts";
import type { Fleet } from "../fleet-state.ts";
import type { StreamMessage } from "../chunk.ts";
import type { TaskLimits } from "./tasks-state.ts";
import { DEFAULT_TASK_LIMITS } from "./tasks-state.ts";
import { buryId, createTombstones, tombstoneOf, voidTombstones } from "./tombstones.ts";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "#util/units.ts";
import { describe, expect, it } from "vitest";

const NOW = NOON + HOUR_MS;

function boundedFleet(limits: Partial<TaskLimits>): Fleet {
  return testFleet({}, { tasks: { ...DEFAULT_TASK_LIMITS, ...limits } });
}

/** Sequences are the places in the list, seconds too. */
function events(list: readonly (readonly [id: string, status: string, body?: object])[]): StreamMessage[] {
  return list.map(([task_id, status, body], index) =>
    messageOf(index + 1, NOON + index * SECOND_MS, "mjwork.tasks", { task_id, status, ...body }),
  );
}

/** A task after the other: made available, then completed. */
function livesOf(count: number): StreamMessage[] {
  return events(
    Array.from({ length: count }, (_, index) => `t${index}`).flatMap((id) => [
      [id, "available"],
      [id, "completed", { owner: "alice" }],
    ]),
  );
}

/** As a feed brings them. */
function foldInChunks(fleet: Fleet, messages: readonly StreamMessage[], size = 10): void {
  for (let from = 0; from < messages.length; from += size) {
    foldChunk(fleet, chunkOf(messages.slice(from, from + size)));
  }
}

describe("the bound of ended tasks", () => {
  it("lets the oldest-ended go, counts them, and keeps them in the figures", () => {
    const fleet = boundedFleet({ ended: 20 });
    foldInChunks(fleet, livesOf(100));
    const view = viewOf(fleet, NOW);
    const held = view.taskRows.size;
    expect(held).toBeGreaterThan(0);
    expect(held).toBeLessThanOrEqual(20);
    expect([...view.taskRows.keys()].at(-1)).toBe("t99");
    expect([...view.taskRows.keys()][0]).toBe(`t${100 - held}`);
    expect(view.tasks.letGo).toEqual({ open: 0, ended: 100 - held, steps: 0 });
    expect(view.tasks.counts.completed).toBe(held);
    const completed = view.tasks.figures?.minutes.reduce((sum, minute) => sum + minute.completed, 0);
    expect(completed).toBe(100);
  });

  it("lets no open task go", () => {
    const fleet = boundedFleet({ ended: 5 });
    foldChunk(fleet, chunkOf(events([["open", "available"]])));
    foldInChunks(fleet, livesOf(50).slice(1));
    expect(viewOf(fleet, NOW).taskRows.get("open")?.state).toBe("available");
  });

  it("keeps those whose beginning may still come, until the past is read", () => {
    const fleet = boundedFleet({ ended: 10 });
    const all = livesOf(30);
    const ends = all.filter((_, index) => index % 2 === 1);
    for (const end of ends) foldChunk(fleet, chunkOf([end]));
    expect(viewOf(fleet, NOW, { whole: false }).taskRows.size).toBe(30);
    for (const begin of all.filter((_, index) => index % 2 === 0).reverse()) foldChunk(fleet, chunkOf([begin]));
    expect(viewOf(fleet, NOW, { whole: false }).taskRows.size).toBeLessThanOrEqual(10);
  });

  it("does not let an older message bring a task back, and lets a newer one begin it anew", () => {
    const fleet = boundedFleet({ ended: 5 });
    const all = livesOf(40);
    // The claim of the first is stored between its other messages and read last.
    const claim = messageOf(2, NOON, "mjwork.tasks", { task_id: "t0", status: "claimed", owner: "bob" });
    const moved = all.map((message) => (message.seq === 1 ? message : { ...message, seq: message.seq + 1 }));
    foldChunk(fleet, chunkOf(moved.slice(0, 1)));
    foldInChunks(fleet, moved.slice(1));
    expect(fleet.tasks.entries.has("t0")).toBe(false);
    foldChunk(fleet, chunkOf([claim]));
    expect(fleet.tasks.entries.has("t0")).toBe(false);
    expect(fleet.tasks.letGo.steps).toBe(1);
    foldChunk(
      fleet,
      chunkOf([messageOf(100, NOON + HOUR_MS, "mjwork.tasks", { task_id: "t0", status: "claimed", owner: "eve" })]),
    );
    const row = viewOf(fleet, NOON + HOUR_MS).taskRows.get("t0");
    expect(row).toMatchObject({ state: "claimed", owner: "eve", seq: 100 });
    expect(row?.findings.map(({ code }) => code)).not.toContain("claimed-unknown");
  });

  it("still frees those who waited for one that was let go", () => {
    const fleet = boundedFleet({ ended: 5 });
    foldInChunks(fleet, livesOf(40));
    expect(fleet.tasks.entries.has("t0")).toBe(false);
    const waits = { task_id: "late", status: "available", blocked_by: ["t0"] };
    foldChunk(fleet, chunkOf([messageOf(200, NOW, "mjwork.tasks", waits)]));
    expect(viewOf(fleet, NOW).taskRows.get("late")?.state).toBe("available");
    foldChunk(fleet, chunkOf([messageOf(201, NOW, "mjwork.tasks", { task_id: "t0", status: "available" })]));
    expect(viewOf(fleet, NOW).taskRows.get("late")?.state).toBe("blocked");
  });
});

describe("the bound of open tasks", () => {
  it("takes no more in, counts each once, and takes in the end of one", () => {
    const fleet = boundedFleet({ open: 10 });
    const ids = Array.from({ length: 25 }, (_, index) => `t${index}`);
    foldChunk(fleet, chunkOf(events([...ids, ...ids].map((id) => [id, "available"]))));
    const view = viewOf(fleet, NOW);
    expect(view.tasks.counts.available).toBe(10);
    expect(view.tasks.letGo.open).toBe(15);
    foldChunk(fleet, chunkOf([messageOf(100, NOON, "mjwork.tasks", { task_id: "t24", status: "completed" })]));
    expect(viewOf(fleet, NOW).tasks.counts).toMatchObject({ available: 10, completed: 1 });
  });
});

describe("the bound of bytes", () => {
  it("holds whatever the tasks say", () => {
    const fleet = boundedFleet({ bytes: 200_000 });
    const error = "e".repeat(300);
    const lives = Array.from({ length: 400 }, (_, index) => `t${index}`).flatMap((id) => [
      [id, "available"] as const,
      [id, "failed", { error }] as const,
    ]);
    foldInChunks(fleet, events(lives));
    expect(fleet.tasks.bytes).toBeLessThanOrEqual(200_000);
    expect(fleet.tasks.letGo.ended + fleet.tasks.entries.size).toBe(400);
    expect([...fleet.tasks.entries.values()].reduce((sum, { bytes }) => sum + bytes, 0)).toBe(fleet.tasks.bytes);
  });
});

describe("the bound of steps", () => {
  it.each([
    { order: "as they came", turn: (messages: StreamMessage[]) => messages },
    { order: "newest first", turn: (messages: StreamMessage[]) => messages.toReversed() },
  ])("keeps the first and the newest, read $order", ({ turn }) => {
    const fleet = boundedFleet({ stepsPerTask: 8 });
    const statuses = ["available", ...Array.from({ length: 99 }, () => "claimed")];
    const messages = events(statuses.map((status) => ["42", status, { owner: "alice" }]));
    for (const message of turn(messages)) foldChunk(fleet, chunkOf([message]));
    const entry = fleet.tasks.entries.get("42");
    expect(entry?.steps.map(({ seq }) => seq)).toEqual([1, 94, 95, 96, 97, 98, 99, 100]);
    expect(entry?.stepsLeftOut).toBe(92);
    expect(viewOf(fleet, NOW).tasks.letGo.steps).toBe(92);
  });
});

describe("tombstones", () => {
  const at = NOON + MINUTE_MS;

  it("remember the newest message of every id, whatever its length", () => {
    const tombstones = createTombstones(100_000);
    const ids = Array.from({ length: 20_000 }, (_, index) => `${index % 2 === 0 ? "x".repeat(200) : ""}${index}`);
    ids.forEach((id, index) => buryId(tombstones, id, { stream: "A", seq: index, at, completed: index % 3 === 0 }));
    const wrong = ids.filter((id, index) => {
      const found = tombstoneOf(tombstones, id);
      return found === null || found.seq !== index || found.completed !== (index % 3 === 0);
    });
    expect(wrong).toEqual([]);
    expect(ids.filter((id) => tombstoneOf(tombstones, `${id}?`) !== null)).toEqual([]);
  });

  it("forget the oldest half, never the newest", () => {
    const tombstones = createTombstones(1000);
    for (let id = 0; id < 5000; id++) buryId(tombstones, `t${id}`, { stream: "A", seq: id, at, completed: true });
    const known = Array.from({ length: 5000 }, (_, id) => id).filter(
      (id) => tombstoneOf(tombstones, `t${id}`) !== null,
    );
    expect(known.length).toBeGreaterThanOrEqual(500);
    expect(known.length).toBeLessThanOrEqual(1000);
    expect(known[0]).toBe(5000 - known.length);
  });

  it("forget those of a stream that was made again", () => {
    const tombstones = createTombstones(1000);
    buryId(tombstones, "a", { stream: "A", seq: 1, at, completed: true });
    buryId(tombstones, "b", { stream: "B", seq: 1, at, completed: true });
    voidTombstones(tombstones, "A");
    expect(tombstoneOf(tombstones, "a")).toBeNull();
    expect(tombstoneOf(tombstones, "b")).toMatchObject({ stream: "B" });
    buryId(tombstones, "a", { stream: "A", seq: 2, at, completed: false });
    expect(tombstoneOf(tombstones, "a")).toMatchObject({ seq: 2, completed: false });
  });
});
