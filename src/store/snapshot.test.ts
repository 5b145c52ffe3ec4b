import { snapshotOf } from "./snapshot.ts";
import { isCaughtUp, viewStateOf } from "./view-state.ts";
import { ALARM_AT, alarmFixture } from "#model/alarms/alarm-fixture.ts";
import { emptyView } from "#model/empty-view.ts";
import { taskFixture } from "#model/tasks/task-fixture.ts";
import { beatsAtSeconds, fleetOf, NOON, viewOf } from "#model/fixtures.ts";
import { DEFAULT_BOUNDS } from "#model/liveness.ts";
import type { SourceState } from "#model/source-state.ts";
import type { FleetView } from "#model/view.ts";
import { describe, expect, it } from "vitest";

const JUDGING = { coordination: "mjwork", bounds: DEFAULT_BOUNDS };
const SERVER = { name: "n", version: "2.15.1", url: "ws://127.0.0.1:9222", cluster: null };
const SOURCE: SourceState = {
  name: "MJ_ONLINE_WORK",
  stream: "MJ_ONLINE_WORK",
  subjects: ["mjwork.>"],
  past: "direct-batch",
  live: "doorbell",
  phase: { state: "complete" },
  completeSince: NOON,
  behind: null,
  advice: null,
  tasksPast: "whole",
  agentsKnown: true,
  restarts: 0,
  firstSeq: 1,
  lastSeq: 2,
};
const REPORTS: SourceState = { ...SOURCE, name: "reports", stream: "reports", subjects: ["agog.deliverables.>"] };

/** Live, caught up, alice on time and bob silent while working at 12:00:40. */
function liveView(change: Partial<FleetView> = {}): FleetView {
  const beats = [
    ...beatsAtSeconds("alice", [0, 30]),
    ...beatsAtSeconds("bob", [-120], { status: "busy", current_task: "42", needs_approval: true }),
  ].map((beat, index) => ({ ...beat, seq: index + 1 }));
  return {
    ...viewOf(fleetOf(beats)),
    connection: { state: "live", since: NOON - 5000, server: SERVER, rttMs: 3 },
    sight: { state: "whole" },
    clock: { offsetMs: 0, plusMinusMs: 1, source: "stream-info", jump: null },
    history: { wantedSince: null, completeSince: NOON, doneRatio: 1, complete: true },
    sources: [SOURCE, REPORTS],
    ...change,
  };
}

const NOW = NOON + 40_000;

describe("a snapshot", () => {
  it("is what the page shows", () => {
    expect(snapshotOf(liveView(), JUDGING, NOW)).toMatchObject({
      version: 1,
      takenAt: "2026-11-24T12:00:40.000Z",
      view: {
        state: "live",
        since: "2026-11-24T11:59:55.000Z",
        reason: null,
        caughtUp: true,
        server: SERVER,
        rttMs: 3,
        messages: 3,
        malformed: 0,
        dropped: 0,
      },
      parts: {
        agents: { state: "ready", reason: null, completeSince: "2026-11-24T12:00:00.000Z" },
        channels: { state: "ready" },
        tasks: { state: "ready" },
      },
      agents: [
        { id: "alice", status: "idle", liveness: "on-time", missedBeats: 0, lastBeatAt: "2026-11-24T12:00:30.000Z" },
        { id: "bob", status: "busy", liveness: "silent", currentTask: "42", needsApproval: true, missedBeats: 4 },
      ],
      channels: [{ name: "heartbeat", count: 3, lastAt: "2026-11-24T12:00:30.000Z" }],
    });
  });

  it("lists as many agents as were asked for, by id", () => {
    expect(snapshotOf(liveView(), JUDGING, NOW, { agents: 1 }).agents.map(({ id }) => id)).toEqual(["alice"]);
    expect(snapshotOf(liveView(), JUDGING, NOW, { agents: 0 }).agents).toEqual([]);
  });

  it("judges nobody while our own view is lost", () => {
    const lost = liveView({
      connection: { state: "lost", since: NOON, url: SERVER.url, attempt: 1, nextTryAt: null, reason: "closed" },
      sight: { state: "lost", since: NOON },
    });
    const { view, agents } = snapshotOf(lost, JUDGING, NOW);
    expect(view).toMatchObject({ state: "lost", reason: "closed", caughtUp: false, server: null, rttMs: null });
    expect(agents.map(({ liveness }) => liveness)).toEqual(["unknown", "unknown"]);
  });

  it("knows nothing before anything came in, and shows no zero for it", () => {
    const { parts, agents, channels } = snapshotOf(emptyView(NOON), JUDGING, NOW);
    expect(parts.agents).toEqual({ state: "loading", reason: null, completeSince: null });
    expect(parts.channels.state).toBe("loading");
    expect([agents, channels]).toEqual([[], []]);
  });

  it.each([
    { reason: "forbidden", state: "forbidden" },
    { reason: "no-stream", state: "no-stream" },
    { reason: "no-jetstream", state: "no-stream" },
    { reason: "unanswered", state: "loading" },
  ] as const)("says $state where the agents' stream is $reason", ({ reason, state }) => {
    const failed: SourceState = {
      ...SOURCE,
      completeSince: null,
      phase: { state: "failed", reason, detail: "needs X" },
    };
    const snapshot = snapshotOf(liveView({ sources: [failed, REPORTS] }), JUDGING, NOW);
    expect(snapshot.parts.agents).toEqual({ state, reason: "needs X", completeSince: null });
    expect(snapshot.agents).toEqual([]);
  });

  it("has the agents as soon as the roll was called, the channels once all is read", () => {
    const reading: SourceState = { ...SOURCE, phase: { state: "reading-past", doneRatio: 0.2 } };
    const history = { wantedSince: null, completeSince: NOON, doneRatio: 0.5, complete: false };
    const { view, parts, channels } = snapshotOf(liveView({ sources: [reading, REPORTS], history }), JUDGING, NOW);
    expect(view.state).toBe("replaying");
    expect([parts.agents.state, parts.channels.state]).toEqual(["ready", "loading"]);
    expect(channels).toEqual([]);
  });
});

