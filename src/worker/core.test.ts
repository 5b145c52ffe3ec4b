import { CoreRig } from "./core-rig.ts";
import type { FeedSink } from "./feed.ts";
import { beatOf, beatsAtSeconds, chunkOf, messageOf, NOON, STREAM } from "#model/fixtures.ts";
import type { Connection } from "#model/connection.ts";
import { judge } from "#model/liveness.ts";
import { judgedAt, seenAt } from "#model/sight.ts";
import type { SourceState } from "#model/source-state.ts";
import type { TaskQuery } from "#model/tasks/task-query.ts";
import type { FleetView } from "#model/view.ts";
import { feedSettings } from "#scripts/nats/feed-rig.ts";
import { assert } from "#util/assert.ts";
import { SECOND_MS } from "#util/units.ts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const SETTINGS = feedSettings(["ws://127.0.0.1:9222"]);
const SERVER = { name: "n", version: "2.15.1", url: "ws://127.0.0.1:9222", cluster: null };
const SOURCE: SourceState = {
  name: STREAM,
  stream: STREAM,
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
  lastSeq: 0,
};

beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
});
afterEach(() => {
  vi.useRealTimers();
});

/** The core on fake time with what the feed would say in the test's own hands. */
function opened() {
  const sinks: FeedSink[] = [];
  let closed = 0;
  let retries = 0;
  const rig = new CoreRig(
    {
      now: () => Date.now(),
      probe: () => Promise.resolve(false),
      setTimer: (run, ms) => setTimeout(run, ms),
      clearTimer: (handle) => clearTimeout(handle),
      pageIsHttps: false,
    },
    (_settings, sink) => {
      sinks.push(sink);
      return {
        retryNow: () => retries++,
        storedMessage: () => Promise.resolve({ state: "gone" as const }),
        session: () => null,
        close: () => {
          closed++;
          return Promise.resolve();
        },
      };
    },
  );
  rig.say({ type: "connect", settings: SETTINGS });
  const [sink] = sinks;
  assert(sink !== undefined, "connect opens a feed");
  return { rig, sink, sinks, closed: () => closed, retries: () => retries };
}

function live(): Connection {
  return { state: "live", since: Date.now(), server: SERVER, rttMs: 1 };
}

function lost(): Connection {
  return { state: "lost", since: Date.now(), url: SERVER.url, attempt: 1, nextTryAt: null, reason: "closed" };
}

/** Connected, with a clock and alice's beats at these seconds after noon. */
function watching(seconds: readonly number[]) {
  const core = opened();
  core.sink.connection(live());
  core.sink.clock({ offsetMs: 0, plusMinusMs: 1, source: "stream-info", jump: null });
  core.sink.source(SOURCE);
  core.sink.chunk(chunkOf(beatsAtSeconds("alice", seconds)));
  vi.advanceTimersByTime(100);
  return core;
}

function livenessOf(view: FleetView, id: string): string | null {
  const agent = view.agents.get(id);
  return agent === undefined ? null : judge(agent, judgedAt(view, Date.now())).liveness.state;
}

describe("the first patch", () => {
  it("makes the page's view anew", () => {
    const { rig } = opened();
    vi.advanceTimersByTime(400);
    expect(rig.patches[0]).toMatchObject({ fresh: true, connection: { state: "connecting" } });
  });

  it("waits until there is something to look at, a moment at most, and has all agents of a roll", () => {
    const { rig, sinks } = opened();
    sinks[0]?.connection({ state: "live", since: NOON, server: SERVER, rttMs: 1 });
    expect(rig.patches, "nothing to look at yet").toEqual([]);
    sinks[0]?.chunk(chunkOf([beatOf(1, NOON, "alice")]));
    sinks[0]?.chunk(chunkOf([beatOf(2, NOON, "bob")]));
    vi.advanceTimersByTime(0);
    expect(rig.patches.map(({ agents }) => agents?.set.map(({ id }) => id))).toEqual([["alice", "bob"]]);
  });

  it("says at once why there is nothing to look at", () => {
    const { rig, sinks } = opened();
    sinks[0]?.connection({
      state: "lost",
      since: NOON,
      url: SERVER.url,
      attempt: 1,
      nextTryAt: null,
      reason: "closed",
    });
    vi.advanceTimersByTime(0);
    expect(rig.patches[0]?.connection?.state).toBe("lost");
  });

  it("is made anew for another server, and what the old one still says is not heard", () => {
    const { rig, sink, sinks, closed } = watching([0]);
    expect(rig.view.agents.size).toBe(1);
    rig.say({ type: "connect", settings: SETTINGS });
    sink.chunk(chunkOf([beatOf(9, NOON, "ghost")]));
    vi.advanceTimersByTime(200);
    expect(closed()).toBe(1);
    expect(rig.view.agents.size).toBe(0);
    sinks[1]?.chunk(chunkOf([beatOf(1, NOON, "bob")]));
    vi.advanceTimersByTime(200);
    expect([...rig.view.agents.keys()]).toEqual(["bob"]);
  });
});

