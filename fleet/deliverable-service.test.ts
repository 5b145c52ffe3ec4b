import { afterAll, beforeAll, expect, test } from "vitest";
import { MAX_PAYLOAD_BYTES, STAGES } from "#contract/streams.ts";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import { runServer } from "#scripts/nats/run-server.ts";
import { assert } from "#util/assert.ts";
import { connectFleet } from "./connect.ts";
import type { NewReport, StoredReport } from "./deliverable-service.ts";
import { DeliverableService } from "./deliverable-service.ts";
import { provision } from "./provision.ts";
import type { NatsConnection } from "nats";

let server: RunningServer;
let provisioner: NatsConnection;
let service: DeliverableService;

beforeAll(async () => {
  server = await runServer();
  provisioner = await connectFleet({ servers: server.clientUrl, ...server.logins.provisioner });
  await provision({ nc: provisioner });
  service = await DeliverableService.connect({ servers: server.clientUrl });
});

afterAll(async () => {
  await service.close();
  await provisioner.close();
  await server.stop();
});

function report(words: Partial<NewReport> = {}): NewReport {
  return { agent: "roy", type: "backend", feature: "customer-search", content: "# Backend", ...words };
}

function name({ deliverable: { agent, type, feature } }: StoredReport): string {
  return `${agent} ${type} ${feature}`;
}

async function publish(words: Partial<NewReport>): Promise<number> {
  const stored = await service.publishReport(report(words));
  assert(stored.ok, "a report is stored");
  return stored.value.seq;
}

test("a report is stored and fetched with what it was published with", async () => {
  const stored = await service.publishReport(report({ content: "# Search\n\né", metadata: { complexity: "Simple" } }));
  expect(stored).toMatchObject({
    ok: true,
    value: { stream: "agog_features_backend", subject: "agog.deliverables.roy.backend.customer-search" },
  });
  const fetched = await service.fetchReport(report());
  expect(fetched).toMatchObject({
    stream: "agog_features_backend",
    deliverable: {
      shape: "markdown",
      markdown: "# Search\n\né",
      metadata: { agent: "roy", taskType: "backend", feature: "customer-search", complexity: "Simple" },
    },
  });
});

test("there is null where there is no report, or no such agent", async () => {
  expect(await service.fetchReport(report({ feature: "nothing" }))).toBeNull();
  expect(await service.fetchReport(report({ agent: "nobody" }))).toBeNull();
  expect(await service.listVersions(report({ feature: "nothing" }))).toEqual([]);
  expect(await service.publishReport(report({ agent: "nobody" }))).toEqual({
    ok: false,
    error: { reason: "unknown-agent", agent: "nobody" },
  });
});

test("versions are listed newest first, and the newest is the current one", async () => {
  const seqs = [
    await publish({ feature: "versions", content: "one" }),
    await publish({ feature: "versions", content: "two!" }),
  ];
  await publish({ feature: "another" });
  const versions = await service.listVersions(report({ feature: "versions" }));
  expect(versions.map(({ seq }) => seq)).toEqual(seqs.toReversed());
  const [newer, older] = versions;
  assert(newer !== undefined && older !== undefined, "there are two");
  expect(newer.bytes - older.bytes).toBe(1);
  expect(newer.publishedMs).toBeGreaterThanOrEqual(older.publishedMs);
  expect(await service.fetchReport(report({ feature: "versions" }))).toMatchObject({
    deliverable: { markdown: "two!" },
  });
});

test("a report over the limit is refused before it is sent, with both sizes; the largest that fits is stored", async () => {
  const probe = await service.publishReport(report({ feature: "largest", content: "x".repeat(MAX_PAYLOAD_BYTES) }));
  assert(!probe.ok && probe.error.reason === "too-large", "it is too large");
  const { bytes, limitBytes } = probe.error;
  expect(limitBytes).toBe(MAX_PAYLOAD_BYTES);
  const envelope = bytes - MAX_PAYLOAD_BYTES;
  expect(await service.listVersions(report({ feature: "largest" }))).toEqual([]);
  expect(service.isConnected).toBe(true);

  const fits = "x".repeat(MAX_PAYLOAD_BYTES - envelope);
  const over = await service.publishReport(report({ feature: "largest", content: `${fits}x` }));
  expect(over).toEqual({ ok: false, error: { reason: "too-large", bytes: MAX_PAYLOAD_BYTES + 1, limitBytes } });
  expect(await service.publishReport(report({ feature: "largest", content: fits }))).toMatchObject({ ok: true });
  const fetched = await service.fetchReport(report({ feature: "largest" }));
  expect(fetched?.deliverable.markdown?.length).toBe(fits.length);
});

