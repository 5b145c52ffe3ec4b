import { AckPolicy, RetentionPolicy, connect, headers as natsHeaders } from "nats";
import type { JetStreamManager, NatsConnection } from "nats";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { MessageDesk } from "./message-desk.ts";
import type { StepWish } from "./read-step.ts";
import type { Answered } from "#model/asked/ask-failure.ts";
import { isAnswer } from "#model/asked/ask-failure.ts";
import type { MessageStep } from "#model/messages/message-row.ts";
import { FeedRig, feedSettings, nodeFeedIo } from "#scripts/nats/feed-rig.ts";
import { testServers } from "#scripts/nats/find-server.ts";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import { runServer } from "#scripts/nats/run-server.ts";
import { assert } from "#util/assert.ts";

const { servers: versions } = await testServers();

function answered<T>(answer: T): Answered<T> {
  assert(isAnswer(answer), `it is answered: ${JSON.stringify(answer)}`);
  return answer;
}

function seqs({ items }: MessageStep): number[] {
  return items.map(({ seq }) => seq);
}

const NEWEST: Omit<StepWish, "stream"> = { filter: null, direction: "back", place: { at: "newest" }, want: 100 };

/** `many` holds 1 … 400 without 101 … 250, which were deleted, and every 50th is on a subject of its own. */
const MANY = 400;

