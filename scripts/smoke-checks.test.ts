import { describe, expect, it } from "vitest";
import type { SmokeSnapshot } from "./smoke-checks.ts";
import { checkSnapshot } from "./smoke-checks.ts";

const LIVE: SmokeSnapshot = {
  version: 1,
  view: {
    state: "live",
    reason: null,
    caughtUp: true,
    server: { name: "n1", version: "2.15.1", url: "ws://127.0.0.1:9222" },
    malformed: 0,
  },
  parts: { agents: { state: "ready", reason: null }, tasks: { state: "ready", reason: null } },
  tasks: { stuck: 0, oldestWaitingMs: 40_000, items: [{ id: "41", findings: [] }] },
  agents: [
    { id: "alice", liveness: "on-time" },
    { id: "bob", liveness: "late" },
  ],
};

const STRICT = { expectAgents: 2, noSilent: true, noMalformed: true, noStuck: true, maxWaitMs: 60_000 };

const NO_WISHES = { expectAgents: 0, noSilent: false, noMalformed: false, noStuck: false, maxWaitMs: null };

function failures(snapshot: SmokeSnapshot, wishes = STRICT): string[] {
  return checkSnapshot(snapshot, wishes)
    .filter(({ passed }) => !passed)
    .map(({ name, said }) => `${name}: ${said}`);
}

describe("checkSnapshot", () => {
  it("passes a live page with everybody heard of", () => {
    expect(failures(LIVE)).toEqual([]);
  });

  it("checks only what was wished for besides the view", () => {
    const names = checkSnapshot(LIVE, NO_WISHES).map(({ name }) => name);
    expect(names).toEqual(["live", "caught-up", "agents-readable"]);
  });

  it("says why a view is not live", () => {
    const lost = { ...LIVE, view: { ...LIVE.view, state: "lost", caughtUp: false, reason: "The connection closed." } };
    expect(failures(lost)).toEqual([
      "live: The view is lost, not live: The connection closed.",
      "caught-up: The past was not complete in time.",
    ]);
  });

  it("counts agents", () => {
    expect(failures(LIVE, { ...STRICT, expectAgents: 3 })).toEqual(["agents: 2 agents known; at least 3 expected."]);
  });

  it("names silent agents, a few of them", () => {
    const agents = Array.from({ length: 7 }, (_, index) => ({ id: `a${index}`, liveness: "silent" }));
    expect(failures({ ...LIVE, agents })).toEqual(["no-silent: 7 of 7 agents silent: a0, a1, a2, a3, a4 and 2 more."]);
  });

  it("takes an agent that nobody can judge for no proof of life", () => {
    const agents = [
      { id: "alice", liveness: "unknown" },
      { id: "bob", liveness: "on-time" },
    ];
    expect(failures({ ...LIVE, agents })).toEqual(["no-silent: It is not known of 1 agent whether they are alive."]);
  });

  it("counts messages that could not be read", () => {
    expect(failures({ ...LIVE, view: { ...LIVE.view, malformed: 3 } })).toEqual([
      "no-malformed: 3 messages could not be read.",
    ]);
  });

  it("says why the agents cannot be read", () => {
    const parts = { ...LIVE.parts, agents: { state: "forbidden", reason: "No permission." } };
    expect(failures({ ...LIVE, parts })).toEqual(["agents-readable: The agents are forbidden: No permission."]);
  });

  it("names tasks that are odd when some are stuck, and says how long the oldest waits", () => {
    const items = [
      { id: "41", findings: [] },
      { id: "42", findings: ["orphaned", "overdue"] },
    ];
    expect(failures({ ...LIVE, tasks: { stuck: 1, oldestWaitingMs: 61_000, items } })).toEqual([
      "no-stuck: 1 task stuck; tasks with findings: 42 (orphaned).",
      "max-wait: The oldest waiting task waits for 61 s; at most 60 s are allowed.",
    ]);
  });

  it("takes tasks that are not known for no proof that none is stuck", () => {
    const parts = { ...LIVE.parts, tasks: { state: "loading", reason: null } };
    expect(failures({ ...LIVE, parts, tasks: { stuck: null, oldestWaitingMs: null, items: [] } })).toEqual([
      "tasks-readable: The tasks are loading: no reason is given",
      "no-stuck: It is not known whether a task is stuck.",
      "max-wait: It is not known how long tasks wait.",
    ]);
  });
});
