import { afterAll, describe, expect, test } from "vitest";
import type { Decoded } from "#contract/decode.ts";
import { decode } from "#contract/decode.ts";
import { COORDINATION_STREAM } from "#contract/streams.ts";
import { heartbeatSubject } from "#contract/subjects.ts";
import { startProvisionedServer } from "#scripts/nats/provisioned-server.ts";
import { runServer } from "#scripts/nats/run-server.ts";
import { assert } from "#util/assert.ts";
import { ManualClock } from "./clock.ts";
import { connectFleet } from "./connect.ts";
import { provision } from "./provision.ts";
import { lastOn, readRange } from "./read-subject.ts";
import type { TaskChange } from "./task-log.ts";
import { TaskPublisher } from "./task-publisher.ts";
import { WorkerClient } from "./worker-client.ts";

const { server, nc, jsm, stop } = await startProvisionedServer();
afterAll(stop);

function quiet(agentId: string): WorkerClient {
  return new WorkerClient({ nc, agentId, automaticBeat: false });
}

/**
 * What the stream holds on a subject, decoded, oldest first. A server that answered a ping has a message but need not have stored it
 * yet; a stream stores in the order of arrival, so a message that it confirms has all earlier ones of this connection before it.
 */
async function storedOn(subject: string): Promise<Decoded[]> {
  await nc.jetstream().publish("mjwork.barrier");
  const to = (await lastOn(jsm, COORDINATION_STREAM, subject))?.seq ?? 0;
  const range = { stream: COORDINATION_STREAM, filter: subject, from: 1, to, allowDirect: true };
  const found: Decoded[] = [];
  for await (const message of readRange(nc, jsm, range)) {
    const decoded = decode(message.subject, message.data);
    assert(decoded.ok, "our own words are readable");
    found.push(decoded.value);
  }
  return found;
}

async function beatsOf(agentId: string) {
  const found = await storedOn(heartbeatSubject(agentId));
  return found.map((decoded) => {
    assert(decoded.family === "heartbeat", "only beats are there");
    return decoded.beat;
  });
}

async function publish(task: { taskId: string; blockedBy?: string[] }): Promise<void> {
  const stored = await new TaskPublisher({ nc }).publishTask({ title: `Task ${task.taskId}`, ...task });
  assert(stored.ok, "a task is stored");
}

