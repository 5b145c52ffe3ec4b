import type { StreamMessage } from "../chunk.ts";
import { foldChunk } from "../fleet.ts";
import type { Fleet } from "../fleet-state.ts";
import { beatOf, chunkOf, fleetOf, messageOf, NOON, takeAllTasks, testFleet, viewOf } from "../fixtures.ts";
import { takeChanges } from "../take-changes.ts";
import type { TaskContext } from "./task-context.ts";
import type { TaskFinding, TaskFindingCode } from "./task.ts";
import { findingsOf } from "./worst-first.ts";
import { assert } from "#util/assert.ts";
import { DAY_MS, MINUTE_MS, SECOND_MS } from "#util/units.ts";
import { describe, expect, it } from "vitest";

type Draft = (seq: number) => StreamMessage;

function at(second: number): number {
  return NOON + second * SECOND_MS;
}

function beat(second: number, agent: string, body: Record<string, unknown> = {}): Draft {
  return (seq) => beatOf(seq, at(second), agent, { heartbeat_interval: 30, ...body });
}

function task(second: number, id: string, status: string, body: Record<string, unknown> = {}): Draft {
  return (seq) => messageOf(seq, at(second), "mjwork.tasks", { task_id: id, status, ...body });
}

function log(...drafts: Draft[]): StreamMessage[] {
  return drafts.map((draft, index) => draft(index + 1));
}

function findings(fleet: Fleet, second: number, id = "42", context: Partial<TaskContext> = {}): readonly TaskFinding[] {
  viewOf(fleet, at(second), context);
  const entry = fleet.tasks.entries.get(id);
  assert(entry !== undefined, "the test names a task that is held");
  return findingsOf(entry);
}

function codes(drafts: Draft[], second: number, id = "42", context: Partial<TaskContext> = {}): TaskFindingCode[] {
  return findings(fleetOf(log(...drafts)), second, id, context).map(({ code }) => code);
}

const HELD_BY_ALICE = [
  beat(0, "alice"),
  task(1, "42", "available", { title: "Audit" }),
  task(2, "42", "claimed", { owner: "alice" }),
  beat(3, "alice", { status: "busy", current_task: "42" }),
];

describe("a task whose agent was killed while it held it", () => {
  it("is orphaned from the moment on at which the agent counts as silent, and names it", () => {
    const fleet = fleetOf(log(...HELD_BY_ALICE));
    expect(findings(fleet, 92)).toEqual([]);
    expect(findings(fleet, 93)).toEqual([
      { code: "orphaned", detail: "Held by alice, who is silent.", since: at(93), agents: ["alice"] },
    ]);
  });

  it("is orphaned still when the agent is gone", () => {
    const fleet = fleetOf(log(...HELD_BY_ALICE));
    const [found] = findings(fleet, 200 + DAY_MS / SECOND_MS);
    expect(found).toMatchObject({ code: "orphaned", since: at(93), agents: ["alice"] });
    expect(found?.detail).toMatch(/gone/);
  });

  it("stands on the stuck list, and no longer when the agent is back", () => {
    const fleet = fleetOf(log(...HELD_BY_ALICE));
    expect(viewOf(fleet, at(120)).tasks).toMatchObject({ findings: { orphaned: 1 }, stuck: { total: 1 } });
    const back = beat(130, "alice", { status: "busy", current_task: "42" })(5);
    foldChunk(fleet, chunkOf([back]));
    const { tasks, taskRows } = viewOf(fleet, at(131));
    expect(tasks).toMatchObject({ findings: {}, stuck: { total: 0, worst: [] } });
    expect(taskRows.get("42")?.findings).toEqual([]);
  });

  it("is orphaned at once when the agent signs off", () => {
    const drafts = [...HELD_BY_ALICE, beat(10, "alice", { status: "offline" })];
    expect(findings(fleetOf(log(...drafts)), 11)).toMatchObject([{ code: "orphaned", since: at(10) }]);
  });

  it("keeps what was found last while our own view is lost", () => {
    const fleet = fleetOf(log(...HELD_BY_ALICE));
    expect(findings(fleet, 120)).toHaveLength(1);
    const { tasks } = takeAllTasks(fleet, null);
    expect(tasks?.findings ?? fleet.tasks.look.findings).toEqual({ orphaned: 1 });
    expect(fleet.tasks.look.stuck.total).toBe(1);
  });
});

