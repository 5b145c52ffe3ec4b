import { afterEach, beforeEach, expect, test } from "vitest";
import { WANTED_STREAMS } from "#contract/streams.ts";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import { runServer } from "#scripts/nats/run-server.ts";
import { connectFleet } from "./connect.ts";
import { describeReport, provision } from "./provision.ts";
import type { JetStreamManager, NatsConnection } from "nats";
import { StorageType } from "nats";

const NAMES = WANTED_STREAMS.map(({ name }) => name);

let server: RunningServer;
let nc: NatsConnection;
let jsm: JetStreamManager;

beforeEach(async () => {
  server = await runServer();
  nc = await connectFleet({ servers: server.clientUrl, ...server.logins.provisioner });
  jsm = await nc.jetstreamManager();
});

afterEach(async () => {
  await nc.close();
  await server.stop();
});

test("makes the seven streams as wanted, and a second time nothing", async () => {
  const first = await provision({ servers: server.clientUrl, ...server.logins.provisioner });
  expect(first).toEqual({ asWanted: true, streams: NAMES.map((name) => ({ name, outcome: "made" })) });
  for (const wanted of WANTED_STREAMS) {
    expect((await jsm.streams.info(wanted.name)).config).toMatchObject({ ...wanted });
  }
  const second = await provision({ nc });
  expect(second).toEqual({ asWanted: true, streams: NAMES.map((name) => ({ name, outcome: "unchanged" })) });
});

test("says what differs and changes it only with update", async () => {
  await provision({ nc });
  const hour = 3_600e9;
  await jsm.streams.update("agog_features_qa", { max_age: hour, allow_direct: false });
  const differences = [
    { field: "max_age", wanted: 168 * hour, found: hour },
    { field: "allow_direct", wanted: true, found: false },
  ];

  const looked = await provision({ nc });
  expect(looked.asWanted).toBe(false);
  expect(looked.streams).toContainEqual({ name: "agog_features_qa", outcome: "differs", differences });
  expect(describeReport(looked)).toContain("allow_direct: is false, wanted true");
  expect((await jsm.streams.info("agog_features_qa")).config).toMatchObject({ max_age: hour, allow_direct: false });

  const updated = await provision({ nc, update: true });
  expect(updated.streams).toContainEqual({ name: "agog_features_qa", outcome: "updated", differences });
  expect(await provision({ nc })).toMatchObject({ asWanted: true });
});

test("leaves a deployment's own settings alone", async () => {
  await provision({ nc });
  await jsm.streams.update("agog_features_qa", { description: "ours", max_msgs: 5 });
  await provision({ nc, update: true });
  expect((await jsm.streams.info("agog_features_qa")).config).toMatchObject({ description: "ours", max_msgs: 10_000 });
});

test("says in the broker's words what it refuses, and makes the others", async () => {
  await jsm.streams.add({ name: "THEIRS", subjects: ["mjwork.tasks.>"] });
  await jsm.streams.add({
    name: "agog_features_qa",
    subjects: ["agog.deliverables.billy.>"],
    storage: StorageType.Memory,
  });
  const report = await provision({ nc, update: true });
  expect(report.asWanted).toBe(false);
  const outcomes = Object.fromEntries(report.streams.map(({ name, outcome }) => [name, outcome]));
  expect(outcomes).toMatchObject({
    MJ_ONLINE_WORK: "refused",
    agog_features_qa: "refused",
    agog_features_backend: "made",
  });
  expect(describeReport(report)).toMatch(/MJ_ONLINE_WORK: refused: subjects overlap/u);
  expect(describeReport(report)).toMatch(/agog_features_qa: refused: .*storage/u);
});

test("throws where nobody answers", async () => {
  const gone = server.clientUrl;
  await nc.close();
  await server.stop();
  await expect(provision({ servers: gone })).rejects.toThrow("CONNECTION_REFUSED");
});
