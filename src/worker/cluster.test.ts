import { setTimeout as delay } from "node:timers/promises";
import type { NatsConnection } from "nats";
import { connect } from "nats";
import type { TestContext } from "vitest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { StreamsDesk } from "./asked/streams-desk.ts";
import { isFailure } from "#model/asked/ask-failure.ts";
import type { ReplicaState } from "#model/streams/replica-state.ts";
import { FeedRig, feedSettings, nodeFeedIo } from "#scripts/nats/feed-rig.ts";
import { testServers } from "#scripts/nats/find-server.ts";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import { runCluster } from "#scripts/nats/run-server.ts";
import { assert } from "#util/assert.ts";

const { servers: versions } = await testServers();
const ends = versions.filter((_, index) => index === 0 || index === versions.length - 1);

type OnTestFinished = TestContext["onTestFinished"];

const PATIENCE_MS = 40_000;
let nextName = 1;

function open(prefix: string, addresses: string[], onTestFinished: OnTestFinished): FeedRig {
  const opened = FeedRig.open(
    feedSettings(addresses, { prefixes: { coordination: prefix, deliverables: `${prefix}none` } }),
  );
  onTestFinished(() => opened.close());
  return opened;
}

/** A replica that was not heard of for so long is said to be gone: followers say something to their leader each second. */
const REPLICA_SEEN_MS = 2_500;

/** What the pages say of streams, over the page's own connection, wherever that is just now. */
function openDesk(prefix: string, opened: FeedRig): StreamsDesk {
  const settings = feedSettings([], {
    prefixes: { coordination: prefix, deliverables: `${prefix}none` },
    checks: { replicaSeenMs: REPLICA_SEEN_MS },
  });
  const desk = new StreamsDesk(settings, nodeFeedIo(), () => opened.feed?.session() ?? null);
  desk.connectionChanged();
  return desk;
}

const ABOUT_REPLICAS = new Set([
  "no-answer",
  "no-leader",
  "quorum-lost",
  "replica-offline",
  "replica-silent",
  "replicas-missing",
]);

/** What the list says of a stream's replicas, and how each of them stands; null while nobody answers. */
interface StreamSaid {
  codes: string[];
  leader: string | null;
  replicas: Record<string, ReplicaState>;
}

async function saidOf(desk: StreamsDesk, name: string): Promise<StreamSaid | null> {
  const [list, detail] = [await desk.list(), await desk.stream(name)];
  if (isFailure(list) || isFailure(detail)) return null;
  const row = list.rows.find(({ facts }) => facts.name === name);
  if (row === undefined) return null;
  return {
    codes: row.findings.map(({ code }) => code).filter((code) => ABOUT_REPLICAS.has(code)),
    leader: detail.row.facts.cluster?.leader ?? null,
    replicas: Object.fromEntries(detail.replicas.map((replica) => [replica.name, replica.state])),
  };
}

const SOON = { timeout: PATIENCE_MS, interval: 300 };

/** Leaders change under these tests: what is asked meanwhile is lost, or refused, and asked again. */
async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (const deadline = Date.now() + PATIENCE_MS; ;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(50);
    }
  }
}

/**
 * Everything that was acknowledged up to `last` is there, and nothing came twice. (A body may be stored twice: over a
 * change of leaders a server may forget what it has seen.)
 */
async function expectAll(opened: FeedRig, name: string, last: number): Promise<void> {
  const seen = opened.stream(name);
  const bodies = (): Set<string> => new Set(seen.bodies.values());
  await opened.until("all was seen", () => bodies().size >= last);
  expect(bodies()).toEqual(new Set(Array.from({ length: last }, (_, i) => `m${i + 1}`)));
  expect(seen.twice).toEqual([]);
  expect(opened.broken).toEqual([]);
  expectNoneAnew(opened);
}

/** While a stream has no leader its subjects may be heard plainly; that ends when it has one, and is no stream begun anew. */
function expectNoneAnew({ resets }: FeedRig): void {
  expect(resets.filter((source) => !source.startsWith("plain:"))).toEqual([]);
}

function serverOf(opened: FeedRig): string | undefined {
  return opened.state?.state === "live" ? opened.state.server.name : undefined;
}