describe("a task whose owner no heartbeat ever named", () => {
  const drafts = [task(1, "42", "available"), task(2, "42", "claimed", { owner: "ghost" })];

  it("says that the owner was never seen, since the claim", () => {
    const found = findings(fleetOf(log(...drafts)), 10);
    expect(found).toMatchObject([{ code: "orphaned", since: at(2), agents: ["ghost"] }]);
    expect(found[0]?.detail).toMatch(/owner never seen/);
  });

  it("says nothing as long as not every agent is known", () => {
    expect(codes(drafts, 10, "42", { agentsKnown: false })).toEqual([]);
  });
});

describe("claims", () => {
  const twice = [
    beat(0, "alice"),
    beat(0, "bob"),
    task(1, "42", "available"),
    task(2, "42", "claimed", { owner: "alice" }),
    task(3, "42", "claimed", { owner: "bob" }),
  ];

  it("of two agents in one round are a duplicate, with both names and when", () => {
    expect(findings(fleetOf(log(...twice)), 4)).toEqual([
      { code: "duplicate-claim", detail: "Claimed by alice and by bob.", since: at(3), agents: ["alice", "bob"] },
    ]);
  });

  it("that were taken back do not count", () => {
    const drafts = [...twice, task(4, "42", "claimed", { owner: "alice", withdrawn_by: "bob" })];
    expect(codes(drafts, 5)).toEqual([]);
  });

  it("taken back behind the winner's end leave one end and nothing reopened", () => {
    const drafts = [
      ...twice,
      task(4, "42", "completed", { owner: "alice" }),
      task(5, "42", "claimed", { owner: "alice", withdrawn_by: "bob" }),
      task(6, "42", "completed", { owner: "alice" }),
    ];
    expect(codes(drafts, 7)).toEqual([]);
  });

  it("of two agents are history once the task has ended: found, and not stuck", () => {
    const { tasks, taskRows } = viewOf(fleetOf(log(...twice, task(5, "42", "completed", { owner: "bob" }))), at(6));
    expect(taskRows.get("42")?.findings.map(({ code }) => code)).toEqual(["duplicate-claim"]);
    expect(tasks.stuck.total).toBe(0);
  });

  it("of two agents in two rounds are none", () => {
    const drafts = [
      beat(0, "alice"),
      beat(0, "bob"),
      task(1, "42", "available"),
      task(2, "42", "claimed", { owner: "alice" }),
      task(3, "42", "available"),
      task(4, "42", "claimed", { owner: "bob" }),
    ];
    expect(codes(drafts, 5)).toEqual([]);
  });

  it("of a task that nobody published are found once the whole past is read", () => {
    const drafts = [beat(0, "alice"), task(1, "42", "claimed", { owner: "alice" })];
    expect(findings(fleetOf(log(...drafts)), 2)).toMatchObject([
      { code: "claimed-unknown", since: at(1), agents: ["alice"] },
    ]);
    expect(codes(drafts, 2, "42", { whole: false })).toEqual([]);
  });

  it("that were never stored are told by the heartbeat of who thinks to hold the task", () => {
    const drafts = [task(1, "42", "available"), beat(2, "alice", { status: "busy", current_task: "42" })];
    expect(findings(fleetOf(log(...drafts)), 3)).toMatchObject([
      { code: "claim-not-stored", since: at(1), agents: ["alice"] },
    ]);
  });

  it("are not called lost by a beat from before the task was given back", () => {
    const drafts = [...HELD_BY_ALICE, task(4, "42", "available")];
    expect(codes(drafts, 5)).toEqual([]);
  });
});

