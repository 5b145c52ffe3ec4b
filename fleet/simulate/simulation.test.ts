import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { skew } from "#contract/agent-time.ts";
import type { DecodeResult } from "#contract/decode.ts";
import { decode } from "#contract/decode.ts";
import { STAGES } from "#contract/streams.ts";
import { startProvisionedServer } from "#scripts/nats/provisioned-server.ts";
import { assert } from "#util/assert.ts";
import { ManualClock } from "../clock.ts";
import { DeliverableService } from "../deliverable-service.ts";
import type { Fault } from "./scenarios.ts";
import type { Simulation } from "./simulation.ts";
import { startSimulation } from "./simulation.ts";

const { server, nc, jsm, stop } = await startProvisionedServer();
afterAll(stop);

interface Heard {
  /** Simulated time. */
  atMs: number;
  subject: string;
  read: DecodeResult;
}

/**
 * Lets simulated time pass second by second, each with two round trips of the kind that claims are made of: however slow the
 * machine is, what a second set off is on its way to the streams before the next one.
 */
async function live(simulation: Simulation, clock: ManualClock, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    clock.advance(1_000);
    await simulation.flush();
    await jsm.streams.info("MJ_ONLINE_WORK");
    await simulation.flush();
    await jsm.streams.info("MJ_ONLINE_WORK");
  }
}

describe("eleven minutes in which everything goes wrong", () => {
  const START_MS = Date.UTC(2026, 5, 1);
  const clock = new ManualClock(START_MS);
  const heard: Heard[] = [];
  let simulation: Simulation;

  beforeAll(async () => {
    const callback = (_: unknown, { subject, data }: { subject: string; data: Uint8Array }) => {
      heard.push({ atMs: clock.now() - START_MS, subject, read: decode(subject, data) });
    };
    const ear = nc.subscribe("mjwork.>", { callback });
    const options = { servers: server.clientUrl, agents: 11, seed: 5, scenario: "all", past: false, clock } as const;
    simulation = await startSimulation(options);
    await live(simulation, clock, 720);
    await simulation.stop();
    await nc.flush();
    ear.unsubscribe();
  });

  function victimOf(kind: Fault["kind"]) {
    const found = simulation.faults.find(({ fault }) => fault.kind === kind);
    assert(found !== undefined, `${kind} is planned`);
    return found;
  }

  function beatsOf(agent: string) {
    return heard.flatMap(({ atMs, read }) =>
      read.ok && read.value.family === "heartbeat" && read.value.agent === agent
        ? [{ atMs, beat: read.value.beat }]
        : [],
    );
  }

  /** Silences of an agent longer than 1.5 intervals, in seconds. */
  function silencesOf(agent: string): number[] {
    const times = beatsOf(agent).map(({ atMs }) => atMs);
    const gaps = times.slice(1).map((atMs, i) => (atMs - (times[i] ?? 0)) / 1_000);
    return gaps.filter((gap) => gap > 45);
  }

  function registrationsOf(agent: string): number {
    return heard.filter(
      ({ read }) =>
        read.ok &&
        read.value.family === "message" &&
        read.value.message.agent === agent &&
        read.value.message.registration,
    ).length;
  }

  function taskEvents(status: string, owner?: string) {
    return heard.flatMap(({ atMs, read }) => {
      if (!read.ok || read.value.family !== "task") return [];
      const { task } = read.value;
      return task.status === status && (owner === undefined || task.owner === owner) ? [{ atMs, task }] : [];
    });
  }

  test("the agent that crashed held a task, was silent for five minutes, registered again and ended it", () => {
    const { victim, atMs } = victimOf("crash");
    const [silence] = silencesOf(victim);
    expect(silence).toBeGreaterThanOrEqual(295);
    expect(silence).toBeLessThan(400);
    expect(registrationsOf(victim)).toBe(2);
    const held = taskEvents("claimed", victim).filter((claim) => claim.atMs >= atMs && claim.atMs < atMs + 60_000);
    expect(held.length).toBeGreaterThanOrEqual(1);
    const ids = new Set(held.map(({ task }) => task.taskId));
    const ended = taskEvents("completed", victim).filter(({ task }) => ids.has(task.taskId));
    expect(ended.at(-1)?.atMs).toBeGreaterThan(atMs + 300_000);
  });

  test("the silent one came back after six minutes without registering again", () => {
    const { victim } = victimOf("silent");
    expect(Math.max(...silencesOf(victim))).toBeGreaterThanOrEqual(355);
    expect(registrationsOf(victim)).toBe(1);
  });

  test("the flapping one was away five times", () => {
    expect(silencesOf(victimOf("flapping").victim)).toHaveLength(5);
  });

  test("two agents claimed one task, and one ended another's", () => {
    const twice = victimOf("duplicate-claim");
    const claims = new Set(taskEvents("claimed", twice.other).map(({ task }) => task.taskId));
    expect(taskEvents("claimed", twice.victim).some(({ task }) => claims.has(task.taskId))).toBe(true);
    const foreign = victimOf("completed-by-other");
    const ended = new Set(taskEvents("completed", foreign.other).map(({ task }) => task.taskId));
    expect(taskEvents("claimed", foreign.victim).some(({ task }) => ended.has(task.taskId))).toBe(true);
  });

  test("seven messages could not be read, and odd words could", () => {
    const { victim } = victimOf("malformed");
    const first = heard.find(({ read }) => !read.ok);
    const reasons = heard
      .filter(({ read, atMs }) => !read.ok && atMs === first?.atMs)
      .map(({ read }) => (read.ok ? "" : read.error.reason));
    expect(reasons.toSorted()).toEqual(
      ["missing-task-id", "not-an-object", "not-an-object", "not-json", "not-json", "not-utf8", "too-deep"].toSorted(),
    );
    expect(beatsOf(victim).map(({ beat }) => beat.status)).toContain("thinking");
  });

  test("one clock was seven minutes ahead, one zone was missing, and the others were right", () => {
    const kinds = new Map(
      simulation.agents.map((agent) => {
        const words = beatsOf(agent).map(({ atMs, beat }) => skew(beat.timestamp ?? "", START_MS + atMs));
        return [agent, new Set(words.filter(({ kind }) => kind !== "unreadable").map(({ kind }) => kind))];
      }),
    );
    const [skewed, zoneLess] = [victimOf("skewed-clock").victim, victimOf("zone-less").victim];
    expect(kinds.get(skewed)).toEqual(new Set(["skew"]));
    expect(kinds.get(zoneLess)).toEqual(new Set(["zone"]));
    const others = simulation.agents.filter((agent) => agent !== skewed && agent !== zoneLess);
    for (const agent of others) expect(kinds.get(agent)).toEqual(new Set(["none"]));
    expect(beatsOf(zoneLess)[0]?.beat.timestamp).toMatch(/000$/u);
  });

  test("sixty tasks came at once, a person was asked, and work went on", () => {
    const { atMs } = victimOf("burst");
    const burst = taskEvents("available").filter((event) => event.atMs >= atMs && event.atMs < atMs + 5_000);
    expect(burst.length).toBeGreaterThanOrEqual(60);
    expect(beatsOf(victimOf("approval").victim).some(({ beat }) => beat.needs_approval)).toBe(true);
    expect(taskEvents("completed").length).toBeGreaterThan(20);
  });

  test("everyone who was there signed off at the end", () => {
    const offline = simulation.agents.filter((agent) => beatsOf(agent).at(-1)?.beat.status === "offline");
    expect(offline.length).toBeGreaterThanOrEqual(simulation.agents.length - 1);
  });
});

