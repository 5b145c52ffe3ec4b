import { connect } from "nats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { provision } from "#fleet/provision.ts";
import { FeedRig, feedSettings } from "#scripts/nats/feed-rig.ts";
import { testServers } from "#scripts/nats/find-server.ts";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import { runServer } from "#scripts/nats/run-server.ts";
import { assert } from "#util/assert.ts";
import { GeneralPast } from "./general-past.ts";
import type { StreamInfo } from "./js-api.ts";

const INFO: StreamInfo = {
  name: "S",
  created: "",
  subjects: [],
  retention: "limits",
  maxMsgsPerSubject: -1,
  maxMsgs: -1,
  allowDirect: true,
  replicas: 1,
  messages: 10_000,
  bytes: 60_000_000,
  firstSeq: 1,
  lastSeq: 10_000,
  lastAt: 0,
  serverAt: null,
  askedAt: 0,
  answeredAt: 0,
  subjectsHeld: [],
  subjectsTotal: 0,
};

/** Reads what is planned, each message of this many bytes and a second after the one before it. Gives how many were read. */
function readAll(past: GeneralPast, bytesEach: number): number {
  let messages = 0;
  for (let range = past.plan.take(past.stretch()); range !== null; range = past.plan.take(past.stretch())) {
    const count = range.to - range.from + 1;
    messages += count;
    past.plan.finish(range, range.from * 1_000);
    past.done(range, { oldestAt: range.from * 1_000, messages: count, bytes: count * bytesEach });
  }
  return messages;
}

describe("the past that is read of everything", () => {
  test("ends at its bound by bytes, which is overshot by a stretch at most, and says what it left out", () => {
    const past = new GeneralPast();
    past.begin(INFO, "direct-batch", { messages: 300_000, bytes: 1_000_000 }, 0);
    const read = readAll(past, 6_000);
    expect(read * 6_000).toBeGreaterThanOrEqual(1_000_000);
    expect(read * 6_000).toBeLessThan(1_000_000 + 125_001);
    expect(past.leftOut(INFO.firstSeq)).toEqual({
      sequences: 10_000 - read,
      readMessages: read,
      readBytes: read * 6_000,
    });
    expect(past.completeSince(0)).toBe((10_000 - read + 1) * 1_000);
    expect(past.extend(INFO, "direct-single")).toBe(false);
  });

  test("goes by what was read rather than by what the stream says of all it holds", () => {
    const past = new GeneralPast();
    past.begin({ ...INFO, bytes: 60_000_000_000 }, "direct-batch", { messages: 300_000, bytes: 1_000_000 }, 0);
    expect(past.stretch()).toBe(1);
    expect(readAll(past, 50)).toBe(10_000);
    expect(past.leftOut(INFO.firstSeq)).toBe(null);
    expect(past.completeSince(0)).toBe(0);
  });

  test("ends where the history begins, however little that was", () => {
    const past = new GeneralPast();
    past.begin(INFO, "direct-batch", { messages: 300_000, bytes: 60_000_000 }, 9_999_000);
    const read = readAll(past, 6_000);
    expect(read).toBeLessThan(1_000);
    expect(past.leftOut(INFO.firstSeq)).toBe(null);
    expect(past.completeSince(0)).toBe(9_999_000);
  });
});

const { servers } = await testServers();

describe.each(servers.filter((_, index) => index === 0 || index === servers.length - 1))("on $version", (server) => {
  let running: RunningServer;
  beforeAll(async () => {
    running = await runServer({ server });
    const nc = await connect({ servers: running.clientUrl, ...running.logins.provisioner });
    await provision({ nc });
    const js = nc.jetstream();
    const body = "x".repeat(1_000);
    for (let index = 1; index <= 60; index += 1) await js.publish(`agog.deliverables.roy.backend.f-${index}`, body);
    await js.publish("mjwork.coordination", JSON.stringify({ agent_id: "roy", content: "x" }));
    await nc.close();
  });
  afterAll(() => running.stop());

  test("the bodies of reports are read to a bound of their own; the fleet's past is whole all the same", async () => {
    const rig = FeedRig.open(feedSettings([running.wsUrl], { reportsMaxBytes: 16_000 }));
    try {
      await rig.until("caught up", () => rig.caughtUp);
      const read = rig.stream("agog_features_backend").bodies;
      expect(read.size).toBeGreaterThanOrEqual(16);
      expect(read.size).toBeLessThan(20);
      expect(Math.max(...read.keys())).toBe(60);
      const source = rig.sources.get("agog_features_backend");
      assert(source !== undefined, "the stream of reports is a source");
      expect(source).toMatchObject({ reportsAlone: true, phase: { state: "complete" } });
      expect(source.advice?.sentence).toContain(`${60 - read.size} older ones`);
      const coordination = rig.sources.get("MJ_ONLINE_WORK");
      expect(coordination?.advice).toBe(null);
      expect(coordination?.reportsAlone).toBe(undefined);
    } finally {
      await rig.close();
    }
  });
});
