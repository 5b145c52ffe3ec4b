import { AckPolicy, StorageType, connect } from "nats";
import type { JetStreamManager, NatsConnection } from "nats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { StreamsDesk } from "./streams-desk.ts";
import { provision } from "#fleet/provision.ts";
import { isAnswer } from "#model/asked/ask-failure.ts";
import type { Answered } from "#model/asked/ask-failure.ts";
import type { ConsumerQuery } from "#model/streams/consumer-list.ts";
import { FeedRig, feedSettings, nodeFeedIo } from "#scripts/nats/feed-rig.ts";
import { testServers } from "#scripts/nats/find-server.ts";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import { runServer } from "#scripts/nats/run-server.ts";
import { assert } from "#util/assert.ts";

const { servers: versions } = await testServers();

/** Over the read-only login's own connection, as the page asks. */
class DeskRig {
  readonly desk: StreamsDesk;
  readonly feed: FeedRig;

  constructor(wsUrl: string) {
    const [io, settings] = [nodeFeedIo(), feedSettings([wsUrl])];
    this.feed = FeedRig.open(settings, io);
    this.desk = new StreamsDesk(settings, io, () => this.feed.feed?.session() ?? null);
  }
}

function answered<T>(answer: T): Answered<T> {
  assert(isAnswer(answer), `it is answered: ${JSON.stringify(answer)}`);
  return answer;
}

/** All of one stream's consumers, or of all streams. */
function consumersQuery(stream: string | null): ConsumerQuery {
  return { stream, q: "", verdict: "all", sort: "consumer", order: "ascending" };
}

describe.each(versions)("nats-server $version", { concurrent: true }, (binary) => {
  let server: RunningServer;
  let nc: NatsConnection;
  let manager: JetStreamManager;
  let rig: DeskRig;

  beforeAll(async () => {
    server = await runServer({ server: binary });
    const { user, pass } = server.logins.provisioner;
    nc = await connect({ servers: server.clientUrl, user, pass });
    await provision({ nc });
    manager = await nc.jetstreamManager();
    rig = new DeskRig(server.wsUrl);
    await rig.feed.until("connected", () => rig.feed.state?.state === "live");
    rig.desk.connectionChanged();
  });
  afterAll(async () => {
    await rig.feed.close();
    await nc.close();
    await server.stop();
  });

  test.sequential("every stream of the account with its limits, its fill and what it has used of the account", async () => {
    await nc.jetstream().publish("mjwork.errors", "x");
    const list = answered(await rig.desk.list());
    expect(list).toMatchObject({ total: 7, missing: null });
    expect(list.rows.find(({ facts }) => facts.name === "MJ_ONLINE_WORK")).toMatchObject({
      facts: {
        limits: { messages: null, bytes: 2 ** 31 },
        state: { messages: 1, firstSeq: 1, lastSeq: 1, deleted: 0 },
        cluster: null,
      },
      fill: { messages: null },
      findings: [],
    });
    expect(list.account).toMatchObject({ tiers: [{ tier: null, streams: { used: 7, limit: null } }] });
  });

  test.sequential("a stream that differs from the contract, a name that is not Latin, and one that is not there", async () => {
    const { config } = await manager.streams.info("agog_features_qa");
    await manager.streams.update("agog_features_qa", { ...config, max_msgs: 500 });
    const { row, drift, mend } = answered(await rig.desk.stream("agog_features_qa"));
    // The page had looked before: it says that as well.
    expect(row.findings.map(({ code }) => code)).toEqual(["config-changed", "drift"]);
    expect(drift?.filter(({ differs }) => differs).map(({ field }) => field)).toEqual(["max_msgs"]);
    expect(mend).toBe("nats stream edit agog_features_qa --max-msgs=10000");
    await manager.streams.add({ name: "événements-日本", subjects: ["ev.>"], max_msgs: -1 });
    expect(answered(await rig.desk.stream("événements-日本")).row.outlook.state).toBe("unlimited");
    for (const name of ["nowhere", "no such", "x\r\nPING", "*", ">"]) {
      expect(await rig.desk.stream(name)).toMatchObject({ state: "failed", why: "gone" });
    }
    // Whoever asks for it: what is no subject never reaches the protocol, or the server would hang up.
    expect(await rig.feed.feed?.storedMessage("x\r\nPING", 1)).toEqual({ state: "unanswered" });
    expect(rig.feed.connections.map(({ state }) => state)).not.toContain("lost");
  });

  test.sequential("its subjects, the fullest first, a page at a time", async () => {
    const js = nc.jetstream();
    for (const token of ["a", "b", "b", "c", "c", "c"]) await js.publish(`ev.${token}`, "x");
    const page = answered(await rig.desk.subjects("événements-日本", ">", 0, 2));
    expect(page).toEqual({
      subjects: [
        { subject: "ev.c", messages: 3 },
        { subject: "ev.b", messages: 2 },
      ],
      total: 3,
      cut: false,
    });
    expect(answered(await rig.desk.subjects("événements-日本", ">", 2, 2)).subjects).toEqual([
      { subject: "ev.a", messages: 1 },
    ]);
  });

  test.sequential("consumers have verdicts, are not touched by being looked at, and a message given up is told", async ({
    expect,
  }) => {
    await manager.streams.add({ name: "jobs", subjects: ["jobs.>"] });
    await manager.consumers.add("jobs", {
      durable_name: "worker",
      ack_policy: AckPolicy.Explicit,
      ack_wait: 200_000_000,
      max_deliver: 1,
    });
    await manager.consumers.add("jobs", {
      durable_name: "pusher",
      deliver_subject: "nobody.hears",
      ack_policy: AckPolicy.None,
    });
    await nc.jetstream().publish("jobs.1", "x");
    const before = await manager.consumers.info("jobs", "worker");
    const list = answered(await rig.desk.consumers(consumersQuery("jobs"), 10));
    expect(list.rows.map(({ facts, verdict }) => [facts.name, verdict.name])).toEqual([
      ["pusher", "unbound"],
      ["worker", "nobody-pulling"],
    ]);
    expect(list).toMatchObject({ total: 2, how: "stream-by-stream", streams: { asked: 1, of: 1 }, missing: null });
    expect(await manager.consumers.info("jobs", "worker")).toMatchObject({
      delivered: before.delivered,
      num_waiting: 0,
      num_pending: 1,
    });
    const consumer = await nc.jetstream().consumers.get("jobs", "worker");
    await expect
      .poll(async () => {
        await consumer.next({ expires: 1_000 });
        const feed = await rig.desk.answer({ kind: "advisories", stream: "jobs", limit: 10 });
        return "poison" in feed ? feed.poison.map(({ seq, consumer: by, why }) => [seq, by, why]) : null;
      })
      .toEqual([[1, "worker", "max-deliveries"]]);
    await manager.consumers.delete("jobs", "pusher");
    await manager.streams.delete("jobs");
    expect(await rig.desk.consumers(consumersQuery("jobs"), 10)).toMatchObject({ state: "failed", why: "gone" });
  });
});

