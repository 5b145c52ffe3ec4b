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
  parts: { agents: { state: "ready", reason: null } },
  agents: [
    { id: "alice", liveness: "on-time" },
    { id: "bob", liveness: "late" },
  ],
};

const STRICT = { expectAgents: 2, noSilent: true, noMalformed: true };

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
    const names = checkSnapshot(LIVE, { expectAgents: 0, noSilent: false, noMalformed: false }).map(({ name }) => name);
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
    const parts = { agents: { state: "forbidden", reason: "No permission." } };
    expect(failures({ ...LIVE, parts })).toEqual(["agents-readable: The agents are forbidden: No permission."]);
  });
});
