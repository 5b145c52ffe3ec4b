import { beatCapFor } from "./admit.ts";
import { beatOf, beatsAtSeconds, chunkOf, fleetOf, messageOf, NOON, testFleet, viewOf } from "./fixtures.ts";
import { foldChunk } from "./fleet.ts";
import type { AgentFindingCode } from "./agent.ts";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "#util/units.ts";
import { describe, expect, it } from "vitest";

function findingsOf(body: Record<string, unknown>): AgentFindingCode[] {
  const view = viewOf(fleetOf(beatsAtSeconds("alice", [0], body)));
  return view.agents.get("alice")?.findings.map(({ code }) => code) ?? [];
}

describe("an agent", () => {
  it("is what its newest beat says, by sequence", () => {
    const fleet = fleetOf([
      beatOf(1, NOON, "alice", { status: "idle" }),
      // The server's clock went back: the later sequence is still the later word.
      beatOf(2, NOON - HOUR_MS, "alice", {
        status: "busy",
        current_task: 42,
        current_task_title: "Audit",
        needs_approval: true,
        approval_message: "Publish?",
        capabilities: ["seo"],
      }),
    ]);
    expect(viewOf(fleet).agents.get("alice")).toMatchObject({
      status: "busy",
      currentTask: "42",
      currentTaskTitle: "Audit",
      needsApproval: true,
      approvalMessage: "Publish?",
      capabilities: ["seo"],
      lastBeatSeq: 2,
      lastBeatAt: NOON - HOUR_MS,
      beatsHeld: 2,
    });
  });

  it("exists from its first beat, not from its registration, which it then carries", () => {
    const registration = messageOf(1, NOON, "mjwork.coordination", {
      agent_id: "alice",
      content: { type: "register", description: "Audits pages", capabilities: ["seo"], heartbeat_interval: 60 },
    });
    const fleet = fleetOf([registration]);
    expect(viewOf(fleet).agents.size).toBe(0);
    foldChunk(fleet, chunkOf([beatOf(2, NOON + SECOND_MS, "alice")]));
    expect(viewOf(fleet).agents.get("alice")).toMatchObject({
      description: "Audits pages",
      capabilities: ["seo"],
      registeredAt: NOON,
      intervalMs: 60_000,
      intervalSource: "declared",
    });
  });

  it.each([
    { code: "clock-skew", body: { timestamp: "2026-11-24T12:03:00Z" } },
    { code: "zone-mistake", body: { timestamp: "2026-11-24T14:00:00.123456" } },
    { code: "unreadable-time", body: { timestamp: "noon" } },
    { code: "id-mismatch", body: { agent_id: "bob" } },
    { code: "unknown-status", body: { status: "on-fire" } },
    { code: "unknown-status", body: { status: null } },
    { code: "free-text-task", body: { current_task: "write the report" } },
  ])("shows $code for $body", ({ code, body }) => {
    expect(findingsOf(body)).toEqual([code]);
  });

  it("shows nothing where nothing is wrong", () => {
    expect(findingsOf({ agent_id: "alice", timestamp: "2026-11-24T12:00:00", current_task: "42" })).toEqual([]);
  });

  it("is told apart from one whose id differs by case only, and both say so", () => {
    const view = viewOf(fleetOf([beatOf(1, NOON, "Debbie"), beatOf(2, NOON, "debbie"), beatOf(3, NOON, "alice")]));
    const similar = [...view.agents.values()].filter(({ findings }) =>
      findings.some(({ code }) => code === "similar-id"),
    );
    expect(similar.map(({ id }) => id)).toEqual(["Debbie", "debbie"]);
  });

  it("keeps a finding while its beat is held, though the next beat does not show it", () => {
    const fleet = fleetOf([beatOf(1, NOON, "alice", { agent_id: "bob" }), beatOf(2, NOON + 30 * SECOND_MS, "alice")]);
    expect(viewOf(fleet).agents.get("alice")?.findings).toMatchObject([{ code: "id-mismatch", at: NOON }]);
  });
});