test("more streams than a page of the list holds, and their consumers by one question or stream by stream", async () => {
  const server = await runServer();
  const { user, pass } = server.logins.provisioner;
  const nc = await connect({ servers: server.clientUrl, user, pass });
  const manager = await nc.jetstreamManager();
  const names = Array.from({ length: 260 }, (_, index) => `s${index}`);
  await Promise.all(names.map((name) => manager.streams.add({ name, subjects: [name], storage: StorageType.Memory })));
  await Promise.all(
    names
      .slice(0, 20)
      .map((name) => manager.consumers.add(name, { durable_name: "c", ack_policy: AckPolicy.Explicit })),
  );
  const rig = new DeskRig(server.wsUrl);
  await rig.feed.until("connected", () => rig.feed.state?.state === "live");
  const list = answered(await rig.desk.list());
  expect(list).toMatchObject({ total: 260, missing: null });
  expect(new Set(list.rows.map(({ facts }) => facts.name)).size).toBe(260);
  const once = answered(await rig.desk.consumers(consumersQuery(null), 5));
  expect(once).toMatchObject({ total: 20, how: "one-question", streams: { asked: 20, of: 20 }, missing: null });
  expect(once.rows).toHaveLength(5);
  expect(once.rows[0]?.facts).toMatchObject({ name: "c", kind: "pull", ackPolicy: "explicit", maxAckPending: 1000 });
  await rig.feed.close();
  await nc.close();
  await server.stop();
});

test("a server without accounts of ours answers the questions about itself, or names what is missing", async () => {
  const server = await runServer({ accounts: "plain" });
  const nc = await connect({ servers: server.clientUrl });
  const manager = await nc.jetstreamManager();
  const names = Array.from({ length: 15 }, (_, index) => `s${index}`);
  for (const name of names) {
    await manager.streams.add({ name, subjects: [name] });
    await manager.consumers.add(name, { durable_name: "c", ack_policy: AckPolicy.Explicit });
  }
  const rig = new DeskRig(server.wsUrl);
  await rig.feed.until("connected", () => rig.feed.state?.state === "live");
  // Its only account is no system account: the servers' figures are not to be had, so each stream is asked.
  expect(answered(await rig.desk.consumers(consumersQuery(null), 0))).toMatchObject({
    total: 15,
    how: "stream-by-stream",
    streams: { asked: 15, of: 15 },
  });
  await rig.feed.close();
  await nc.close();
  await server.stop();

  const off = await runServer({ accounts: "no-jetstream" });
  const without = new DeskRig(off.wsUrl);
  await without.feed.until("connected", () => without.feed.state?.state === "live");
  const answer = await without.desk.list();
  expect(answer).toMatchObject({ state: "failed" });
  await without.feed.close();
  expect(await without.desk.list()).toMatchObject({ state: "failed", why: "not-connected" });
  await off.stop();
});