test("a fleet's past is in the streams before its first agent looks for work", async () => {
  const simulation = await startSimulation({ servers: server.clientUrl, agents: 24, seed: 2, scenario: "none" });
  const service = new DeliverableService({ nc });
  const statuses = await service.getStreamStatuses();
  expect(statuses.map((status) => status.exists && status.messages >= 2)).toEqual(STAGES.map(() => true));
  const { state } = await jsm.streams.info("MJ_ONLINE_WORK", { subjects_filter: "mjwork.tasks.completed" });
  expect(state.subjects?.["mjwork.tasks.completed"]).toBeGreaterThan(30);
  const beats = await jsm.streams.info("MJ_ONLINE_WORK", { subjects_filter: "mjwork.heartbeat.*" });
  for (const agent of simulation.agents)
    expect(Object.keys(beats.state.subjects ?? {})).toContain(`mjwork.heartbeat.${agent}`);
  await simulation.stop();
});

test("load is published at the asked rate without waiting for each answer, and all of it is stored", async () => {
  const clock = new ManualClock(Date.UTC(2026, 6, 1));
  const options = {
    servers: server.clientUrl,
    agents: 100,
    scenario: "none",
    past: false,
    clock,
    ratePerSecond: 2_000,
  } as const;
  const simulation = await startSimulation(options);
  const before = (await jsm.streams.info("MJ_ONLINE_WORK")).state.last_seq;
  const sentBefore = simulation.load?.sent ?? 0;
  await live(simulation, clock, 2);
  await simulation.stop();
  const { load } = simulation;
  expect((load?.sent ?? 0) + (load?.short ?? 0) - sentBefore).toBe(4_000);
  const after = (await jsm.streams.info("MJ_ONLINE_WORK")).state.last_seq;
  expect(after - before).toBeGreaterThanOrEqual((load?.sent ?? 0) - sentBefore);
});