describe("the fleet's bounds", () => {
  it("hold agents, and count each of those past the bound once", () => {
    const fleet = testFleet({}, { agents: 100 });
    const beats = Array.from({ length: 600 }, (_, index) => beatOf(index + 1, NOON + index, `a${index % 300}`));
    foldChunk(fleet, chunkOf(beats));
    const view = viewOf(fleet);
    expect(view.agents.size).toBe(100);
    expect(view.agentsNotHeld).toBe(200);
  });

  it("make place for an agent that beats now by letting one go that was quiet for long", () => {
    const fleet = testFleet({}, { agents: 3 });
    foldChunk(fleet, chunkOf(["a", "b", "c"].map((id, index) => beatOf(index + 1, NOON + index * HOUR_MS, id))));
    viewOf(fleet);
    foldChunk(fleet, chunkOf([beatOf(4, NOON + 2 * HOUR_MS + SECOND_MS, "d")]));
    const view = viewOf(fleet);
    expect([...fleet.agents.keys()]).toEqual(["b", "c", "d"]);
    expect(view.agentsNotHeld).toBe(1);
  });

  it("keep fewer beats of each agent the more agents there are, and say how many went", () => {
    const fleet = testFleet({}, { beats: 1280, beatsPerAgent: 128 });
    let seq = 0;
    for (let agent = 0; agent < 20; agent++) {
      const beats = Array.from({ length: 128 }, (_, beat) => beatOf(++seq, NOON + beat * SECOND_MS, `a${agent}`));
      foldChunk(fleet, chunkOf(beats));
    }
    const view = viewOf(fleet);
    const held = [...view.agents.values()].reduce((sum, { beatsHeld }) => sum + beatsHeld, 0);
    expect(held).toBe(20 * 64);
    expect(view.counters.dropped["beats"]).toBe(20 * 128 - held);
  });

  it.each([
    { agents: 1, cap: 1024 },
    { agents: 1024, cap: 1024 },
    { agents: 1025, cap: 768 },
    { agents: 10_000, cap: 96 },
  ])("keep $cap beats of each of $agents agents", ({ agents, cap }) => {
    expect(beatCapFor(agents, 1024, 2 ** 20)).toBe(cap);
  });

  it("cut what an agent writes, and keep no more of it than they show", () => {
    const long = "x".repeat(100_000);
    const fleet = fleetOf([
      beatOf(1, NOON, "alice", { status: long, current_task: long, description: long, capabilities: [long, long] }),
      messageOf(2, NOON, "mjwork.errors", { agent_id: "alice", content: long }),
    ]);
    const view = viewOf(fleet);
    expect(JSON.stringify(view.agents.get("alice")).length).toBeLessThan(3000);
    expect(fleet.logs.byName.get("errors")?.newest.items).toMatchObject([{ cut: true, text: "x".repeat(2000) }]);
  });

  it("keep the newest events within their number and bytes", () => {
    const fleet = testFleet({}, { channelEvents: 50, channelEventBytes: 50_000 });
    const errors = Array.from({ length: 80 }, (_, index) =>
      messageOf(index + 1, NOON + index, "mjwork.errors", { content: "t".repeat(400) }),
    );
    foldChunk(fleet, chunkOf(errors));
    const log = fleet.logs.byName.get("errors")?.newest;
    expect(log?.size).toBeLessThanOrEqual(50_000);
    expect(log?.items.at(-1)?.seq).toBe(80);
    expect(viewOf(fleet).counters.dropped["events"]).toBe(80 - (log?.items.length ?? 0));
  });

  it("keep the kinds of malformed messages seen last", () => {
    const fleet = testFleet({}, { unreadable: 10 });
    const bad = Array.from({ length: 30 }, (_, index) => messageOf(index + 1, NOON, `mjwork.heartbeat.a${index}`, "{"));
    foldChunk(fleet, chunkOf(bad));
    const view = viewOf(fleet);
    expect(view.counters.malformed).toBe(30);
    expect(view.malformed).toHaveLength(10);
    expect(view.counters.dropped["malformed"]).toBe(20);
  });

  it("hold the number of channels", () => {
    const fleet = fleetOf(
      Array.from({ length: 300 }, (_, index) => messageOf(index + 1, NOON, `mjwork.c${index}`, {})),
    );
    const view = viewOf(fleet);
    expect(view.channels.size).toBe(101);
    expect(view.channels.get("other")?.count).toBe(200);
  });
});

describe("the minutes of traffic", () => {
  it("count each message in the minute it was stored, for as long as they are kept", () => {
    const fleet = testFleet({ minutes: 3 });
    const minutes = [0, 0, 1, 2, 4, 3];
    foldChunk(
      fleet,
      chunkOf(minutes.map((minute, index) => beatOf(index + 1, NOON + minute * MINUTE_MS + 10, "alice"))),
    );
    expect(viewOf(fleet).rates).toEqual([
      { at: NOON + 2 * MINUTE_MS, counts: { heartbeat: 1 } },
      { at: NOON + 3 * MINUTE_MS, counts: { heartbeat: 1 } },
      { at: NOON + 4 * MINUTE_MS, counts: { heartbeat: 1 } },
    ]);
  });
});

describe("malformed messages", () => {
  it("are counted by subject and reason with the newest one's sample, and skipped", () => {
    const fleet = fleetOf([
      messageOf(1, NOON, "mjwork.heartbeat.alice", "{one"),
      messageOf(2, NOON + 1, "mjwork.heartbeat.alice", `{two${"x".repeat(1000)}`),
      messageOf(3, NOON + 2, "mjwork.tasks", { title: "no id" }),
    ]);
    const view = viewOf(fleet);
    expect(view.malformed.map(({ subject, reason, count }) => [subject, reason, count])).toEqual([
      ["mjwork.tasks", "missing-task-id", 1],
      ["mjwork.heartbeat.alice", "not-json", 2],
    ]);
    expect(view.malformed[1]?.sample).toHaveLength(200);
    expect(view.malformed[1]?.sample.startsWith("{two")).toBe(true);
    expect(view.agents.size).toBe(0);
  });
});