test("a stream's own limit counts where it is smaller than the server's", async () => {
  const jsm = await provisioner.jetstreamManager();
  await jsm.streams.update("agog_features_qa", { max_msg_size: 1_000 });
  const refused = await service.publishReport(report({ agent: "billy", type: "qa", content: "x".repeat(1_000) }));
  expect(refused).toMatchObject({ ok: false, error: { reason: "too-large", limitBytes: 1_000 } });
  expect(await service.publishReport(report({ agent: "billy", type: "qa", content: "short" }))).toMatchObject({
    ok: true,
  });
});

test("subscribers are called once for every report that fits, over all six streams where no agent is given", async () => {
  const all: string[] = [];
  const some: string[] = [];
  const ends = [
    await service.subscribeToDeliverables({}, (found) => all.push(name(found))),
    await service.subscribeToDeliverables({ agent: "priya", feature: "heard" }, (found) => some.push(name(found))),
  ];
  for (const { agent, stage } of STAGES) await publish({ agent, type: stage, feature: "heard" });
  await publish({ agent: "priya", type: "statistics", feature: "other" });
  await expect.poll(() => all.length, { timeout: 20_000 }).toBe(7);
  await expect.poll(() => some, { timeout: 20_000 }).toEqual(["priya statistics heard"]);
  expect(all.toSorted()).toEqual(
    [...STAGES.map(({ agent, stage }) => `${agent} ${stage} heard`), "priya statistics other"].toSorted(),
  );
  for (const end of ends) end();
  await publish({ agent: "priya", type: "statistics", feature: "heard" });
  await service.getStreamStatuses();
  expect([all.length, some.length]).toEqual([7, 1]);
});

test("a notice says where the report is, in about 200 tokens", () => {
  const notice = service.createCompletionNotice({
    ...report(),
    status: "complete",
    summary: "long ".repeat(400),
    filesModified: ["a.ts"],
  });
  expect(notice).toMatchObject({
    status: "complete",
    agent: "roy",
    task: "customer-search",
    nats_channel: "agog.deliverables.roy.backend.customer-search",
    complexity: "Medium",
    blockers: [],
    ready_for_next_stage: true,
    files_modified: ["a.ts"],
  });
  expect(JSON.stringify(notice).length).toBeLessThan(1_000);
});

test("the streams' state is told for all and for one, missing ones included", async () => {
  await publish({ agent: "sylvia", type: "critique" });
  const jsm = await provisioner.jetstreamManager();
  await jsm.streams.delete("agog_features_research");
  const statuses = await service.getStreamStatuses();
  expect(statuses.map(({ stream }) => stream)).toEqual(STAGES.map(({ stream }) => stream));
  expect(statuses[0]).toEqual({ stage: "research", agent: "cynthia", stream: "agog_features_research", exists: false });
  expect(await service.getAgentStreamStatus("sylvia")).toMatchObject({
    exists: true,
    maxMessages: 10_000,
    maxBytes: 2 ** 30,
    consumers: 0,
  });
  expect(await service.getAgentStreamStatus("nobody")).toBeNull();
  expect(await service.initialize()).toEqual({ missing: ["agog_features_research"] });
  expect(await service.publishReport(report({ agent: "cynthia" }))).toMatchObject({
    ok: false,
    error: { reason: "refused" },
  });
  await provision({ nc: provisioner });
  expect(await service.initialize()).toEqual({ missing: [] });
});

test("it is connected until it is closed", async () => {
  const own = await DeliverableService.connect({ servers: server.clientUrl });
  expect(own.isConnected).toBe(true);
  await own.close();
  await own.close();
  expect(own.isConnected).toBe(false);
});

test("what is no single subject token cannot be named", async () => {
  await expect(service.publishReport(report({ feature: "two words" }))).rejects.toThrow("one subject token");
});
