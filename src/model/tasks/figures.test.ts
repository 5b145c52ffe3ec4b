import { chunkOf, fleetOf, messageOf, NOON, testFleet, viewOf } from "../fixtures.ts";
import { foldChunk } from "../fleet.ts";
import type { StreamMessage } from "../chunk.ts";
import { randomFrom } from "./fleet-life.properties.ts";
import type { TaskFigures } from "./tasks-view.ts";
import { assert } from "#util/assert.ts";
import { MINUTE_MS, SECOND_MS } from "#util/units.ts";
import { describe, expect, it } from "vitest";

type Said = [second: number, id: string, status: string, more?: Record<string, unknown>];

function messages(said: Said[]): StreamMessage[] {
  return said.map(([second, id, status, more], index) =>
    messageOf(index + 1, NOON + second * SECOND_MS, "mjwork.tasks", { task_id: id, status, ...more }),
  );
}

function figures(said: Said[], second: number, minutes = 420): TaskFigures {
  const found = viewOf(fleetOf(messages(said), { minutes }), NOON + second * SECOND_MS).tasks.figures;
  assert(found !== null, "a look with a clock makes figures");
  return found;
}

describe("the minutes", () => {
  it("begin with the first message, end with the running one, and have no holes", () => {
    const { minutes } = figures([[70, "1", "available"]], 250);
    expect(minutes.map(({ at }) => (at - NOON) / MINUTE_MS)).toEqual([1, 2, 3, 4]);
    expect(minutes.map(({ available }) => available)).toEqual([1, 1, 1, 1]);
    expect(minutes.map(({ arrived }) => arrived)).toEqual([1, 0, 0, 0]);
  });

  it("are none without a task: nothing is known, which is not zero", () => {
    expect(figures([], 100).minutes).toEqual([]);
  });

  it("are as many as are kept, with what stood before them, and the age of what waits since", () => {
    const { minutes } = figures([[0, "1", "available"]], 3600, 5);
    expect(minutes).toHaveLength(5);
    expect(minutes.map(({ available }) => available)).toEqual([1, 1, 1, 1, 1]);
    expect(minutes.map(({ arrived }) => arrived)).toEqual([0, 0, 0, 0, 0]);
    expect(minutes.at(-1)?.oldestWaitingMs).toBe(3600 * SECOND_MS);
    expect(minutes[0]?.oldestWaitingMs).toBe((3600 - 180) * SECOND_MS);
  });

  it("show a wait as blocked until its last blocker is completed, and the oldest waiting from then on", () => {
    const { minutes } = figures(
      [
        [0, "1", "available"],
        [1, "1", "claimed", { owner: "alice" }],
        [2, "2", "available", { blocked_by: ["1"] }],
        [130, "1", "completed", { owner: "alice" }],
      ],
      200,
    );
    expect(minutes.map(({ blocked, available, running }) => [blocked, available, running])).toEqual([
      [1, 0, 1],
      [1, 0, 1],
      [0, 1, 0],
      [0, 1, 0],
    ]);
    expect(minutes.map(({ oldestWaitingMs }) => oldestWaitingMs)).toEqual([null, null, 50 * SECOND_MS, 70 * SECOND_MS]);
  });
});

describe("waits and runs", () => {
  it("are from claimable to claimed and from claimed to ended, by priority too", () => {
    const { wait, run, priorities } = figures(
      [
        [0, "1", "available", { priority: "low" }],
        [10, "1", "claimed", { owner: "alice" }],
        [40, "1", "completed", { owner: "alice" }],
        [41, "2", "available", { priority: "high", blocked_by: ["3"] }],
        [42, "3", "available"],
        [43, "3", "completed"],
        [50, "2", "claimed", { owner: "alice" }],
      ],
      60,
    );
    expect(wait).toEqual({ samples: 2, p50: 7 * SECOND_MS, p95: 10 * SECOND_MS, p99: 10 * SECOND_MS });
    expect(run).toEqual({ samples: 1, p50: 30 * SECOND_MS, p95: 30 * SECOND_MS, p99: 30 * SECOND_MS });
    expect(
      priorities.map(({ priority, waiting, claimed, ended, wait: { samples } }) => [
        priority,
        waiting,
        claimed,
        ended,
        samples,
      ]),
    ).toEqual([
      ["high", 0, 1, 0, 1],
      ["low", 0, 0, 1, 1],
      [null, 0, 0, 1, 0],
    ]);
  });
});

