import type { NatsConnection } from "nats";
import { AckPolicy, DiscardPolicy, RetentionPolicy, connect } from "nats";
import type { TestContext } from "vitest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FeedRig, feedSettings } from "#scripts/nats/feed-rig.ts";
import { testServers } from "#scripts/nats/find-server.ts";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import { runServer } from "#scripts/nats/run-server.ts";
import type { FeedSettings } from "./protocol.ts";

type OnTestFinished = TestContext["onTestFinished"];

const { servers } = await testServers();
const ends = servers.filter((_, index) => index === 0 || index === servers.length - 1);

function list(subjects: string[]): string {
  return subjects.map((subject) => JSON.stringify(subject)).join(", ");
}

/** A login of one account with these rules, as an operator without accounts of their own would write it. */
function reader(publish: string[], subscribe: string[]): string {
  return `authorization { users: [
    { user: all, password: all }
    { user: reader, password: reader, permissions: { publish: { allow: [${list(publish)}] }, subscribe: { allow: [${list(subscribe)}] } } }
  ] }`;
}

const READER: Partial<FeedSettings> = { login: { kind: "password", user: "reader", pass: "reader" } };

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** Bodies over all streams that stand for it, to see that each came once. */
function bodies(opened: FeedRig): string[] {
  return opened.allBodies().sort();
}

function named(numbers: number[]): string[] {
  return numbers.map((n) => `m${String(n).padStart(5, "0")}`);
}

describe.each(ends)("streams that forget on $version", { concurrent: true }, (server) => {
  let running: RunningServer;
  let nc: NatsConnection;

  beforeAll(async () => {
    running = await runServer({ server, accounts: "plain" });
    nc = await connect({ servers: running.clientUrl, maxReconnectAttempts: -1, reconnectTimeWait: 50 });
  });
  afterAll(async () => {
    await nc.close();
    await running.stop();
  });

  function openOn(prefix: string, onTestFinished: OnTestFinished): FeedRig {
    const opened = FeedRig.open(
      feedSettings([running.wsUrl], { prefixes: { coordination: prefix, deliverables: `${prefix}none` } }),
    );
    onTestFinished(() => opened.close());
    return opened;
  }

  async function publish(prefix: string, numbers: number[]): Promise<void> {
    const js = nc.jetstream({ timeout: 10_000 });
    await Promise.all(numbers.map((n) => js.publish(`${prefix}.say`, `m${String(n).padStart(5, "0")}`)));
  }

  test.sequential("a work queue: what waits, and what passes, each once, and nothing is taken from the workers", async ({
    onTestFinished,
  }) => {
    const manager = await nc.jetstreamManager();
    await manager.streams.add({
      name: "QUEUE",
      subjects: ["q.>"],
      retention: RetentionPolicy.Workqueue,
      allow_direct: true,
    });
    await publish("q", range(1, 200));
    await manager.consumers.add("QUEUE", { durable_name: "worker", ack_policy: AckPolicy.Explicit });
    const consumer = await nc.jetstream().consumers.get("QUEUE", "worker");
    const opened = openOn("q", onTestFinished);
    const worked: string[] = [];
    const messages = await consumer.consume({ max_messages: 100 });
    const work = (async () => {
      for await (const message of messages) {
        worked.push(message.string());
        message.ack();
        if (worked.length === 500) break;
      }
    })();
    await opened.until("caught up", () => opened.caughtUp);
    await publish("q", range(201, 500));
    await work;
    await opened.until("the live ones", () =>
      range(201, 500).every((n) => bodies(opened).includes(named([n])[0] ?? "")),
    );
    expect(worked.sort()).toEqual(named(range(1, 500)));
    const seen = bodies(opened);
    expect(new Set(seen).size).toBe(seen.length);
    expect(opened.sources.get("QUEUE")).toMatchObject({ live: "plain", phase: { state: "complete" } });
    expect(opened.sources.get("QUEUE")?.advice?.sentence).toContain("keeps no history");
  });

  test.sequential("a queue that fills while it is opened is seen once each", async ({ onTestFinished }) => {
    const manager = await nc.jetstreamManager();
    await manager.streams.add({
      name: "FILLING",
      subjects: ["f.>"],
      retention: RetentionPolicy.Workqueue,
      allow_direct: true,
    });
    await publish("f", range(1, 300));
    const opened = openOn("f", onTestFinished);
    await publish("f", range(301, 900));
    await opened.until("caught up", () => opened.caughtUp);
    await publish("f", range(901, 1_000));
    await opened.until("all", () => opened.allBodies().length >= 1_000);
    expect(bodies(opened)).toEqual(named(range(1, 1_000)));
  });

  test.sequential("one message a subject is kept: all that pass are seen, and an outage costs only what was let go", async ({
    onTestFinished,
  }) => {
    const manager = await nc.jetstreamManager();
    await manager.streams.add({
      name: "LAST",
      subjects: ["l.>"],
      max_msgs_per_subject: 1,
      discard: DiscardPolicy.Old,
      allow_direct: true,
    });
    const opened = openOn("l", onTestFinished);
    await opened.until("caught up", () => opened.caughtUp);
    await publish("l", range(1, 400));
    await opened.until("all", () => opened.allBodies().length >= 400);
    expect(bodies(opened)).toEqual(named(range(1, 400)));
    await running.restart();
    await nc.flush().catch(() => undefined);
    await opened.until(
      "caught up again",
      () => opened.connections.some(({ state }) => state === "lost") && opened.caughtUp,
    );
    expect(bodies(opened).filter((body, i, all) => body === all[i - 1])).toEqual([]);
  });

  test.sequential("a stream that is allowed direct gets while it is watched is read by them from then on", async ({
    onTestFinished,
  }) => {
    const manager = await nc.jetstreamManager();
    await manager.streams.add({ name: "TURN", subjects: ["t.>"], allow_direct: false });
    await publish("t", range(1, 20));
    const opened = openOn("t", onTestFinished);
    await opened.until("caught up", () => opened.caughtUp);
    expect(opened.sources.get("TURN")).toMatchObject({ past: "msg-get" });
    expect(opened.sources.get("TURN")?.advice?.remedy).toBe("nats stream edit TURN --allow-direct");
    const { config } = await manager.streams.info("TURN");
    await manager.streams.update("TURN", { ...config, allow_direct: true });
    await opened.until("direct gets are used", () => opened.sources.get("TURN")?.past !== "msg-get");
    await publish("t", range(21, 40));
    await opened.until("what came after", () => opened.stream("TURN").bodies.size === 40);
    expect(opened.sources.get("TURN")?.advice).toBeNull();
    expect(opened.stream("TURN").twice).toEqual([]);
  });
});

