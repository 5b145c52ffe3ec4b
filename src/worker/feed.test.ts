import { createServer as createHttpServer } from "node:http";
import type { Server } from "node:net";
import { createServer } from "node:net";
import type { NatsConnection } from "nats";
import { connect } from "nats";
import type { TestContext } from "vitest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FeedRig, feedSettings, nodeFeedIo } from "#scripts/nats/feed-rig.ts";
import { testServers } from "#scripts/nats/find-server.ts";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import { runServer } from "#scripts/nats/run-server.ts";
import { provision } from "#fleet/provision.ts";
import { assert } from "#util/assert.ts";
import { MINUTE_MS } from "#util/units.ts";

const { servers } = await testServers();
const ends = servers.filter((_, index) => index === 0 || index === servers.length - 1);

function openRig(onTestFinished: TestContext["onTestFinished"], ...args: Parameters<typeof FeedRig.open>): FeedRig {
  const opened = FeedRig.open(...args);
  onTestFinished(() => opened.close());
  return opened;
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  assert(typeof address === "object" && address !== null, "a TCP server has a port");
  return address.port;
}

describe.each(ends)("the default server configuration on $version", { concurrent: true }, (server) => {
  let running: RunningServer;
  let nc: NatsConnection;

  beforeAll(async () => {
    running = await runServer({ server });
    await provision({ servers: running.clientUrl, ...running.logins.provisioner });
    nc = await connect({ servers: running.clientUrl, maxReconnectAttempts: -1, reconnectTimeWait: 50 });
  });
  afterAll(async () => {
    await nc.close();
    await running.stop();
  });

  test.sequential("the read-only login finds the seven streams, has a clock, and calls the roll", async ({
    onTestFinished,
  }) => {
    const js = nc.jetstream();
    await js.publish("mjwork.heartbeat.alice", `{"status":"idle"}`);
    await js.publish("agog.deliverables.roy.backend.search", "report");
    const opened = openRig(onTestFinished, feedSettings([running.wsUrl]));
    await opened.until("caught up", () => opened.caughtUp);
    await opened.until("a clock", () => opened.serverClock !== null);
    expect([...opened.sources.keys()].sort()).toEqual([
      "MJ_ONLINE_WORK",
      "agog_features_backend",
      "agog_features_critique",
      "agog_features_frontend",
      "agog_features_qa",
      "agog_features_research",
      "agog_features_statistics",
    ]);
    expect(opened.stream("agog_features_backend").bodies.get(1)).toBe("report");
    expect([...opened.stream("MJ_ONLINE_WORK").subjects.values()]).toContain("mjwork.heartbeat.alice");
    expect(opened.mayWrites.at(-1)).toBe(server.version.startsWith("2.9.") ? null : false);
    expect(opened.state).toMatchObject({ state: "live", server: { version: server.version, url: running.wsUrl } });
    expect(Math.abs(opened.serverClock?.offsetMs ?? Number.NaN)).toBeLessThan(1_000);
  });

  test.sequential("agents older than the history are on the roll", async ({ onTestFinished }) => {
    await nc.jetstream().publish("mjwork.heartbeat.old-timer", `{"status":"idle"}`);
    const opened = openRig(onTestFinished, feedSettings([running.wsUrl], { historyMs: 0, historyMaxMessages: 1 }));
    await nc.jetstream().publish("mjwork.coordination", "later");
    await opened.until("caught up", () => opened.caughtUp);
    await opened.until("the old agent", () =>
      [...opened.stream("MJ_ONLINE_WORK").subjects.values()].includes("mjwork.heartbeat.old-timer"),
    );
    expect(opened.stream("MJ_ONLINE_WORK").bodies.size).toBeLessThan(5);
  });

  test.sequential.for([10 * MINUTE_MS, -10 * MINUTE_MS])(
    "a browser clock that is %d ms off is found out",
    async (wrongByMs, { onTestFinished }) => {
      const io = nodeFeedIo({ now: () => performance.timeOrigin + performance.now() + wrongByMs });
      const opened = openRig(onTestFinished, feedSettings([running.wsUrl]), io);
      await opened.until("a clock", () => opened.serverClock !== null);
      expect(Math.abs((opened.serverClock?.offsetMs ?? 0) + wrongByMs)).toBeLessThan(5_000);
      expect(opened.serverClock?.jump).toBeNull();
      await opened.until("wanted since", () => opened.wantedSince !== null);
      const expected = Date.now() - 6 * 60 * MINUTE_MS;
      expect(Math.abs((opened.wantedSince ?? 0) - expected)).toBeLessThan(60_000);
    },
  );

  test.sequential("a message that wears the server's own headers is read as what it is", async ({ onTestFinished }) => {
    const opened = openRig(onTestFinished, feedSettings([running.wsUrl]));
    await opened.until("caught up", () => opened.caughtUp);
    const { headers } = await import("nats");
    const forged = headers(404, "Message Not Found");
    forged.set("Nats-Sequence", "1");
    forged.set("Nats-Subject", "mjwork.heartbeat.victim");
    forged.set("Nats-Time-Stamp", "2001-01-01T00:00:00Z");
    forged.set("Nats-Last-Sequence", "7");
    forged.set("Nats-Num-Pending", "0");
    forged.set("Own", "kept");
    const js = nc.jetstream();
    const before = await js.publish("mjwork.errors", "before");
    const ack = await js.publish("mjwork.errors", "forged", { headers: forged });
    const after = await js.publish("mjwork.errors", "after");
    const seen = opened.stream("MJ_ONLINE_WORK");
    await opened.until("all three", () => seen.bodies.has(after.seq));
    expect([before.seq, ack.seq, after.seq].map((seq) => [seen.bodies.get(seq), seen.subjects.get(seq)])).toEqual([
      ["before", "mjwork.errors"],
      ["forged", "mjwork.errors"],
      ["after", "mjwork.errors"],
    ]);
    expect(seen.at.get(ack.seq)).toBeGreaterThan(Date.now() - 60 * MINUTE_MS);
    // And again from the past.
    await opened.close();
    const again = openRig(onTestFinished, feedSettings([running.wsUrl]));
    await again.until("caught up", () => again.caughtUp);
    expect(again.stream("MJ_ONLINE_WORK").bodies.get(ack.seq)).toBe("forged");
    expect(again.stream("MJ_ONLINE_WORK").bodies.get(after.seq)).toBe("after");
  });

  test.sequential("a report of the largest size comes whole", async ({ onTestFinished }) => {
    const opened = openRig(onTestFinished, feedSettings([running.wsUrl]));
    await opened.until("caught up", () => opened.caughtUp);
    const body = "x".repeat(10 * 2 ** 20 - 512);
    const ack = await nc.jetstream({ timeout: 30_000 }).publish("agog.deliverables.jen.frontend.big", body);
    const seen = opened.stream("agog_features_frontend");
    await opened.until("the report", () => seen.bodies.has(ack.seq));
    expect(seen.bodies.get(ack.seq)).toHaveLength(body.length);
  });

  test.sequential("a killed server is said as lost, with the next try, and found again", async ({ onTestFinished }) => {
    const opened = openRig(onTestFinished, feedSettings([running.wsUrl]));
    await opened.until("caught up", () => opened.caughtUp);
    await running.kill();
    await opened.until("the loss", () => opened.state?.state === "lost");
    await opened.until("the next try", () => opened.state?.state === "lost" && opened.state.nextTryAt !== null);
    await running.restart();
    await opened.until("caught up again", () => opened.caughtUp);
    expect(opened.connections.map(({ state }) => state)).not.toContain("refused");
  });

  test.sequential("the feed never makes a consumer", async ({ onTestFinished }) => {
    const opened = openRig(onTestFinished, feedSettings([running.wsUrl]));
    await opened.until("caught up", () => opened.caughtUp);
    const manager = await nc.jetstreamManager();
    for await (const stream of manager.streams.list()) expect(stream.state.consumer_count).toBe(0);
  });
});