describe("an agent's workload", () => {
  it("counts the time in which it held several tasks once", () => {
    const { agents } = figures(
      [
        [0, "1", "available"],
        [0, "2", "available"],
        [10, "1", "claimed", { owner: "alice" }],
        [20, "2", "claimed", { owner: "alice" }],
        [30, "1", "completed", { owner: "alice" }],
        [40, "2", "failed", { owner: "alice" }],
        [50, "3", "claimed", { owner: "roy" }],
      ],
      70,
    );
    expect(agents).toEqual([
      { agent: "roy", holds: 1, done: 0, failed: 0, busyShare: 1 },
      { agent: "alice", holds: 0, done: 1, failed: 1, busyShare: 0.5 },
    ]);
  });
});

/** One a second. */
function arrivals(count: number): Said[] {
  return Array.from({ length: count }, (_, index): Said => [index, `t${index}`, "available"]);
}

describe("the flow", () => {
  it("grows: until twice as many wait", () => {
    const { flow } = figures(arrivals(60), 120);
    expect(flow).toMatchObject({ overMs: 2 * MINUTE_MS, arrivedPerMinute: 30, endedPerMinute: 0, netPerMinute: 30 });
    expect(flow.trend).toEqual({ kind: "growing", doubleInMs: 2 * MINUTE_MS });
  });

  it("drains: until nothing waits", () => {
    const ends = Array.from({ length: 30 }, (_, index): Said => [1200 + index, `t${index}`, "completed"]);
    const { flow } = figures([...arrivals(60), ...ends], 1260);
    expect(flow.endedPerMinute).toBeCloseTo(30 / 9, 5);
    expect(flow.trend).toEqual({ kind: "draining", emptyInMs: 9 * MINUTE_MS });
  });

  it("is steady where as many come as go", () => {
    expect(figures(arrivals(60), 3600).flow.trend).toEqual({ kind: "steady" });
  });
});

/** Tasks that begin and end one after the other, over half an hour. */
function past(count: number): Said[] {
  const random = randomFrom(7);
  return Array.from({ length: count }, (_, index): Said[] => {
    const second = (index * 1800) / count;
    const owner = `agent-${index % 3}`;
    const claimed = second + 1 + random() * 200;
    return [
      [second, `t${index}`, "available", { priority: index % 2 === 0 ? "high" : "low" }],
      [claimed, `t${index}`, "claimed", { owner }],
      [claimed + 1 + random() * 300, `t${index}`, index % 5 === 0 ? "failed" : "completed", { owner }],
    ];
  })
    .flat()
    .map(([second, ...rest]): Said => [Math.round(second * 1000) / 1000, ...rest])
    .sort(([a], [b]) => a - b);
}

describe("tasks that were let go for a bound", () => {
  it.each([420, 12])("stay in the figures of %i minutes", (minutes) => {
    const said = messages(past(300));
    const whole = testFleet({ minutes });
    const bounded = testFleet({ minutes }, { tasks: { ...whole.tasks.limits, ended: 20 } });
    for (let from = 0; from < said.length; from += 30) {
      for (const fleet of [whole, bounded]) foldChunk(fleet, chunkOf(said.slice(from, from + 30)));
    }
    const [all, rest] = [whole, bounded].map((fleet) => viewOf(fleet, NOON + 2400 * SECOND_MS).tasks);
    expect(rest?.letGo.ended).toBeGreaterThan(250);
    expect(rest?.figures).toEqual(all?.figures);
  });
});