describe("patches", () => {
  it("carry what changed and nothing else", () => {
    const { rig, sink } = watching([0]);
    const { sources, connection, clock } = rig.view;
    sink.chunk(chunkOf([beatOf(2, NOON + SECOND_MS, "bob")]));
    vi.advanceTimersByTime(100);
    const patch = rig.patches.at(-1);
    expect(patch?.agents).toMatchObject({ set: [{ id: "bob" }], gone: [] });
    expect(Object.keys(patch ?? {})).not.toContain("sources");
    expect([rig.view.sources, rig.view.connection, rig.view.clock]).toEqual([sources, connection, clock]);
    expect(rig.view.sources).toBe(sources);
  });

  it("carry the beats of those agents only that are on the screen", () => {
    const { rig, sink } = watching([0, 30, 60]);
    expect(rig.view.strips.size).toBe(0);
    rig.say({ type: "watch", strips: ["alice", "nobody"], windowMs: 40 * SECOND_MS });
    vi.advanceTimersByTime(100);
    // The window's beats, and the one before it, so that the first gap is whole.
    expect(rig.view.strips.get("alice")?.beatsAt).toEqual([NOON, NOON + 30 * SECOND_MS, NOON + 60 * SECOND_MS]);
    expect(rig.view.strips.has("nobody")).toBe(false);
    sink.chunk(chunkOf([beatOf(4, NOON + 90 * SECOND_MS, "alice")]));
    vi.advanceTimersByTime(100);
    expect(rig.view.strips.get("alice")?.beatsAt.at(-1)).toBe(NOON + 90 * SECOND_MS);
    rig.say({ type: "watch", strips: [], windowMs: 0 });
    vi.advanceTimersByTime(100);
    expect(rig.view.strips.size).toBe(0);
  });

  it("void a stream that was made again", () => {
    const { rig, sink } = watching([0]);
    sink.reset(STREAM);
    sink.chunk(chunkOf([beatOf(1, NOON + SECOND_MS, "bob")]));
    vi.advanceTimersByTime(100);
    expect([...rig.view.agents.keys()]).toEqual(["bob"]);
  });

  it("say how much of the past is read", () => {
    const { rig, sink } = watching([0]);
    sink.wanted({ wantedSince: NOON - 1000 });
    sink.source({ ...SOURCE, phase: { state: "reading-past", doneRatio: 0.5 } });
    vi.advanceTimersByTime(100);
    expect(rig.view.history).toEqual({
      wantedSince: NOON - 1000,
      completeSince: NOON,
      doneRatio: 0.5,
      complete: false,
    });
    sink.sourceGone(STREAM);
    vi.advanceTimersByTime(100);
    expect(rig.view.history.complete).toBe(false);
    expect(rig.view.sources).toEqual([]);
  });
});