describe("a link that goes silent", { concurrent: true }, () => {
  test("a half-open link is said, and the page is live again when the server is", async ({ onTestFinished }) => {
    const running = await runServer();
    await provision({ servers: running.clientUrl, ...running.logins.provisioner });
    const opened = openRig(onTestFinished, feedSettings([running.wsUrl]));
    await opened.until("caught up", () => opened.caughtUp);
    running.pause();
    try {
      await opened.until("the silence is said", () => opened.state?.state === "stale");
      await opened.until("the loss is said", () => opened.state?.state !== "live" && opened.state?.state !== "stale");
    } finally {
      running.resume();
    }
    await opened.until("caught up again", () => opened.caughtUp);
    const nc = await connect({ servers: running.clientUrl });
    const ack = await nc.jetstream({ timeout: 10_000 }).publish("mjwork.errors", "back");
    const seen = opened.stream("MJ_ONLINE_WORK");
    await opened.until("what came after", () => seen.bodies.has(ack.seq));
    expect(seen.bodies.get(ack.seq)).toBe("back");
    await nc.close();
    await opened.close();
    await running.stop();
  });
});

describe("an address that is no use", { concurrent: true }, () => {
  test("nobody listens there", async ({ onTestFinished }) => {
    const placeholder = createServer();
    const port = await listening(placeholder);
    await new Promise((resolve) => {
      placeholder.close(resolve);
    });
    const opened = openRig(onTestFinished, feedSettings([`ws://127.0.0.1:${port}`]));
    await opened.until("refused", () => opened.state?.state === "refused");
    expect(opened.state).toMatchObject({ refusal: { kind: "unexplained", answersHttp: false } });
  });

  test("the browser keeps the page from the local network", async ({ onTestFinished }) => {
    const placeholder = createServer();
    const port = await listening(placeholder);
    await new Promise((resolve) => {
      placeholder.close(resolve);
    });
    const io = nodeFeedIo({ localNetworkDenied: () => Promise.resolve(true) });
    const opened = openRig(onTestFinished, feedSettings([`ws://127.0.0.1:${port}`]), io);
    await opened.until("refused", () => opened.state?.state === "refused");
    expect(opened.state).toMatchObject({ refusal: { kind: "local-network-access" } });
  });

  test("a web server that is no NATS", async ({ onTestFinished }) => {
    const web = createHttpServer((_, response) => response.end("hello"));
    const port = await listening(web);
    try {
      const opened = openRig(onTestFinished, feedSettings([`ws://127.0.0.1:${port}`]));
      await opened.until("refused", () => opened.state?.state === "refused");
      expect(opened.state).toMatchObject({ refusal: { kind: "unexplained", answersHttp: true } });
    } finally {
      web.closeAllConnections();
      web.close();
    }
  });

  test("a page on https may not open ws:// elsewhere, and says so without trying", async ({ onTestFinished }) => {
    const opened = openRig(onTestFinished, feedSettings(["ws://nats.example:9222"]), nodeFeedIo({ pageIsHttps: true }));
    await opened.until("refused", () => opened.state?.state === "refused");
    expect(opened.state).toMatchObject({ refusal: { kind: "mixed-content" }, nextTryAt: null });
  });
});