describe("the holder's heartbeat", () => {
  const held = [beat(0, "alice"), task(1, "42", "available"), task(2, "42", "claimed", { owner: "alice" })];

  it("that names another task disagrees", () => {
    const drafts = [...held, beat(3, "alice", { status: "busy", current_task: "43" })];
    expect(findings(fleetOf(log(...drafts)), 4)).toMatchObject([
      { code: "heartbeat-disagrees", since: at(2), agents: ["alice"] },
    ]);
  });

  it.each([
    ["this task", { current_task: "42" }],
    ["this task by a number", { current_task: 42 }],
    ["no task", { current_task: null }],
    ["a text", { current_task: "writing the report" }],
  ])("that names %s does not", (_, body) => {
    expect(codes([...held, beat(3, "alice", body)], 4)).toEqual([]);
  });

  it("from before the claim does not", () => {
    const drafts = [
      beat(0, "alice", { status: "busy", current_task: "41" }),
      task(1, "42", "available"),
      task(2, "42", "claimed", { owner: "alice" }),
    ];
    expect(codes(drafts, 3)).toEqual([]);
  });
});

/** Tasks of one kind that took a second each, and one that does not end. */
function line(samples: number): Draft[] {
  const ended = Array.from({ length: samples }, (_, index) => [
    task(index * 3, `line-${index}`, "available", { title: `Process invoice ${index}` }),
    task(index * 3 + 1, `line-${index}`, "claimed", { owner: "roy" }),
    task(index * 3 + 2, `line-${index}`, "completed", { owner: "roy" }),
  ]);
  return [
    ...ended.flat(),
    task(100, "42", "available", { title: "Process invoice 777" }),
    task(101, "42", "claimed", { owner: "alice" }),
    beat(102, "alice"),
  ];
}

describe("a task that runs", () => {
  it("three times longer than 95 of 100 of its kind is overdue, from twenty samples on", () => {
    expect(codes(line(20), 104)).toEqual([]);
    expect(findings(fleetOf(log(...line(20))), 105)).toMatchObject([{ code: "overdue", since: at(104) }]);
    expect(codes(line(19), 105)).toEqual([]);
  });

  it("longer than the setting is overdue by the setting alone", () => {
    expect(codes(line(20), 105, "42", { overdueAfterMs: MINUTE_MS })).toEqual([]);
    const found = findings(fleetOf(log(...line(0))), 170, "42", { overdueAfterMs: MINUTE_MS });
    expect(found.map(({ code, since }) => [code, since])).toEqual([["overdue", at(161)]]);
  });
});

describe("a task that waits", () => {
  it("starves while an agent is idle for longer than two of its intervals", () => {
    const drafts = [task(0, "42", "available"), beat(50, "alice")];
    expect(codes(drafts, 60)).toEqual([]);
    expect(findings(fleetOf(log(...drafts)), 61)).toMatchObject([{ code: "starving", since: at(0) }]);
  });

  it("does not while all are at work", () => {
    const drafts = [task(0, "42", "available"), beat(50, "alice", { status: "busy", current_task: "41" })];
    expect(codes(drafts, 61)).toEqual([]);
  });

  it("has no workers from the moment on at which the last one was on time", () => {
    const drafts = [beat(0, "alice"), task(1, "42", "available")];
    expect(codes(drafts, 44)).toEqual([]);
    expect(findings(fleetOf(log(...drafts)), 46)).toMatchObject([{ code: "no-workers", since: at(45), agents: [] }]);
  });

  it("has none since it waits where there never was an agent, once all are known", () => {
    const drafts = [task(1, "42", "available")];
    expect(findings(fleetOf(log(...drafts)), 2)).toMatchObject([{ code: "no-workers", since: at(1) }]);
    expect(codes(drafts, 2, "42", { agentsKnown: false })).toEqual([]);
  });
});

