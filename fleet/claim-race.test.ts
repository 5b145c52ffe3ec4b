import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode } from "#contract/decode.ts";
import { COORDINATION_STREAM } from "#contract/streams.ts";
import { taskSubject } from "#contract/subjects.ts";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import { runServer } from "#scripts/nats/run-server.ts";
import type { FoundServer } from "#scripts/nats/find-server.ts";
import { testServers } from "#scripts/nats/find-server.ts";
import { assert } from "#util/assert.ts";
import { claimedBody } from "./bodies.ts";
import { systemClock } from "./clock.ts";
import { connectFleet } from "./connect.ts";
import { provision } from "./provision.ts";
import { lastOn, readRange } from "./read-subject.ts";
import { TaskPublisher } from "./task-publisher.ts";
import { WorkerClient } from "./worker-client.ts";
import type { NatsConnection } from "nats";

const AGENTS = 20;
const TASKS = 200;
const GROUPS = 4;
const PLAIN = "plain-publisher";

interface Claim {
  taskId: string;
  agent: string;
}

const { servers } = await testServers();
const raced = [...new Set([servers.at(0), servers.at(-1)])].filter((server) => server !== undefined);

describe.each(raced.map((server) => ({ name: server.version, server })))("claims on $name", ({ server }) => {
  let running: RunningServer;

  beforeAll(async () => {
    running = await startProvisioned(server);
  }, 180_000);
  afterAll(() => running.stop(), 60_000);

  test("20 agents racing for 200 tasks store one claim each, and the losers are told", async () => {
    const nc = await connectFleet({ servers: running.clientUrl });
    const taskIds = await publishTasks(nc, "race");
    const { yes, no } = await race(running);
    const stored = await storedClaims(nc, taskIds);
    expect(yes.map(({ taskId }) => taskId).toSorted()).toEqual(taskIds.toSorted());
    expect(stored.toSorted(byTask)).toEqual(yes.toSorted(byTask));
    expect(new Set(no)).toEqual(new Set(["claimed"]));
    await nc.close();
  }, 180_000);

  test("a claim in the other form that came first wins, and ours is withdrawn", async () => {
    const nc = await connectFleet({ servers: running.clientUrl });
    const [taskId] = await publishTasks(nc, "other", 1);
    assert(taskId !== undefined, "one task was published");
    // An agent of the newer form claims between our decision and our claim: the clock is read in just that moment.
    const claim = JSON.stringify({ task_id: taskId, status: "claimed", owner: "newer-agent" });
    const now = () => {
      nc.publish(taskSubject(null), claim);
      return Date.now();
    };
    const client = new WorkerClient({ nc, agentId: "careful", automaticBeat: false, clock: { ...systemClock, now } });
    expect(await client.claimTask(taskId)).toEqual({ ok: false, error: { reason: "withdrawn", owner: "newer-agent" } });
    expect(await client.claimTask(taskId)).toEqual({ ok: false, error: { reason: "claimed", owner: "newer-agent" } });
    await nc.close();
  }, 60_000);
});

describe("claims on the newest server", () => {
  let running: RunningServer;

  beforeAll(async () => {
    const newest = servers.at(-1);
    assert(newest !== undefined, "there is a server to test with");
    running = await startProvisioned(newest);
  }, 180_000);
  afterAll(() => running.stop(), 60_000);

  test("with a publisher among them that claims without a condition, no agent is told yes after it", async () => {
    const nc = await connectFleet({ servers: running.clientUrl });
    const taskIds = await publishTasks(nc, "mixed");
    const [{ yes }] = await Promise.all([race(running), claimPlainly(nc, taskIds)]);
    const stored = await storedClaims(nc, taskIds);
    // Every stored claim of an agent was told yes, and it was the first of its task: the plain one may claim over it later.
    const first = taskIds.map((taskId) => stored.find((claim) => claim.taskId === taskId));
    expect(stored.filter(({ agent }) => agent !== PLAIN).toSorted(byTask)).toEqual(yes.toSorted(byTask));
    expect(first.filter((claim) => claim?.agent !== PLAIN)).toHaveLength(yes.length);
    expect(stored.filter(({ agent }) => agent === PLAIN)).toHaveLength(TASKS);
    await nc.close();
  }, 180_000);
});

function byTask(a: Claim, b: Claim): number {
  return a.taskId < b.taskId ? -1 : 1;
}

async function startProvisioned(server: FoundServer): Promise<RunningServer> {
  const running = await runServer({ server });
  await provision({ servers: running.clientUrl, ...running.logins.provisioner });
  return running;
}

async function publishTasks(nc: NatsConnection, prefix: string, count = TASKS): Promise<string[]> {
  const publisher = new TaskPublisher({ nc });
  const taskIds = Array.from({ length: count }, (_, i) => `${prefix}-${i}`);
  await Promise.all(taskIds.map((taskId) => publisher.publishTask({ taskId, title: `Task ${taskId}` })));
  return taskIds;
}

interface Outcome {
  /** Who was told yes, by task; a second yes would be listed too. */
  yes: Claim[];
  /** Why the others were told no. */
  no: string[];
}

/** Every agent has a connection and a log of its own; five at a time go for the same tasks, until none is left. */
async function race(running: RunningServer): Promise<Outcome> {
  const outcome: Outcome = { yes: [], no: [] };
  const agents = Array.from({ length: AGENTS }, async (_, i) => {
    const agent = `agent-${i}`;
    const client = await WorkerClient.connect({ servers: running.clientUrl, agentId: agent, automaticBeat: false });
    for (let open = await client.getAvailableTasks(); open.length > 0; open = await client.getAvailableTasks()) {
      const from = Math.floor((open.length * (i % GROUPS)) / GROUPS);
      for (const { taskId } of open.slice(from, from + 5)) {
        const claim = await client.claimTask(taskId);
        if (claim.ok) outcome.yes.push({ taskId, agent });
        else outcome.no.push(claim.error.reason);
      }
    }
    await client.close();
  });
  await Promise.all(agents);
  return outcome;
}

/** As older clients do: look at nothing, publish, believe. */
async function claimPlainly(nc: NatsConnection, taskIds: string[]): Promise<void> {
  const js = nc.jetstream();
  for (const taskId of taskIds.toReversed()) {
    const words = { title: null, description: null, priority: null, blockedBy: [], createdAt: null, claimedAt: null };
    const body = claimedBody({ taskId, ...words }, PLAIN, new Date().toISOString());
    await js.publish(taskSubject("claimed"), JSON.stringify(body));
  }
}

async function storedClaims(nc: NatsConnection, taskIds: string[]): Promise<Claim[]> {
  const jsm = await nc.jetstreamManager();
  const filter = taskSubject("claimed");
  const to = (await lastOn(jsm, COORDINATION_STREAM, filter))?.seq ?? 0;
  const claims: Claim[] = [];
  const range = { stream: COORDINATION_STREAM, filter, from: 1, to, allowDirect: false };
  for await (const message of readRange(nc, jsm, range)) {
    const decoded = decode(message.subject, message.data);
    assert(decoded.ok && decoded.value.family === "task", "only claims are on the claimed subject");
    const { taskId, owner } = decoded.value.task;
    if (taskIds.includes(taskId)) claims.push({ taskId, agent: owner ?? "" });
  }
  return claims;
}