describe.each(ends)("logins that may not do everything on $version", { concurrent: true }, (server) => {
  const API = ["$JS.API.STREAM.NAMES", "$JS.API.STREAM.INFO.*"];
  const HEAR = ["mjwork.>", "agog.deliverables.>", "_INBOX.>"];

  async function withLogin(
    publish: string[],
    subscribe: string[],
    run: (running: RunningServer, nc: NatsConnection) => Promise<void>,
  ): Promise<void> {
    const running = await runServer({ server, accounts: "plain", extraConfig: reader(publish, subscribe) });
    const nc = await connect({ servers: running.clientUrl, user: "all", pass: "all" });
    try {
      const manager = await nc.jetstreamManager();
      await manager.streams.add({ name: "S", subjects: ["mjwork.>"], allow_direct: true });
      await nc.jetstream().publish("mjwork.errors", "first");
      await run(running, nc);
    } finally {
      await nc.close();
      await running.stop();
    }
  }

  test("no direct get: messages are asked for one by one", async () => {
    await withLogin([...API, "$JS.API.STREAM.MSG.GET.S"], HEAR, async (running) => {
      const opened = FeedRig.open(feedSettings([running.wsUrl], READER));
      await opened.until("caught up", () => opened.caughtUp);
      expect(opened.stream("S").bodies.get(1)).toBe("first");
      expect(opened.sources.get("S")?.past).toBe("msg-get");
      expect(opened.sources.has("plain:mjwork.>")).toBe(false);
      await opened.close();
    });
  });

  test("no reading at all: said as forbidden, and what passes is heard", async () => {
    await withLogin(API, HEAR, async (running, nc) => {
      const opened = FeedRig.open(feedSettings([running.wsUrl], READER));
      await opened.until("forbidden", () => {
        const phase = opened.sources.get("S")?.phase;
        return phase?.state === "failed" && phase.reason === "forbidden";
      });
      await opened.until("heard plainly", () => opened.sources.get("plain:mjwork.>")?.live === "plain");
      await nc.flush();
      await opened.until("what passes", () => {
        nc.publish("mjwork.errors", "passing");
        return opened.allBodies().includes("passing");
      });
      expect(opened.mayWrites.at(-1)).toBeNull();
      await opened.close();
    });
  });

  test("no subscription: the sweep alone brings what is new", async () => {
    await withLogin([...API, "$JS.API.DIRECT.GET.>"], ["_INBOX.>"], async (running, nc) => {
      const opened = FeedRig.open(feedSettings([running.wsUrl], READER));
      await opened.until(
        "caught up",
        () => opened.stream("S").bodies.size === 1 && opened.sources.get("S")?.live === "sweep",
      );
      await nc.jetstream().publish("mjwork.errors", "second");
      await opened.until("the second", () => opened.stream("S").bodies.has(2));
      expect(opened.stream("S").bodies.get(2)).toBe("second");
      await opened.close();
    });
  });

  test("no inbox: refused, with the subject", async () => {
    await withLogin([">"], ["mjwork.>"], async (running) => {
      const opened = FeedRig.open(feedSettings([running.wsUrl], READER));
      await opened.until("refused", () => opened.state?.state === "refused");
      expect(opened.state).toMatchObject({ refusal: { kind: "permissions" } });
      await opened.close();
    });
  });

  test("an inbox prefix of its own, and streams by name where names may not be asked for", async () => {
    await withLogin(
      ["$JS.API.STREAM.INFO.*", "$JS.API.DIRECT.GET.>"],
      ["mjwork.>", "agog.deliverables.>", "_DASH.>"],
      async (running) => {
        const opened = FeedRig.open(feedSettings([running.wsUrl], { ...READER, inboxPrefix: "_DASH", streams: ["S"] }));
        await opened.until("caught up", () => opened.caughtUp);
        expect(opened.stream("S").bodies.get(1)).toBe("first");
        await opened.close();
      },
    );
  });

  test("a stream that is named and not there is said as missing", async () => {
    await withLogin([">"], [">"], async (running) => {
      const opened = FeedRig.open(feedSettings([running.wsUrl], { ...READER, streams: ["S", "NONE"] }));
      await opened.until("missing", () => opened.sources.get("NONE")?.phase.state === "failed");
      expect(opened.sources.get("NONE")?.phase).toMatchObject({ reason: "no-stream" });
      await opened.until("the other is whole", () => opened.sources.get("S")?.phase.state === "complete");
      expect(opened.mayWrites.at(-1)).toBe(server.version.startsWith("2.9.") ? null : true);
      await opened.close();
    });
  });
});
