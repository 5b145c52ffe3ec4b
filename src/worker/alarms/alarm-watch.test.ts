import type { FeedSink } from "../feed.ts";
import { CoreRig } from "../core-rig.ts";
import type { FromWorker } from "../protocol.ts";
import { createCore } from "../core.ts";
import { beatOf, chunkOf, NOON, STREAM } from "#model/fixtures.ts";
import type { AlarmsView } from "#model/alarms/alarm.ts";
import type { SourceState } from "#model/source-state.ts";
import { feedSettings } from "#scripts/nats/feed-rig.ts";
import { assert } from "#util/assert.ts";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

const SETTINGS = feedSettings(["ws://127.0.0.1:9222"]);
const SERVER = { name: "n", version: "2.15.1", url: "ws://127.0.0.1:9222", cluster: null };
const SOURCE: SourceState = {
  name: STREAM,
  stream: STREAM,
  subjects: ["mjwork.>"],
  past: "direct-batch",
  live: "doorbell",
  phase: { state: "complete" },
  completeSince: NOON - 3_600_000,
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

const io = {
  now: () => Date.now(),
  probe: () => Promise.resolve(false),
  setTimer: (run: () => void, ms: number) => setTimeout(run, ms),
  clearTimer: (handle: ReturnType<typeof setTimeout>) => clearTimeout(handle),
  pageIsHttps: false,
};

/** Opens a feed whose words are the test's, with alice's first beat at noon. */
async function fed(connect: (open: Parameters<typeof createCore>[2]) => void): Promise<FeedSink> {
  const sinks: FeedSink[] = [];
  connect((_settings, sink) => {
    sinks.push(sink);
    return {
      retryNow: () => undefined,
      storedMessage: () => Promise.resolve({ state: "gone" as const }),
      session: () => null,
      close: () => Promise.resolve(),
    };
  });
  const [sink] = sinks;
  assert(sink !== undefined, "connect opens a feed");
  sink.connection({ state: "live", since: NOON, server: SERVER, rttMs: 1 });
  sink.clock({ offsetMs: 0, plusMinusMs: 1, source: "stream-info", jump: null });
  sink.source(SOURCE);
  sink.chunk(chunkOf([beatOf(1, NOON, "alice", { status: "busy", heartbeat_interval: 30 })]));
  // The present is shown at the latest by then; then the rules are fetched, which is no matter of time.
  await vi.advanceTimersByTimeAsync(2000);
  await vi.dynamicImportSettled();
  await vi.advanceTimersByTimeAsync(100);
  return sink;
}

async function opened(): Promise<{ rig: CoreRig; sink: FeedSink }> {
  let rig: CoreRig | null = null;
  const sink = await fed((open) => {
    rig = new CoreRig(io, open);
    rig.say({ type: "connect", settings: SETTINGS });
  });
  assert(rig !== null, "the rig is made");
  return { rig, sink };
}

function keys({ alarms }: AlarmsView): string[] {
  return alarms.map(({ key }) => key);
}

it("tells of a silent agent when its time is up, and of nothing before", async () => {
  const { rig } = await opened();
  await vi.advanceTimersByTimeAsync(NOON + 49_900 - Date.now());
  expect(keys(rig.view.alarms)).toEqual([]);
  await vi.advanceTimersByTimeAsync(1100);
  expect(keys(rig.view.alarms)).toEqual(["agent-late"]);
  await vi.advanceTimersByTimeAsync(NOON + 90_500 - Date.now());
  expect(rig.view.alarms.alarms).toMatchObject([{ key: "agent-silent/alice", since: NOON + 90_000 }]);
  expect(rig.view.alarms.alarms[0]?.raisedAt).toBeLessThanOrEqual(NOON + 91_000);
  expect(rig.view.alarms.rules["agent-silent"]).toEqual({ state: "judged" });
  expect(rig.broken).toEqual([]);
  await rig.core.close();
});

it("tells a page that is paused all the same", async () => {
  const { rig, sink } = await opened();
  rig.say({ type: "pause", paused: true });
  sink.chunk(chunkOf([beatOf(2, NOON + 30_000, "alice", { status: "busy" })]));
  await vi.advanceTimersByTimeAsync(NOON + 119_000 - Date.now());
  expect(keys(rig.view.alarms), "the beat that the page has not taken counts").toEqual(["agent-late"]);
  await vi.advanceTimersByTimeAsync(2000);
  expect(keys(rig.view.alarms)).toEqual(["agent-silent/alice"]);
  expect(rig.view.agents.get("alice")?.lastBeatAt, "the page stands still").toBe(NOON);
  await rig.core.close();
});

it("believes the beats that a page which takes nothing was not sent", async () => {
  const patches: FromWorker[] = [];
  let core: ReturnType<typeof createCore> | null = null;
  const sink = await fed((open) => {
    core = createCore((message) => patches.push(message), io, open);
    core.receive({ type: "connect", settings: SETTINGS });
  });
  assert(core !== null, "the core is made");
  for (let beat = 1; beat <= 8; beat++) {
    await vi.advanceTimersByTimeAsync(NOON + beat * 30_000 - Date.now());
    sink.chunk(chunkOf([beatOf(beat + 1, Date.now(), "alice", { status: "busy" })]));
  }
  const view = last(patches);
  // Nothing was acknowledged, so nothing more was sent; what is found now is sent with the first answer.
  (core as ReturnType<typeof createCore>).receive({ type: "ack", tick: view.tick });
  await vi.advanceTimersByTimeAsync(1000);
  const after = last(patches);
  expect(after.tick).toBeGreaterThan(view.tick);
  expect(keys(after.alarms ?? assertNever())).toEqual(["view-overloaded"]);
  await (core as ReturnType<typeof createCore>).close();
});

function last(patches: readonly FromWorker[]) {
  const found = patches.findLast((message) => message.type === "patch");
  assert(found?.type === "patch", "a patch was sent");
  return found.patch;
}

function assertNever(): AlarmsView {
  throw new Error("the patch carries alarms");
}

it("tells that the view is lost, and nobody's silence meanwhile", async () => {
  const { rig, sink } = await opened();
  const since = Date.now();
  sink.connection({ state: "lost", since, url: SERVER.url, attempt: 1, nextTryAt: null, reason: "closed" });
  await vi.advanceTimersByTimeAsync(11_000);
  expect(keys(rig.view.alarms)).toEqual(["view-lost"]);
  await vi.advanceTimersByTimeAsync(200_000);
  expect(keys(rig.view.alarms)).toEqual(["view-lost"]);
  sink.connection({ state: "live", since: Date.now(), server: SERVER, rttMs: 1 });
  sink.source({ ...SOURCE, lastSeq: 2 });
  sink.chunk(chunkOf([beatOf(2, Date.now(), "alice", { status: "busy" })]));
  // What was stored meanwhile is read, or nothing more of it is waited for.
  await vi.advanceTimersByTimeAsync(4500);
  expect(keys(rig.view.alarms)).toEqual([]);
  expect(rig.broken).toEqual([]);
  await rig.core.close();
});

it("marks what somebody did about alarms, at once and for each picture", async () => {
  const { rig } = await opened();
  await vi.advanceTimersByTimeAsync(NOON + 91_000 - Date.now());
  const at = Date.now();
  rig.say({
    type: "alarm-care",
    care: { acknowledged: [{ key: "agent-silent/alice", at, reason: "restarting it" }], silences: [] },
  });
  await vi.advanceTimersByTimeAsync(200);
  expect(rig.view.alarms.alarms[0]?.care).toEqual({ state: "acknowledged", at, reason: "restarting it" });
  rig.say({ type: "alarm-settings", settings: { thresholds: {}, off: ["agent-silent"] } });
  await vi.advanceTimersByTimeAsync(200);
  expect(keys(rig.view.alarms)).toEqual([]);
  expect(rig.view.alarms.rules["agent-silent"]).toEqual({ state: "off" });
  await rig.core.close();
});