describe("a page that is paused", () => {
  it("is told how far behind it is, and gets everything at once when it goes on", () => {
    const { rig, sink } = watching([0]);
    rig.say({ type: "pause", paused: true });
    vi.advanceTimersByTime(100);
    const painted = rig.view.agents;
    for (let seq = 2; seq <= 11; seq++) {
      sink.chunk(chunkOf([beatOf(seq, NOON + seq * SECOND_MS, `agent-${seq}`)]));
      vi.advanceTimersByTime(100);
    }
    expect(rig.view.pausedBehind).toBe(10);
    expect(rig.view.agents).toBe(painted);
    rig.say({ type: "pause", paused: false });
    vi.advanceTimersByTime(100);
    expect(rig.view.pausedBehind).toBeNull();
    expect(rig.view.agents.size).toBe(11);
  });

  it("is judged as of the moment it was paused", () => {
    const { rig } = watching([0]);
    rig.say({ type: "pause", paused: true });
    vi.advanceTimersByTime(100);
    const pausedAt = judgedAt(rig.view, Date.now());
    vi.advanceTimersByTime(600_000);
    expect(judgedAt(rig.view, Date.now())).toBe(pausedAt);
  });

  it("is not judged while its view is lost as well, and afterwards as of what it still shows", () => {
    const { rig, sink } = watching([0]);
    vi.advanceTimersByTime(5 * SECOND_MS);
    rig.say({ type: "pause", paused: true });
    vi.advanceTimersByTime(100);
    const pausedAt = judgedAt(rig.view, Date.now());
    vi.advanceTimersByTime(60 * SECOND_MS);
    sink.connection(lost());
    vi.advanceTimersByTime(SECOND_MS);
    expect(judgedAt(rig.view, Date.now())).toBeNull();
    expect(seenAt(rig.view, Date.now())).toBe(pausedAt);
    rig.say({ type: "pause", paused: false });
    vi.advanceTimersByTime(60 * SECOND_MS);
    const lostAt = seenAt(rig.view, Date.now());
    rig.say({ type: "pause", paused: true });
    vi.advanceTimersByTime(100);
    sink.connection(live());
    sink.source(SOURCE);
    vi.advanceTimersByTime(SECOND_MS);
    expect(rig.view.sight.state).toBe("paused");
    expect(judgedAt(rig.view, Date.now())).toBe(lostAt);
  });

  it("stays paused when it connects anew, but shows the new server's own state", () => {
    const { rig, sinks } = watching([0]);
    rig.say({ type: "pause", paused: true });
    rig.say({ type: "connect", settings: SETTINGS });
    sinks[1]?.connection(live());
    vi.advanceTimersByTime(200);
    expect(rig.view.connection.state).toBe("live");
    expect(rig.view.pausedBehind).toBe(0);
  });
});

describe("our own view", () => {
  it("judges nobody while it is lost, and ages stand still", () => {
    const { rig, sink } = watching([0]);
    vi.advanceTimersByTime(5 * SECOND_MS);
    const lostAt = Date.now();
    sink.connection(lost());
    vi.advanceTimersByTime(120 * SECOND_MS);
    expect(judgedAt(rig.view, Date.now())).toBeNull();
    expect(seenAt(rig.view, Date.now())).toBe(lostAt);
    sink.connection(lost());
    vi.advanceTimersByTime(SECOND_MS);
    expect(seenAt(rig.view, Date.now())).toBe(lostAt);
  });

  it("stays lost after an outage until what was stored meanwhile is read", () => {
    const { rig, sink } = watching([0]);
    sink.connection(lost());
    vi.advanceTimersByTime(200 * SECOND_MS);
    sink.connection(live());
    vi.advanceTimersByTime(100);
    expect(rig.view.sight.state).toBe("lost");
    sink.source({ ...SOURCE, lastSeq: 7 });
    vi.advanceTimersByTime(100);
    expect(rig.view.sight.state).toBe("lost");
    const beats = Array.from({ length: 6 }, (_, index) => beatOf(index + 2, NOON + index * 30 * SECOND_MS, "alice"));
    sink.chunk(chunkOf(beats));
    vi.advanceTimersByTime(100);
    expect(rig.view.sight.state).toBe("whole");
  });

  it("does not stay lost for a tail that was deleted", () => {
    const { rig, sink } = watching([0]);
    sink.connection(lost());
    vi.advanceTimersByTime(SECOND_MS);
    sink.connection(live());
    sink.source({ ...SOURCE, lastSeq: 7 });
    vi.advanceTimersByTime(3 * SECOND_MS);
    sink.connection(live());
    vi.advanceTimersByTime(3 * SECOND_MS);
    sink.source({ ...SOURCE, lastSeq: 7 });
    vi.advanceTimersByTime(100);
    expect(rig.view.sight.state).toBe("whole");
  });

  it("judges as of what is read while the reader is behind, unless it is no source of beats", () => {
    const { rig, sink } = watching([0, 30]);
    vi.advanceTimersByTime(100 * SECOND_MS);
    const reports = { ...SOURCE, name: "reports", stream: "reports", subjects: ["agog.deliverables.>"] };
    sink.source({ ...reports, behind: { messages: 10, ms: 5000 } });
    vi.advanceTimersByTime(100);
    expect(rig.view.sight.state).toBe("whole");
    sink.source({ ...SOURCE, behind: { messages: 900, ms: 5000 } });
    vi.advanceTimersByTime(100);
    expect(judgedAt(rig.view, Date.now())).toBe(NOON + 30 * SECOND_MS);
  });
});