describe("an agent", () => {
  test("registers and beats", async () => {
    const client = quiet("registering");
    const stored = await client.register({ description: "Writes texts", capabilities: ["html", "seo"] });
    expect(stored).toMatchObject({ ok: true, value: { stream: COORDINATION_STREAM } });
    const registration = {
      type: "register",
      description: "Writes texts",
      capabilities: ["html", "seo"],
      heartbeat_interval: 30,
    };
    expect(await storedOn("mjwork.coordination")).toContainEqual(
      expect.objectContaining({ message: expect.objectContaining({ agent: "registering", registration }) }),
    );
    expect(await beatsOf("registering")).toMatchObject([
      { agent_id: "registering", status: "idle", description: "Writes texts", heartbeat_interval: 30 },
    ]);
  });

  test("beats by itself about every 30 s with its last words, and says offline at a clean end", async () => {
    const clock = new ManualClock(Date.UTC(2026, 0, 1));
    const client = new WorkerClient({ nc, agentId: "steady", clock, random: () => 0.5 });
    client.heartbeat({ status: "busy", currentTask: "42", currentTaskTitle: "The answer" });
    clock.advance(14_999);
    expect(await beatsOf("steady")).toHaveLength(1);
    clock.advance(1);
    expect(await beatsOf("steady")).toHaveLength(2);
    clock.advance(90_000);
    expect(await beatsOf("steady")).toHaveLength(5);
    await client.close();
    clock.advance(300_000);
    const beats = await beatsOf("steady");
    expect(beats.map(({ status }) => status)).toEqual(["busy", "busy", "busy", "busy", "busy", "offline"]);
    expect(beats[4]).toMatchObject({
      current_task: "42",
      current_task_title: "The answer",
      heartbeat_interval: 30,
      timestamp: "2026-01-01T00:01:45.000Z",
    });
    expect(beats[5]).toMatchObject({ current_task: null });
  });

  test("stops without a word when it is abandoned", async () => {
    const clock = new ManualClock(0);
    const client = new WorkerClient({ nc, agentId: "killed", clock });
    client.heartbeat();
    await client.abandon();
    clock.advance(300_000);
    expect(await beatsOf("killed")).toHaveLength(1);
    expect(() => client.heartbeat()).toThrow("killed is closed");
  });

  test("asks a person and says when it need no longer", async () => {
    const client = quiet("asking");
    client.requestApproval("Publish?");
    client.approvalGiven();
    expect(await beatsOf("asking")).toMatchObject([
      { needs_approval: true, approval_message: "Publish?" },
      { needs_approval: false, approval_message: null },
    ]);
  });

  test("tells the others, and its errors", async () => {
    const client = quiet("talking");
    await client.coordinate("a\nb ✅");
    await client.reportError(new Error("boom"));
    expect(await storedOn("mjwork.coordination")).toContainEqual(
      expect.objectContaining({ message: expect.objectContaining({ agent: "talking", text: "a\nb ✅" }) }),
    );
    expect(await storedOn("mjwork.errors")).toContainEqual(
      expect.objectContaining({ message: expect.objectContaining({ agent: "talking", text: "boom" }) }),
    );
  });

  test.each(["", "two words", "a.b", "a*", ">"])("cannot be called %j", (agentId) => {
    expect(() => quiet(agentId)).toThrow("one subject token");
  });

  test("owns the connection that it made", async () => {
    const client = await WorkerClient.connect({ servers: server.clientUrl, agentId: "owner" });
    client.heartbeat({ status: "active" });
    await client.close();
    await client.close();
    expect((await beatsOf("owner")).map(({ status }) => status)).toEqual(["active", "offline"]);
  });
});