describe.each(ends)("someone else's server on $version", { concurrent: true }, (server) => {
  test("the client port is no WebSocket; the second address is taken", async ({ onTestFinished }) => {
    const running = await runServer({ server, accounts: "plain" });
    try {
      const opened = openRig(onTestFinished, feedSettings([`ws://127.0.0.1:${running.clientPort}`, running.wsUrl]));
      await opened.until("live", () => opened.state?.state === "live");
      expect(opened.state).toMatchObject({ server: { url: running.wsUrl } });
    } finally {
      await running.stop();
    }
  });

  test("a wrong password is said as such, and retried", async ({ onTestFinished }) => {
    const running = await runServer({ server, accounts: "password" });
    try {
      const login = { kind: "password" as const, user: "somebody", pass: "wrong" };
      const opened = openRig(onTestFinished, feedSettings([running.wsUrl], { login }));
      await opened.until("refused", () => opened.state?.state === "refused");
      expect(opened.state).toMatchObject({ refusal: { kind: "authorization" } });
      await opened.until("the next try", () => opened.state?.state === "refused" && opened.state.nextTryAt !== null);
      await opened.close();
      const { user, pass } = running.logins.provisioner;
      const right = openRig(onTestFinished, feedSettings([running.wsUrl], { login: { kind: "password", user, pass } }));
      await right.until("caught up", () => right.caughtUp);
    } finally {
      await running.stop();
    }
  });

  test("with JetStream off the subjects are heard plainly", async ({ onTestFinished }) => {
    const running = await runServer({ server, accounts: "no-jetstream" });
    const nc = await connect({ servers: running.clientUrl });
    try {
      const opened = openRig(onTestFinished, feedSettings([running.wsUrl]));
      await opened.until("caught up", () => opened.caughtUp);
      expect(opened.sources.get("plain:mjwork.>")).toMatchObject({ past: "none", live: "plain", stream: null });
      expect(opened.sources.get("plain:mjwork.>")?.advice?.sentence).toContain("JetStream is off");
      for (let i = 1; i <= 500; i += 1) nc.publish("mjwork.coordination", `m${i}`);
      const seen = opened.stream("plain:mjwork.>");
      await opened.until("all of them", () => seen.bodies.size === 500);
      expect([...seen.bodies.values()]).toEqual(Array.from({ length: 500 }, (_, i) => `m${i + 1}`));
      expect(seen.order).toEqual(Array.from({ length: 500 }, (_, i) => i + 1));
      await opened.until("a clock of its own", () => opened.serverClock !== null);
      await running.restart();
      await opened.until("the loss", () => opened.connections.some(({ state }) => state === "lost"));
      await opened.until("caught up again", () => opened.caughtUp);
      const again = await connect({ servers: running.clientUrl });
      again.publish("mjwork.coordination", "again");
      await again.drain();
      await opened.until("what comes after", () => seen.bodies.get(501) === "again");
      expect(opened.broken).toEqual([]);
    } finally {
      await nc.close();
      await running.stop();
    }
  });

  test("subjects that nothing stores are heard plainly until a stream is made for them", async ({ onTestFinished }) => {
    const running = await runServer({ server, accounts: "plain" });
    const nc = await connect({ servers: running.clientUrl });
    try {
      const opened = openRig(onTestFinished, feedSettings([running.wsUrl]));
      await opened.until("caught up", () => opened.caughtUp);
      expect(opened.sources.get("plain:mjwork.>")?.advice?.sentence).toContain("nothing stores these subjects");
      nc.publish("mjwork.coordination", "unstored");
      await opened.until("the message", () => opened.allBodies().includes("unstored"));
      const manager = await nc.jetstreamManager();
      await manager.streams.add({ name: "LATE", subjects: ["mjwork.>"], allow_direct: true });
      await nc.jetstream().publish("mjwork.coordination", "stored");
      await opened.until("the stream is found", () => opened.caughtUp && opened.sources.has("LATE"));
      await opened.until("its message", () => opened.stream("LATE").bodies.get(1) === "stored");
      expect(opened.sources.has("plain:mjwork.>")).toBe(false);
    } finally {
      await nc.close();
      await running.stop();
    }
  });
});
