/** What goes wrong between one question and the next, on a real server: a missing grant, a name that vanished, silence. */
import { AckPolicy, StorageType, connect } from "nats";
import type { JetStreamManager, NatsConnection } from "nats";
import { afterAll, beforeAll, expect, test } from "vitest";
import { apiCall } from "./api-call.ts";
import { StreamsDesk } from "./streams-desk.ts";
import type { Answered } from "#model/asked/ask-failure.ts";
import { isAnswer } from "#model/asked/ask-failure.ts";
import type { ConsumerQuery } from "#model/streams/consumer-list.ts";
import { FeedRig, feedSettings, nodeFeedIo } from "#scripts/nats/feed-rig.ts";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import { runServer } from "#scripts/nats/run-server.ts";
import { assert } from "#util/assert.ts";

const ALL: ConsumerQuery = { stream: null, q: "", verdict: "all", sort: "consumer", order: "ascending" };

const USERS = `
authorization {
  users: [
    { user: admin, password: "admin" }
    { user: looker, password: "looker", permissions: { publish: { deny: ["$JS.API.CONSUMER.LIST.secret", "$JS.API.CONSUMER.INFO.secret.*"] } } }
  ]
}`;

let server: RunningServer;
let nc: NatsConnection;
let manager: JetStreamManager;
let rig: FeedRig;
let desk: StreamsDesk;

beforeAll(async () => {
  server = await runServer({ accounts: "plain", extraConfig: USERS });
  nc = await connect({ servers: server.clientUrl, user: "admin", pass: "admin" });
  manager = await nc.jetstreamManager();
  const settings = feedSettings([server.wsUrl], { login: { kind: "password", user: "looker", pass: "looker" } });
  const io = nodeFeedIo();
  rig = FeedRig.open(settings, io);
  desk = new StreamsDesk(settings, io, () => rig.feed?.session() ?? null);
  await rig.until("connected", () => rig.state?.state === "live");
  desk.connectionChanged();
  for (const name of ["jobs", "orders", "secret"]) await addStream(name);
});
afterAll(async () => {
  await rig.close();
  await nc.close();
  await server.stop();
});

/** With one consumer. */
async function addStream(name: string): Promise<void> {
  await manager.streams.add({ name, subjects: [`${name}.>`] });
  await addConsumer(name, "worker");
}

async function addConsumer(stream: string, name: string): Promise<void> {
  await manager.consumers.add(stream, { durable_name: name, ack_policy: AckPolicy.Explicit });
}

function answered<T>(answer: T): Answered<T> {
  assert(isAnswer(answer), `it is answered: ${JSON.stringify(answer)}`);
  return answer;
}

test("a grant that is missing in the middle of a list: what is known is shown, and the rest is named with what is missing", async () => {
  const list = answered(await desk.consumers(ALL, 10));
  expect(list.ids).toEqual(["jobs/worker", "orders/worker"]);
  expect(list).toMatchObject({
    total: 3,
    streams: { asked: 2, of: 3 },
    missing: {
      streams: ["secret"],
      failure: { why: "forbidden", subject: "$JS.API.CONSUMER.LIST.secret" },
    },
    unanswered: [],
  });
  const rows = answered(await desk.consumersOf(["jobs", "secret"]));
  expect(rows).toMatchObject([
    { stream: "jobs", total: 1, worst: { name: "worker", words: "healthy" }, failure: null },
    { stream: "secret", worst: null, failure: { why: "forbidden" } },
  ]);
  expect(await desk.consumer("secret", "worker")).toMatchObject({ state: "failed", why: "forbidden" });
});

test("a consumer that goes between the list and a closer look is gone, and so it is from the list", async () => {
  await addConsumer("jobs", "short");
  await expect.poll(async () => answered(await desk.consumers(ALL, 10)).ids).toContain("jobs/short");
  expect(answered(await desk.consumer("jobs", "short")).row.facts).toMatchObject({ name: "short", kind: "pull" });
  await manager.consumers.delete("jobs", "short");
  expect(await desk.consumer("jobs", "short")).toMatchObject({ state: "failed", why: "gone" });
  expect(answered(await desk.consumers(ALL, 10)).ids).not.toContain("jobs/short");
  // Of a stream that never was, nothing is said of its consumers either.
  expect(await desk.consumer("nowhere", "short")).toMatchObject({ state: "failed", why: "gone" });
});

test("a stream that goes between its list and that of its consumers is missing nothing", async () => {
  await addStream("brief");
  await expect.poll(async () => answered(await desk.list()).rows.map(({ facts }) => facts.name)).toContain("brief");
  await manager.streams.delete("brief");
  const list = answered(await desk.consumers(ALL, 10));
  expect(list.missing?.streams).toEqual(["secret"]);
  expect(list.ids.filter((id) => id.startsWith("brief/"))).toEqual([]);
});

test("more consumers than a page of the list holds", async () => {
  await manager.streams.add({ name: "crowd", subjects: ["crowd.>"], storage: StorageType.Memory });
  const names = Array.from({ length: 300 }, (_, index) => `c${index}`);
  await Promise.all(names.map((name) => addConsumer("crowd", name)));
  const list = answered(await desk.consumers({ ...ALL, stream: "crowd" }, 5));
  expect(new Set(list.ids)).toEqual(new Set(names.map((name) => `crowd/${name}`)));
  expect(list).toMatchObject({ total: 300, missing: null, streams: { asked: 1, of: 1 } });
  expect(list.rows).toHaveLength(5);
});

test("an answer that never comes is said after its time, and the next question is answered", async () => {
  const silent = nc.subscribe("$JS.API.STREAM.NOTHING");
  // The server knows of the listener once it answered on the same connection.
  await nc.flush();
  const session = rig.feed?.session() ?? null;
  expect(await apiCall(session, "STREAM.NOTHING", {}, 300)).toMatchObject({ ok: false, error: { why: "timeout" } });
  silent.unsubscribe();
  expect(await apiCall(session, "INFO")).toMatchObject({ ok: true });
});