describe.each(versions)("nats-server $version", { concurrent: true }, (binary) => {
  let server: RunningServer;
  let nc: NatsConnection;
  let manager: JetStreamManager;
  let rig: FeedRig;
  let desk: MessageDesk;

  beforeAll(async () => {
    server = await runServer({ server: binary, accounts: "plain" });
    nc = await connect({ servers: server.clientUrl });
    manager = await nc.jetstreamManager();
    const io = nodeFeedIo();
    rig = FeedRig.open(feedSettings([server.wsUrl]), io);
    // A clock that stands: however slow the machine is, no step ends for having taken long.
    desk = new MessageDesk({ ...io, now: () => 0 }, () => rig.feed?.session() ?? null);
    await rig.until("connected", () => rig.state?.state === "live");
    await manager.streams.add({ name: "many", subjects: ["many.>"], allow_direct: true });
    await manager.streams.add({ name: "slow", subjects: ["slow.>"] });
    const js = nc.jetstream();
    // Acknowledged by the stream, each of them: stored, in this order.
    for (let from = 1; from <= MANY; from += 100) {
      await Promise.all(
        Array.from({ length: 100 }, (_none, index) => {
          const seq = from + index;
          return js.publish(seq % 50 === 0 ? "many.rare" : "many.usual", JSON.stringify({ seq }), {
            expect: { lastSequence: seq - 1 },
          });
        }),
      );
    }
    await Promise.all(
      Array.from({ length: 150 }, (_none, index) => manager.streams.deleteMessage("many", 101 + index)),
    );
  });
  afterAll(async () => {
    await rig.close();
    await nc.close();
    await server.stop();
  });

  async function read(wish: Partial<StepWish>): Promise<MessageStep> {
    return answered(await desk.step({ stream: "many", ...NEWEST, ...wish }));
  }

  test.sequential("from the newest back, step by step, over what was deleted, to the end", async () => {
    const first = await read({});
    expect(seqs(first)).toEqual(Array.from({ length: 100 }, (_none, index) => 400 - index));
    expect(first).toMatchObject({ covered: { from: 301, to: 400 }, next: 300, stand: { messages: 250, deleted: 150 } });
    const second = await read({ place: { at: "seq", seq: 300 } });
    expect(seqs(second).slice(0, 51)).toEqual([...Array.from({ length: 50 }, (_none, i) => 300 - i), 100]);
    expect(seqs(second)).toHaveLength(100);
    const last = await read({ place: { at: "seq", seq: 50 } });
    expect(seqs(last)).toHaveLength(50);
    expect(last).toMatchObject({ covered: { from: 1, to: 50 }, next: null });
    expect(last.items.at(-1)).toMatchObject({
      seq: 1,
      subject: "many.usual",
      bytes: 9,
      headers: 1,
      preview: { kind: "text", text: '{"seq":1}', cut: false },
    });
  });

  test.sequential("forward from the oldest, from a sequence that is gone, and from a moment", async () => {
    expect(seqs(await read({ direction: "forward", place: { at: "oldest" }, want: 3 }))).toEqual([1, 2, 3]);
    const over = await read({ direction: "forward", place: { at: "seq", seq: 99 }, want: 4 });
    expect(seqs(over)).toEqual([99, 100, 251, 252]);
    const { items } = await read({ place: { at: "seq", seq: 300 }, want: 1 });
    const time = items[0]?.at ?? Number.NaN;
    const since = await read({ direction: "forward", place: { at: "time", time }, want: 1 });
    // Others may have been stored within the same millisecond.
    expect(since.items[0]?.at).toBe(time);
    const before = await read({ place: { at: "time", time }, want: 1 });
    expect(before.items[0]?.at).toBeLessThan(time);
    const after = { at: "seq", seq: (before.items[0]?.seq ?? 0) + 1 } as const;
    expect(seqs(await read({ direction: "forward", place: after, want: 1 }))).toEqual(seqs(since));
    expect(await read({ direction: "forward", place: { at: "time", time: time + 1e9 } })).toMatchObject({
      items: [],
      covered: null,
      next: null,
    });
  });

  test.sequential("a step that takes long answers with what it has, and says where the next one begins", async () => {
    let now = 0;
    // Between any two looks at it a second goes by.
    const io = { ...nodeFeedIo(), now: () => (now += 1_000) };
    const slow = new MessageDesk(io, () => rig.feed?.session() ?? null);
    const wish = { stream: "many", filter: null, direction: "forward", want: 4 } as const;
    const first = answered(await slow.step({ ...wish, place: { at: "seq", seq: 99 } }));
    expect(seqs(first)).toEqual([99, 100]);
    expect(first.next).toBeGreaterThan(100);
    const rest: number[] = [];
    for (let next = first.next; next !== null && rest.length < 2;) {
      const step = answered(await slow.step({ ...wish, place: { at: "seq", seq: next }, want: 2 - rest.length }));
      rest.push(...seqs(step));
      ({ next } = step);
    }
    expect(rest).toEqual([251, 252]);
  });

  test.sequential("by a pattern, in both directions, without reading what does not match", async () => {
    const back = await read({ filter: "many.rare", want: 3 });
    expect(seqs(back)).toEqual([400, 350, 300]);
    expect(back).toMatchObject({ covered: { from: 300, to: 400 }, next: 299 });
    const rest = await read({ filter: "many.rare", place: { at: "seq", seq: 299 } });
    expect(seqs(rest)).toEqual([100, 50]);
    expect(rest).toMatchObject({ covered: { from: 1, to: 299 }, next: null });
    const forward = await read({ filter: "*.rare", direction: "forward", place: { at: "oldest" } });
    expect(seqs(forward)).toEqual([50, 100, 300, 350, 400]);
    expect(await read({ filter: "many.nobody" })).toMatchObject({
      items: [],
      covered: { from: 1, to: 400 },
      next: null,
    });
  });

  test.sequential("a stream without direct get is read from its leader, whole bodies of every kind", async () => {
    const js = nc.jetstream();
    const named = natsHeaders();
    named.set("Trace", "ä 1");
    await js.publish("slow.日本", "", { headers: named });
    await js.publish("slow.binary", new Uint8Array([0, 255, 1]));
    await js.publish("slow.text", "x".repeat(5_000));
    const step = answered(await desk.step({ stream: "slow", ...NEWEST }));
    expect(step.way).toBe("msg-get");
    expect(step.items).toMatchObject([
      { seq: 3, bytes: 5_000, preview: { kind: "text", cut: true } },
      { seq: 2, bytes: 3, preview: { kind: "binary", hex: "00 ff 01", cut: false } },
      { seq: 1, subject: "slow.日本", bytes: 0, headers: 1, preview: { kind: "empty" } },
    ]);
    const { lines, count, next } = answered(await desk.lines("slow", null, { from: 1, to: 3 }));
    expect({ count, next }).toEqual({ count: 3, next: null });
    const read = new TextDecoder()
      .decode(lines)
      .split("\n")
      .filter((line) => line !== "")
      .map((line): unknown => JSON.parse(line));
    expect(read).toMatchObject([
      { seq: 1, subject: "slow.日本", headers: { Trace: "ä 1" }, bytes: 0, data: "" },
      { seq: 2, bytes: 3, dataBase64: "AP8B" },
      { seq: 3, bytes: 5_000, data: "x".repeat(5_000) },
    ]);
    const { bodies } = answered(await desk.bodies("slow", [3, 99, 2]));
    expect(bodies.map((body) => body?.length ?? null)).toEqual([5_000, null, 3]);
  });

  test.sequential("a workqueue that is read keeps its messages, and its consumer does not notice", async () => {
    await manager.streams.add({
      name: "queue",
      subjects: ["queue.>"],
      retention: RetentionPolicy.Workqueue,
      allow_direct: true,
    });
    await manager.consumers.add("queue", { durable_name: "worker", ack_policy: AckPolicy.Explicit, ack_wait: 600e9 });
    const js = nc.jetstream();
    for (let index = 1; index <= 8; index += 1) await js.publish("queue.jobs", `job ${index}`);
    const consumer = await js.consumers.get("queue", "worker");
    const done = await consumer.next();
    // Acknowledged and told so: the message is out of the queue.
    expect(await done?.ackAck()).toBe(true);
    await consumer.next();
    const look = async (): Promise<unknown> => {
      const { delivered, ack_floor, num_ack_pending, num_pending, num_waiting } = await manager.consumers.info(
        "queue",
        "worker",
      );
      const { state } = await manager.streams.info("queue");
      return { delivered, ack_floor, num_ack_pending, num_pending, num_waiting, state };
    };
    await vi.waitFor(
      async () =>
        expect(await look()).toMatchObject({
          num_ack_pending: 1,
          num_pending: 6,
          state: { messages: 7, consumer_count: 1 },
        }),
      { timeout: 30_000 },
    );
    const before = await look();
    const back = answered(await desk.step({ stream: "queue", ...NEWEST }));
    expect(back.items.map(({ seq }) => seq)).toEqual([8, 7, 6, 5, 4, 3, 2]);
    expect(await desk.whole("queue", 2)).toMatchObject({ state: "held", subject: "queue.jobs" });
    expect(await desk.whole("queue", 1)).toMatchObject({ state: "gone" });
    expect(answered(await desk.lines("queue", null, { from: 1, to: 8 })).count).toBe(7);
    expect(answered(await desk.times("queue", 5)).points.at(-1)?.seq).toBe(8);
    expect(await look()).toEqual(before);
  });

  test.sequential("an empty stream, a purged one, one that is deleted: said, and no error", async () => {
    await manager.streams.add({ name: "vide-空", subjects: ["vide"], allow_direct: true });
    const empty = { items: [], covered: null, next: null };
    const wish = { stream: "vide-空", ...NEWEST };
    expect(await desk.step(wish)).toMatchObject({ ...empty, stand: { messages: 0, lastSeq: 0 } });
    expect(await desk.times("vide-空", 10)).toEqual({ points: [] });
    for (let index = 0; index < 5; index += 1) await nc.jetstream().publish("vide", "x");
    expect(seqs(answered(await desk.step(wish)))).toEqual([5, 4, 3, 2, 1]);
    await manager.streams.purge("vide-空");
    expect(await desk.step(wish)).toMatchObject({ ...empty, stand: { messages: 0, firstSeq: 6, lastSeq: 5 } });
    expect(await desk.step({ ...wish, direction: "forward", place: { at: "seq", seq: 2 } })).toMatchObject(empty);
    await manager.streams.delete("vide-空");
    expect(await desk.step(wish)).toMatchObject({ state: "failed", why: "gone" });
    expect(await desk.step({ ...wish, stream: "no such" })).toMatchObject({ state: "failed", why: "gone" });
  });
});

test("what the read-only login may not read is named, and a lost connection is no empty stream", async () => {
  const server = await runServer();
  const { user, pass } = server.logins.provisioner;
  const nc = await connect({ servers: server.clientUrl, user, pass });
  const manager = await nc.jetstreamManager();
  await manager.streams.add({ name: "private", subjects: ["private"], allow_direct: true });
  await nc.jetstream().publish("private", "x");
  const io = nodeFeedIo();
  const rig = FeedRig.open(feedSettings([server.wsUrl]), io);
  const desk = new MessageDesk(io, () => rig.feed?.session() ?? null);
  expect(await desk.step({ stream: "private", ...NEWEST })).toMatchObject({ state: "failed", why: "not-connected" });
  await rig.until("connected", () => rig.state?.state === "live");
  expect(await desk.step({ stream: "private", ...NEWEST })).toMatchObject({
    state: "failed",
    why: "forbidden",
    subject: "$JS.API.DIRECT.GET.private",
  });
  expect(await desk.bodies("private", [1])).toMatchObject({ why: "forbidden" });
  await rig.close();
  await nc.close();
  await server.stop();
});