describe("a task", () => {
  test("is claimed once, held, and completed by its owner", async () => {
    await publish({ taskId: "once" });
    const [alice, bob] = [quiet("alice"), quiet("bob")];
    expect(await alice.claimTask("once")).toMatchObject({
      ok: true,
      value: { task: { owner: "alice", title: "Task once" } },
    });
    expect(await bob.claimTask("once")).toEqual({ ok: false, error: { reason: "claimed", owner: "alice" } });
    expect(await alice.claimTask("once")).toEqual({ ok: false, error: { reason: "claimed", owner: "alice" } });
    expect(await bob.completeTask("once", 1)).toEqual({ ok: false, error: { reason: "not-yours", owner: "alice" } });
    expect(await alice.completeTask("once", { pages: 3 })).toMatchObject({ ok: true });
    expect(await bob.claimTask("once")).toEqual({ ok: false, error: { reason: "not-open", status: "completed" } });
    const ends = await storedOn("mjwork.tasks.completed");
    expect(ends.at(-1)).toMatchObject({
      task: { taskId: "once", status: "completed", owner: "alice", title: "Task once", result: { pages: 3 } },
    });
  });

  test("that failed can be published and claimed again", async () => {
    await publish({ taskId: "again" });
    const alice = quiet("alice");
    await alice.claimTask("again");
    expect(await alice.failTask("again", "no time")).toMatchObject({ ok: true });
    expect(await alice.claimTask("again")).toEqual({ ok: false, error: { reason: "not-open", status: "failed" } });
    await publish({ taskId: "again" });
    expect(await quiet("bob").claimTask("again")).toMatchObject({ ok: true, value: { task: { owner: "bob" } } });
  });

  test("that nobody published cannot be claimed or ended", async () => {
    expect(await quiet("alice").claimTask("nothing")).toEqual({ ok: false, error: { reason: "unknown-task" } });
    expect(await quiet("alice").completeTask("nothing", null)).toEqual({
      ok: false,
      error: { reason: "unknown-task" },
    });
  });

  test("waits for those that block it", async () => {
    await publish({ taskId: "first" });
    await publish({ taskId: "second", blockedBy: ["first"] });
    const alice = quiet("alice");
    const ids = async () => (await alice.getAvailableTasks()).map(({ taskId }) => taskId);
    expect(await ids()).toContain("first");
    expect(await ids()).not.toContain("second");
    expect(await alice.claimTask("second")).toEqual({ ok: false, error: { reason: "blocked", by: ["first"] } });
    await alice.claimTask("first");
    await alice.completeTask("first", null);
    expect(await ids()).toContain("second");
    expect(await alice.claimTask("second")).toMatchObject({ ok: true });
  });

  test("of the newer form, on one subject, is read and claimed as well", async () => {
    await nc.jetstream().publish("mjwork.tasks", JSON.stringify({ task_id: 77, title: "Newer", status: "available" }));
    const alice = quiet("alice");
    expect((await alice.getAvailableTasks()).map(({ taskId }) => taskId)).toContain("77");
    expect(await alice.claimTask("77")).toMatchObject({ ok: true });
    await nc.jetstream().publish("mjwork.tasks", JSON.stringify({ task_id: 77, status: "completed", owner: "alice" }));
    expect(await quiet("bob").claimTask("77")).toEqual({
      ok: false,
      error: { reason: "not-open", status: "completed" },
    });
  });

  test("is told to a watcher once for every message stored, through the loss of the connection too", async () => {
    const own = await connectFleet({ servers: server.clientUrl });
    const client = new WorkerClient({ nc: own, agentId: "watcher", automaticBeat: false });
    const changes: TaskChange[] = [];
    const unwatch = await client.watchTasks((change) => changes.push(change));
    const states = () => changes.map(({ task }) => `${task.event.taskId} ${task.event.status}`);
    await publish({ taskId: "watched" });
    await expect.poll(states, { timeout: 20_000 }).toEqual(["watched available"]);
    // Stored while the watcher's link is down.
    const back = own.reconnect();
    await quiet("alice").claimTask("watched");
    await back;
    await expect.poll(states, { timeout: 20_000 }).toEqual(["watched available", "watched claimed"]);
    unwatch();
    await publish({ taskId: "unwatched" });
    await client.getAvailableTasks();
    expect(states()).toHaveLength(2);
    await own.close();
  });
});

test("the whole life survives that the stream is deleted and made again", async () => {
  const login = { servers: server.clientUrl, ...server.logins.provisioner };
  const alice = quiet("survivor");
  await publish({ taskId: "before" });
  await alice.claimTask("before");
  const provisioner = await connectFleet(login);
  await (await provisioner.jetstreamManager()).streams.delete(COORDINATION_STREAM);
  await expect(alice.getAvailableTasks()).rejects.toThrow("stream not found");
  await provision({ nc: provisioner });
  await provisioner.close();
  await publish({ taskId: "after" });
  expect(await alice.claimTask("after")).toMatchObject({ ok: true });
  expect((await alice.getAvailableTasks()).map(({ taskId }) => taskId)).toEqual([]);
});

test("a stream without direct gets is read as well", async () => {
  for (let i = 0; i < 80; i++) nc.publish(heartbeatSubject(`reader-${i % 3}`), "{}");
  await publish({ taskId: "after them" });
  const to = (await lastOn(jsm, COORDINATION_STREAM, "mjwork.>"))?.seq ?? 0;
  const read = async (allowDirect: boolean) => {
    const seqs: number[] = [];
    const range = { stream: COORDINATION_STREAM, filter: "mjwork.>", from: 1, to, allowDirect };
    for await (const { seq } of readRange(nc, jsm, range)) seqs.push(seq);
    return seqs;
  };
  const direct = await read(true);
  expect(direct.length).toBeGreaterThan(80);
  expect(await read(false)).toEqual(direct);
});

test("an agent ends although its server is gone", async () => {
  const own = await runServer({ accounts: "plain" });
  const client = await WorkerClient.connect({ servers: own.clientUrl, agentId: "last" });
  client.heartbeat();
  await own.stop();
  await client.close();
  expect(() => client.heartbeat()).toThrow("last is closed");
});