describe("a blocked task", () => {
  const fine = beat(20, "alice", { status: "busy", current_task: "41" });

  it("is nothing to worry about while what it waits for is worked on", () => {
    const drafts = [
      task(0, "41", "available"),
      task(1, "42", "available", { blocked_by: ["41"] }),
      task(2, "41", "claimed", { owner: "alice" }),
      fine,
    ];
    expect(codes(drafts, 21)).toEqual([]);
  });

  it("waits for ever behind one that failed, until that is published again", () => {
    const drafts = [
      task(0, "41", "available"),
      task(1, "42", "available", { blocked_by: ["41"] }),
      task(2, "41", "claimed", { owner: "alice" }),
      task(3, "41", "failed", { owner: "alice" }),
      fine,
    ];
    const fleet = fleetOf(log(...drafts));
    expect(findings(fleet, 21)).toEqual([
      { code: "stale-block", detail: "Waits for 41, which failed.", since: at(3), agents: ["alice"] },
    ]);
    foldChunk(fleet, chunkOf([task(22, "41", "available")(6)]));
    expect(findings(fleet, 23)).toEqual([]);
  });

  it("waits for ever behind one that was never published, as far as the whole past tells", () => {
    const drafts = [task(1, "42", "available", { blocked_by: ["7", "8"] }), fine];
    const found = findings(fleetOf(log(...drafts)), 21);
    expect(found).toMatchObject([{ code: "stale-block", since: at(1) }]);
    expect(found[0]?.detail).toMatch(/^Waits for 7, which was never published\. 1 more/);
    expect(codes(drafts, 21, "42", { whole: false })).toEqual([]);
  });

  it("that waits for itself is a circle of one", () => {
    const drafts = [task(1, "42", "available", { blocked_by: ["42"] }), fine];
    expect(findings(fleetOf(log(...drafts)), 21)).toMatchObject([
      { code: "circular-block", detail: "Waits for itself.", since: at(1) },
    ]);
  });

  it("is part of a circle since that was closed, and one that only waits for it is not", () => {
    const drafts = [
      task(1, "1", "available", { blocked_by: ["2"] }),
      task(2, "2", "available", { blocked_by: ["3"] }),
      task(3, "3", "available", { blocked_by: ["1"] }),
      task(4, "42", "available", { blocked_by: ["1"] }),
      fine,
    ];
    const fleet = fleetOf(log(...drafts));
    for (const id of ["1", "2", "3"]) {
      expect(findings(fleet, 21, id)).toMatchObject([{ code: "circular-block", since: at(3) }]);
    }
    expect(findings(fleet, 21)).toEqual([]);
  });

  it("is found in a circle of a thousand and behind a chain of twenty thousand", () => {
    const circle = Array.from({ length: 1000 }, (_, index) =>
      task(1, `c${index}`, "available", { blocked_by: [`c${(index + 1) % 1000}`] }),
    );
    const chain = Array.from({ length: 20_000 }, (_, index) =>
      task(2, `n${index}`, "available", { blocked_by: [`n${index + 1}`] }),
    );
    const { tasks } = viewOf(fleetOf(log(...circle, ...chain, fine)), at(21));
    expect(tasks.findings).toEqual({ "circular-block": 1000, "stale-block": 1 });
    expect(tasks.counts).toMatchObject({ blocked: 21_000, available: 0 });
  });
});

describe("the stuck list", () => {
  it("has the worst first, then the longest, and shows a hundred of all", () => {
    const drafts = [
      task(0, "waits-1", "available"),
      task(1, "waits-2", "available"),
      task(2, "blocked", "available", { blocked_by: ["nobody-knows"] }),
      task(3, "held", "available"),
      task(4, "held", "claimed", { owner: "ghost" }),
      ...Array.from({ length: 200 }, (_, index) => task(5 + index, `later-${index}`, "available")),
    ];
    const { stuck } = viewOf(fleetOf(log(...drafts)), at(400)).tasks;
    expect(stuck.total).toBe(204);
    expect(stuck.worst).toHaveLength(100);
    expect(stuck.worst.slice(0, 4).map(({ id }) => id)).toEqual(["held", "waits-1", "waits-2", "later-0"]);
  });
});

describe("a look that finds what the last one found", () => {
  it("makes no row anew", () => {
    const fleet = testFleet();
    foldChunk(fleet, chunkOf(log(...HELD_BY_ALICE, task(4, "7", "available", { blocked_by: ["7"] }))));
    takeChanges(fleet);
    expect(takeAllTasks(fleet, at(120)).taskRows?.set.map(({ id }) => id)).toEqual(["42", "7"]);
    expect(takeAllTasks(fleet, at(125)).taskRows).toBeUndefined();
  });
});