describe("an outage of ours with a stream that keeps nothing", () => {
  const plain: SourceState = { ...SOURCE, name: "plain:mjwork.>", stream: null, past: "none", live: "plain" };
  const PLAIN = "plain:mjwork.>";

  it("is not told as the agents' silence, neither at once nor in their past", () => {
    const core = opened();
    core.sink.connection(live());
    core.sink.clock({ offsetMs: 0, plusMinusMs: 1, source: "live-messages", jump: null });
    core.sink.source(plain);
    core.sink.chunk(chunkOf(beatsAtSeconds("alice", [0, 30]), PLAIN));
    vi.advanceTimersByTime(40 * SECOND_MS);
    core.sink.connection(lost());
    vi.advanceTimersByTime(200 * SECOND_MS);
    core.sink.connection(live());
    core.sink.source(plain);
    vi.advanceTimersByTime(100);
    expect(livenessOf(core.rig.view, "alice")).toBe("on-time");

    vi.advanceTimersByTime(20 * SECOND_MS);
    core.sink.chunk(chunkOf([beatOf(3, Date.now(), "alice")], PLAIN));
    vi.advanceTimersByTime(100);
    expect(core.rig.view.agents.get("alice")).toMatchObject({ missedBeats: 0, changesAt: [], unheardMs: 0 });

    vi.advanceTimersByTime(90 * SECOND_MS);
    expect(livenessOf(core.rig.view, "alice")).toBe("silent");
  });

  it("hides nothing of a stream that keeps what it gets", () => {
    const { rig, sink } = watching([0, 30]);
    vi.advanceTimersByTime(40 * SECOND_MS);
    sink.connection(lost());
    vi.advanceTimersByTime(200 * SECOND_MS);
    sink.connection(live());
    sink.source({ ...SOURCE, lastSeq: 2 });
    vi.advanceTimersByTime(100);
    expect(livenessOf(rig.view, "alice")).toBe("silent");
  });
});

describe("time alone", () => {
  const CLAIMED = { task_id: "42", status: "claimed", owner: "alice" };

  it("turns a task orphaned without a message, and not while the page is paused", () => {
    const { rig, sink } = watching([0]);
    sink.chunk(chunkOf([messageOf(2, NOON + SECOND_MS, "mjwork.tasks", { task_id: "42", status: "available" })]));
    sink.chunk(chunkOf([messageOf(3, NOON + 2 * SECOND_MS, "mjwork.tasks", CLAIMED)]));
    vi.advanceTimersByTime(60 * SECOND_MS);
    expect(rig.view.tasks).toMatchObject({ counts: { claimed: 1 }, stuck: { total: 0 }, whole: true });
    rig.say({ type: "pause", paused: true });
    vi.advanceTimersByTime(60 * SECOND_MS);
    expect(rig.view.tasks.stuck.total).toBe(0);
    rig.say({ type: "pause", paused: false });
    vi.advanceTimersByTime(3 * SECOND_MS);
    expect(rig.view.tasks.stuck.worst).toMatchObject([
      { id: "42", findings: [{ code: "orphaned", agents: ["alice"] }] },
    ]);
  });

  it("makes a task overdue past the deployment's own bound", () => {
    const { rig, sinks } = opened();
    rig.say({ type: "connect", settings: { ...SETTINGS, overdueAfterMs: 10 * SECOND_MS } });
    const sink = sinks[1];
    assert(sink !== undefined, "connect opens a feed");
    sink.connection(live());
    sink.clock({ offsetMs: 0, plusMinusMs: 1, source: "stream-info", jump: null });
    sink.source(SOURCE);
    sink.chunk(chunkOf([beatOf(1, NOON, "alice"), messageOf(2, NOON, "mjwork.tasks", CLAIMED)]));
    vi.advanceTimersByTime(8 * SECOND_MS);
    expect(rig.view.tasks.findings.overdue).toBeUndefined();
    vi.advanceTimersByTime(8 * SECOND_MS);
    expect(rig.view.tasks.findings.overdue).toBe(1);
  });

  it("sends nothing where nothing changed", () => {
    const { rig } = watching([0]);
    vi.advanceTimersByTime(5 * SECOND_MS);
    const sent = rig.patches.length;
    vi.advanceTimersByTime(60 * SECOND_MS);
    expect(rig.patches.slice(sent).filter(({ tasks }) => tasks === undefined)).toEqual([]);
  });

  it("does not make tasks whole before every source with tasks is", () => {
    const { rig, sink } = watching([0]);
    const other: SourceState = { ...SOURCE, name: "OTHER", stream: "OTHER", tasksPast: "reading" };
    for (const [tasksPast, whole] of [
      ["reading", false],
      ["cut", false],
      ["not-kept", false],
      ["none", true],
      ["whole", true],
    ] as const) {
      sink.source({ ...other, tasksPast });
      vi.advanceTimersByTime(2 * SECOND_MS);
      expect([tasksPast, rig.view.tasks.whole]).toEqual([tasksPast, whole]);
    }
  });
});