describe.each(ends)("three servers of $version", { concurrent: true }, (server) => {
  let cluster: RunningServer[] = [];
  let nc: NatsConnection;

  beforeAll(async () => {
    cluster = await runCluster({ server, accounts: "plain" });
    nc = await connect({
      servers: cluster.map((one) => one.clientUrl),
      maxReconnectAttempts: -1,
      reconnectTimeWait: 100,
      ignoreClusterUpdates: true,
    });
  });
  afterAll(async () => {
    await nc.close();
    await Promise.all(cluster.map((one) => one.stop()));
  });

  async function makeStream(): Promise<{ name: string; prefix: string }> {
    const name = `R${nextName}`;
    const prefix = `r${nextName}x`;
    nextName += 1;
    await eventually(async () => {
      const manager = await nc.jetstreamManager({ timeout: 3_000, checkAPI: false });
      await manager.streams.add({ name, subjects: [`${prefix}.>`], num_replicas: 3, allow_direct: true });
    });
    return { name, prefix };
  }

  /** Stored once however often it is sent: acknowledgements are lost while leaders change. */
  async function publish(prefix: string, from: number, to: number): Promise<void> {
    const js = nc.jetstream({ timeout: 2_000 });
    const send = (n: number): Promise<unknown> =>
      eventually(() => js.publish(`${prefix}.say.${n % 7}`, `m${n}`, { msgID: `${prefix}${n}` }));
    for (let start = from; start <= to; start += 100) {
      await Promise.all(Array.from({ length: Math.min(100, to - start + 1) }, (_, i) => send(start + i)));
    }
  }

  function leaderOf(name: string): Promise<string> {
    return eventually(async () => {
      const answer = await nc.request(`$JS.API.STREAM.INFO.${name}`, "", { timeout: 3_000 });
      const leader = answer.json<{ cluster?: { leader?: string } }>().cluster?.leader;
      assert(leader !== undefined, "the stream has a leader");
      return leader;
    });
  }

  function serverNamed(name: string): RunningServer {
    const found = cluster[Number(name.slice(1)) - 1];
    assert(found !== undefined, `the cluster has a server ${name}`);
    return found;
  }

  test.sequential("the leader steps down while messages are published", async ({ onTestFinished }) => {
    const { name, prefix } = await makeStream();
    await publish(prefix, 1, 200);
    const opened = open(
      prefix,
      cluster.map((one) => one.wsUrl),
      onTestFinished,
    );
    await opened.until("caught up", () => opened.caughtUp);
    for (let round = 0; round < 3; round += 1) {
      await Promise.all([
        publish(prefix, 201 + round * 100, 300 + round * 100),
        nc.request(`$JS.API.STREAM.LEADER.STEPDOWN.${name}`, "", { timeout: 3_000 }).catch(() => undefined),
      ]);
    }
    await expectAll(opened, name, 500);
    expect(opened.resets).toEqual([]);
  });

  // Polls are this test's own: beside tests that run at the same time the common `expect` does not know whose they are.
  test.sequential("the leader is killed and comes back", { timeout: 180_000 }, async ({ expect, onTestFinished }) => {
    const { name, prefix } = await makeStream();
    await publish(prefix, 1, 200);
    const leaderName = await leaderOf(name);
    const leader = serverNamed(leaderName);
    const others = cluster.filter((one) => one !== leader);
    // The page is connected to the server that goes.
    const opened = open(
      prefix,
      [leader, ...others].map((one) => one.wsUrl),
      onTestFinished,
    );
    await opened.until("caught up", () => opened.caughtUp);
    const desk = openDesk(prefix, opened);
    await expect.poll(() => saidOf(desk, name), SOON).toMatchObject({ codes: [], leader: leaderName });
    await leader.kill();
    await opened.until(
      "another server took over",
      () => serverOf(opened) !== undefined && serverOf(opened) !== leaderName,
    );
    await publish(prefix, 201, 400);
    // No server says within a minute that one is offline: this is told from who was heard of.
    await expect
      .poll(() => saidOf(desk, name), SOON)
      .toMatchObject({ codes: ["replica-silent"], replicas: { [leaderName]: "silent" } });
    const said = await saidOf(desk, name);
    expect(others.map((one) => `n${cluster.indexOf(one) + 1}`)).toContain(said?.leader);
    await leader.restart();
    await publish(prefix, 401, 500);
    await expectAll(opened, name, 500);
    await opened.until("caught up again", () => opened.caughtUp);
    expectNoneAnew(opened);
    // It ends by itself.
    await expect.poll(async () => (await saidOf(desk, name))?.codes, SOON).toEqual([]);
  });

  test.sequential("a replica that missed a part answers for it while it lags", async ({ onTestFinished }) => {
    const { name, prefix } = await makeStream();
    await publish(prefix, 1, 200);
    const leader = await leaderOf(name);
    const follower = cluster.find((_, index) => `n${index + 1}` !== leader);
    assert(follower !== undefined, "there is a server that does not lead");
    // The page knows this one address only, and its server answers direct gets from its own replica.
    const opened = open(prefix, [follower.wsUrl], onTestFinished);
    await opened.until("caught up", () => opened.caughtUp);
    await follower.kill();
    await publish(prefix, 201, 800);
    await follower.restart();
    await publish(prefix, 801, 900);
    await expectAll(opened, name, 900);
    await opened.until("caught up again", () => opened.caughtUp);
  });

  test.sequential("a replica that is stopped for a while makes no hole", async ({ onTestFinished }) => {
    const { name, prefix } = await makeStream();
    await publish(prefix, 1, 100);
    const leader = await leaderOf(name);
    const followers = ["n1", "n2", "n3"].filter((one) => one !== leader);
    // Not the one that the publisher is connected to: its link would be half-open, and that is another test.
    const stoppedName = followers.find((one) => one !== nc.info?.server_name);
    const nearName = followers.find((one) => one !== stoppedName);
    assert(stoppedName !== undefined && nearName !== undefined, "there are two followers");
    const [stopped, near] = [serverNamed(stoppedName), serverNamed(nearName)];
    const opened = open(prefix, [near.wsUrl], onTestFinished);
    await opened.until("caught up", () => opened.caughtUp);
    stopped.pause();
    try {
      await publish(prefix, 101, 300);
    } finally {
      stopped.resume();
    }
    await publish(prefix, 301, 400);
    await expectAll(opened, name, 400);
  });
});
