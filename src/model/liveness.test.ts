import type { AgentFacts } from "./agent.ts";
import { beatOf, beatsAtSeconds, chunkOf, fleetOf, NOON, testFleet, viewOf } from "./fixtures.ts";
import { foldChunk } from "./fleet.ts";
import type { Judgement } from "./liveness.ts";
import { judge } from "./liveness.ts";
import { assert } from "#util/assert.ts";
import { HOUR_MS, SECOND_MS } from "#util/units.ts";
import { describe, expect, it } from "vitest";

/** Facts of an agent that beat at these seconds after noon. */
function beating(seconds: readonly number[], body: Record<string, unknown> = {}): AgentFacts {
  const agent = viewOf(fleetOf(beatsAtSeconds("alice", seconds, body))).agents.get("alice");
  assert(agent !== undefined, "alice beats");
  return agent;
}

function judged(agent: AgentFacts, second: number): Judgement {
  return judge(agent, NOON + second * SECOND_MS);
}

/** From 0 to `to`, every `step` seconds. */
function every(step: number, to: number, from = 0): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

describe("an agent of 30 s", () => {
  const agent = beating(every(30, 300));

  it.each([
    { after: 0, state: "on-time" },
    { after: 44.999, state: "on-time" },
    { after: 45, state: "late" },
    { after: 89.999, state: "late" },
    { after: 90, state: "silent" },
    { after: 24 * 3600, state: "silent" },
    { after: 24 * 3600 + 90, state: "gone" },
  ])("is $state $after s after its last beat", ({ after, state }) => {
    expect(judged(agent, 300 + after).liveness.state).toBe(state);
  });

  it("says since when, and until when", () => {
    expect(judged(agent, 310).liveness).toEqual({ state: "on-time", lateAt: NOON + 345 * SECOND_MS });
    expect(judged(agent, 350).liveness).toEqual({
      state: "late",
      since: NOON + 345 * SECOND_MS,
      silentAt: NOON + 390 * SECOND_MS,
    });
    expect(judged(agent, 400).liveness).toMatchObject({ state: "silent", since: NOON + 390 * SECOND_MS });
  });

  it.each([
    { after: 44, missed: 0 },
    { after: 45, missed: 1 },
    { after: 74, missed: 1 },
    { after: 75, missed: 2 },
    { after: 310, missed: 9 },
  ])("has missed $missed beats $after s after its last", ({ after, missed }) => {
    expect(judged(agent, 300 + after).missedBeats).toBe(missed);
  });

  it("is neither on time nor silent without a clock", () => {
    expect(judge(agent, null).liveness).toEqual({ state: "unknown" });
  });
});

describe("its own word for the interval", () => {
  it.each([
    { heartbeat_interval: 10, after: 20, state: "late" },
    { heartbeat_interval: 10, after: 30, state: "silent" },
    { heartbeat_interval: 120, after: 179, state: "on-time" },
    { heartbeat_interval: 120, after: 359, state: "late" },
    { heartbeat_interval: 120, after: 360, state: "silent" },
  ])("$heartbeat_interval s: $state after $after s", ({ heartbeat_interval, after, state }) => {
    const agent = beating([0], { heartbeat_interval });
    expect(agent.intervalSource).toBe("declared");
    expect(judged(agent, after).liveness.state).toBe(state);
  });

  it("stands although a beat at a claim left it out", () => {
    const fleet = fleetOf([
      beatOf(1, NOON, "alice", { heartbeat_interval: 120 }),
      beatOf(2, NOON + 5 * SECOND_MS, "alice", {}),
    ]);
    expect(viewOf(fleet).agents.get("alice")).toMatchObject({ intervalMs: 120_000, intervalSource: "declared" });
  });

  it("judges each gap by the interval that was declared when it began", () => {
    const slow = every(60, 600).map((second, index) =>
      beatOf(index + 1, NOON + second * SECOND_MS, "alice", { heartbeat_interval: 60 }),
    );
    const fast = every(10, 700, 610).map((second, index) =>
      beatOf(slow.length + index + 1, NOON + second * SECOND_MS, "alice", { heartbeat_interval: 10 }),
    );
    const agent = viewOf(fleetOf([...slow, ...fast])).agents.get("alice");
    expect(agent).toMatchObject({ intervalMs: 10_000, missedBeats: 0, changesAt: [] });
  });
});