describe("a question", () => {
  it("about tasks is answered from the fold, and task messages stand in an agent's story", () => {
    const { rig, sink } = watching([0]);
    sink.chunk(
      chunkOf([
        messageOf(2, NOON + SECOND_MS, "mjwork.tasks", { task_id: "42", status: "available", title: "Audit" }),
        messageOf(3, NOON + 2_000, "mjwork.tasks", { task_id: "42", status: "claimed", owner: "alice" }),
        messageOf(4, NOON + 3_000, "mjwork.errors", { agent_id: "alice", content: "no luck" }),
      ]),
    );
    const query: TaskQuery = {
      text: "",
      states: null,
      owner: null,
      priority: null,
      finding: null,
      minAgeMs: null,
      withinMs: null,
      sort: "task",
      order: "ascending",
    };
    expect(rig.ask({ kind: "task-list", query, limit: 10 })).toMatchObject({ ids: ["42"], total: 1 });
    expect(rig.ask({ kind: "task-rows", query, limit: 10 })).toMatchObject({ rows: [{ id: "42", owner: "alice" }] });
    expect(rig.ask({ kind: "task-story", id: "42" })).toMatchObject({
      row: { title: "Audit", state: "claimed" },
      steps: [{ seq: 2 }, { seq: 3 }],
    });
    expect(rig.ask({ kind: "agent-tasks", agent: "alice", limit: 10 })).toMatchObject({
      rows: [{ id: "42" }],
      total: 1,
    });
    expect(rig.ask({ kind: "agent-story", agent: "alice", limit: 10 })).toMatchObject({
      events: [
        { seq: 4, channel: "errors" },
        { seq: 3, channel: "tasks" },
      ],
    });
    rig.say({ type: "watch-tasks", ids: ["42", "43"], list: null });
    vi.advanceTimersByTime(SECOND_MS);
    expect([...rig.view.taskRows.keys()]).toEqual(["42"]);
  });

  it("is answered from what is held", () => {
    const { rig, sink } = watching([0, 30]);
    sink.chunk(
      chunkOf([
        messageOf(3, NOON + 31_000, "mjwork.coordination", {
          agent_id: "alice",
          content: { type: "register", description: "Audits" },
        }),
        messageOf(4, NOON + 32_000, "mjwork.errors", { agent_id: "alice", content: "no luck" }),
        messageOf(5, NOON + 33_000, "mjwork.errors", { agent_id: "bob", content: "none either" }),
        messageOf(6, NOON + 34_000, "mjwork.heartbeat.alice", "{"),
      ]),
    );
    vi.advanceTimersByTime(100);
    expect(rig.ask({ kind: "agent-story", agent: "alice", limit: 10 })).toMatchObject({
      facts: { id: "alice", description: "Audits" },
      events: [{ seq: 4 }, { seq: 3 }],
      registration: { seq: 3 },
    });
    expect(rig.ask({ kind: "agent-story", agent: "nobody", limit: 10 })).toEqual({
      facts: null,
      events: [],
      registration: null,
    });
    expect(rig.ask({ kind: "events", channel: "errors", agent: null, limit: 1 })).toMatchObject([{ seq: 5 }]);
    expect(rig.ask({ kind: "malformed" })).toMatchObject([{ reason: "not-json", count: 1 }]);
    expect(rig.ask({ kind: "beats", agent: "alice", since: NOON })).toMatchObject({
      heldSince: NOON,
      beatsAt: [NOON, NOON + 30 * SECOND_MS],
    });
  });
});

describe("a bug of ours", () => {
  it("is said, and the feed goes on", () => {
    const { rig, sink } = watching([0]);
    const impossible: unknown = { stream: STREAM, from: 2, to: 2, messages: null };
    // @ts-expect-error what the types rule out is what this is about
    sink.chunk(impossible);
    sink.chunk(chunkOf([beatOf(2, NOON + SECOND_MS, "bob")]));
    vi.advanceTimersByTime(100);
    expect(rig.broken).toHaveLength(1);
    expect(rig.view.agents.has("bob")).toBe(true);
  });
});

describe("retry now", () => {
  it("is handed on", () => {
    const { rig, retries } = opened();
    rig.say({ type: "retry-now" });
    expect(retries()).toBe(1);
  });
});