describe("the tasks of a snapshot", () => {
  const counts = { available: 1, blocked: 0, claimed: 0, completed: 2, failed: 0, unknown: 1 };
  const oldestWaiting = { id: "42", title: null, at: NOON - 1000 };
  const tasks = { ...emptyView().tasks, counts, oldestWaiting, stuck: { total: 3, worst: [] }, whole: true };
  const row = taskFixture({
    blockedBy: ["41"],
    claimedAt: NOON,
    findings: [{ code: "orphaned", detail: "Its owner kim is silent.", since: NOON, agents: ["kim"] }],
  });

  it("are counted from what is painted, and listed as the worker holds them", () => {
    expect(snapshotOf(liveView({ tasks }), JUDGING, NOW, {}, [row]).tasks).toMatchObject({
      counts,
      oldestWaitingMs: 41_000,
      stuck: 3,
      items: [
        {
          id: "42",
          title: "Audit the landing page",
          state: "available",
          blockedBy: ["41"],
          claimedAt: "2026-11-24T12:00:00.000Z",
          endedAt: null,
          findings: ["orphaned"],
        },
      ],
    });
  });

  it("are not known while their past is read, which is not none", () => {
    const reading: SourceState = { ...SOURCE, tasksPast: "reading" };
    for (const view of [liveView({ tasks, sources: [reading] }), liveView({ tasks: emptyView().tasks })]) {
      const snapshot = snapshotOf(view, JUDGING, NOW, {}, [row]);
      expect(snapshot.parts.tasks.state).toBe("loading");
      expect(snapshot.tasks).toEqual({
        counts: { available: null, blocked: null, claimed: null, completed: null, failed: null, unknown: null },
        oldestWaitingMs: null,
        stuck: null,
        items: [],
      });
    }
  });
});

describe("alarms", () => {
  it("are told with what somebody did about them; nothing is claimed before they were judged", () => {
    expect(snapshotOf(liveView(), JUDGING, NOW).parts.alerts).toMatchObject({ state: "loading" });
    const care = { state: "acknowledged" as const, at: NOON, reason: null };
    const standing = { ...emptyView().alarms, alarms: [alarmFixture({ care })], judgedAt: NOON };
    const taken = snapshotOf(liveView({ alarms: standing }), JUDGING, NOW);
    expect(taken.parts.alerts.state).toBe("ready");
    expect(taken.parts.alerts.reason).toContain("not judged: ");
    expect(taken.alerts).toEqual([
      {
        id: "agent-silent/doc",
        rule: "agent-silent",
        severity: "critical",
        subject: "doc",
        since: new Date(ALARM_AT).toISOString(),
        acknowledged: true,
      },
    ]);
  });
});

describe("caught up", () => {
  it("is not a view that is behind, or that still reads what an outage kept from it", () => {
    expect(isCaughtUp(liveView())).toBe(true);
    expect(isCaughtUp(liveView({ sight: { state: "behind", asOf: NOON, ms: 3000 } }))).toBe(false);
    expect(isCaughtUp(liveView({ sight: { state: "lost", since: NOON } }))).toBe(false);
    expect(isCaughtUp(liveView({ sight: { state: "paused", at: NOON } }))).toBe(true);
  });

  it("is said in the words of the connection otherwise", () => {
    const states = (["connecting", "lost"] as const).map((state) =>
      viewStateOf(liveView({ connection: { state, since: 0, url: "", attempt: 1, nextTryAt: null, reason: "" } })),
    );
    expect(states).toEqual(["connecting", "lost"]);
  });
});