describe("an interval that nobody declared", () => {
  it("is learned where no beat came at the setting's pace", () => {
    const agent = beating(every(10, 100));
    expect(agent).toMatchObject({ intervalMs: 10_000, intervalSource: "learned" });
    expect(agent.findings.map(({ code }) => code)).toContain("interval-learned");
  });

  it("is not learned from fewer than ten gaps", () => {
    expect(beating(every(10, 90))).toMatchObject({ intervalMs: 30_000, intervalSource: "setting" });
  });

  it("is not learned from a busy agent: bursts of beats at claims, then 30 s of sleep", () => {
    const bursts = every(32, 640).flatMap((second) => [second, second + 0.2, second + 0.5, second + 1.5]);
    expect(beating(bursts)).toMatchObject({ intervalMs: 30_000, intervalSource: "setting", missedBeats: 0 });
  });

  it("is not learned from gaps that are unlike", () => {
    const seconds = [0, 5, 16, 20, 38, 41, 50, 52, 65, 70, 88, 91, 99];
    expect(beating(seconds)).toMatchObject({ intervalSource: "setting" });
  });

  it("is at most five minutes", () => {
    expect(beating(every(900, 9900))).toMatchObject({ intervalMs: 300_000, intervalSource: "learned" });
  });

  it("follows the setting", () => {
    const fleet = fleetOf(beatsAtSeconds("alice", [0]), { heartbeatIntervalMs: 5000 });
    expect(viewOf(fleet).agents.get("alice")).toMatchObject({ intervalMs: 5000, intervalSource: "setting" });
  });

  it("is said to disagree with a declared one that is never kept", () => {
    const agent = beating(every(60, 900), { heartbeat_interval: 20 });
    expect(agent).toMatchObject({ intervalMs: 20_000, intervalSource: "declared" });
    expect(agent.findings.map(({ code }) => code)).toContain("interval-disagrees");
  });
});

describe("silence and return", () => {
  it("says silent while working of an agent that holds a task", () => {
    const agent = beating([0], { status: "busy", current_task: "42" });
    expect(judged(agent, 100).liveness).toMatchObject({ state: "silent", whileWorking: true });
    expect(judged(beating([0]), 100).liveness).toMatchObject({ state: "silent", whileWorking: false });
  });

  it("raises nothing for an agent that signed off, and misses no beat of it", () => {
    const agent = beating([0], { status: "offline" });
    expect(judged(agent, 3 * 24 * 3600)).toEqual({
      liveness: { state: "signed-off", since: NOON },
      recovering: false,
      flapping: false,
      missedBeats: 0,
    });
  });

  it("does not call a new start after signing off a return from silence", () => {
    const fleet = fleetOf([
      beatOf(1, NOON, "alice", { status: "offline" }),
      beatOf(2, NOON + HOUR_MS, "alice", { status: "idle" }),
    ]);
    const agent = viewOf(fleet).agents.get("alice");
    expect(agent).toMatchObject({ missedBeats: 0, changesAt: [], onTimeSinceSilence: null });
  });

  it("recovers after three beats in a row", () => {
    const silence = [...every(30, 300), 600];
    const states = [silence, [...silence, 630], [...silence, 630, 660], [...silence, 630, 690]].map((seconds) =>
      judged(beating(seconds), (seconds.at(-1) ?? 0) + 1),
    );
    expect(states.map(({ recovering }) => recovering)).toEqual([true, true, false, true]);
    expect(states[0]?.missedBeats).toBe(9);
  });

  it("is flapping at four changes in ten minutes, and no longer ten minutes later", () => {
    const twice = [0, 30, 150, 180, 300, 330];
    expect(judged(beating(twice), 331).flapping).toBe(true);
    expect(judged(beating(twice), 331 + 600).flapping).toBe(false);
    expect(judged(beating([0, 30, 150, 180]), 181).flapping).toBe(false);
  });
});

describe("bounds of a deployment", () => {
  it("are judged with", () => {
    const bounds = {
      lateAfterIntervals: 2,
      silentAfterIntervals: 10,
      goneAfterMs: HOUR_MS,
      flappingChanges: 2,
      flappingWindowMs: HOUR_MS,
    };
    const fleet = testFleet({ bounds });
    foldChunk(fleet, chunkOf(beatsAtSeconds("alice", [0, 30, 230, 260])));
    const agent = viewOf(fleet).agents.get("alice");
    assert(agent !== undefined, "alice beats");
    expect(agent.changesAt).toEqual([]);
    const after = (second: number) => judge(agent, NOON + (260 + second) * SECOND_MS, bounds).liveness.state;
    expect([after(59), after(60), after(299), after(300), after(3900)]).toEqual([
      "on-time",
      "late",
      "late",
      "silent",
      "gone",
    ]);
  });
});
