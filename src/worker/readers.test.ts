import { connect } from "nats";
import { describe, expect, onTestFinished, test } from "vitest";
import { feedSettings, nodeFeedIo } from "#scripts/nats/feed-rig.ts";
import type { FoundServer } from "#scripts/nats/find-server.ts";
import { testServers } from "#scripts/nats/find-server.ts";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import { runServer } from "#scripts/nats/run-server.ts";
import { assert } from "#util/assert.ts";
import { dial } from "./dial.ts";
import { directBatchReader } from "./direct-batch.ts";
import { directSingleReader } from "./direct-single.ts";
import type { JetStreamApi } from "./js-api.ts";
import { messageGetReader } from "./message-get.ts";
import type { ReadEnd, Reader, Stretch } from "./reader.ts";
import { rollCall } from "./roll.ts";
import { atLeast, readVersion } from "./session.ts";

const { servers } = await testServers();

/** A stream `S` with sequences 1 to 20, of which 4, 5, 12 and 20 are deleted. */
async function openStream(server: (typeof servers)[number]): Promise<JetStreamApi> {
  const running = await runServer({ server, accounts: "plain" });
  onTestFinished(() => running.stop());
  const nc = await connect({ servers: running.clientUrl });
  const manager = await nc.jetstreamManager();
  await manager.streams.add({ name: "S", subjects: ["s.>"], allow_direct: true });
  // The deleted tail has a subject of its own: where a subject's newest message is deleted, 2.9 and 2.10 answer 404 for
  // the subject, although older ones are there. The roll then learns of that agent from the history only.
  for (let n = 1; n <= 20; n += 1) {
    await nc.jetstream().publish(n === 20 ? "s.tail" : n % 2 === 0 ? "s.even" : "s.odd", `m${n}`);
  }
  for (const seq of [4, 5, 12, 20]) await manager.streams.deleteMessage("S", seq, false);
  await nc.close();
  return apiOf(running);
}

async function apiOf(running: RunningServer): Promise<JetStreamApi> {
  const session = await dial(running.wsUrl, feedSettings([running.wsUrl]), nodeFeedIo(), {
    closed: () => undefined,
    inboxRefused: () => undefined,
  });
  assert(session.ok, "the server lets us in");
  onTestFinished(() => session.value.hangUp("the test is over"));
  return session.value.api;
}

async function read(
  reader: Reader,
  from: number,
  to: number | null,
  filter: string | null = null,
): Promise<{ end: ReadEnd; seqs: number[]; known: Stretch[] }> {
  const known: Stretch[] = [];
  const end = await reader.read({ from, to, filter, expected: 1, patienceMs: 10_000 }, (stretch) =>
    known.push(stretch),
  );
  return { end, known, seqs: known.flatMap((stretch) => stretch.messages.map((message) => message.seq)) };
}

/** Stretches follow each other without a gap, from the first sequence asked for. */
function reaches(known: readonly Stretch[], from: number): number {
  let next = from;
  for (const stretch of known) {
    expect(stretch.from).toBe(next);
    next = stretch.to + 1;
  }
  return next;
}

function batches(server: FoundServer): boolean {
  return atLeast(readVersion(server.version), 2, 11);
}

describe.each(servers)("ways to read a stream on $version", (server) => {
  test("all that it knows agree, holes included", async () => {
    const api = await openStream(server);
    const ways = [
      ...(batches(server) ? [directBatchReader(api, "S")] : []),
      directSingleReader(api, "S"),
      messageGetReader(api, "S"),
    ];
    for (const reader of ways) {
      const middle = await read(reader, 3, 12);
      expect([reader.way, middle.seqs]).toEqual([reader.way, [3, 6, 7, 8, 9, 10, 11]]);
      expect(middle.end).toEqual({ kind: "reached", at: 13 });
      expect(reaches(middle.known, 3)).toBe(13);

      const open = await read(reader, 11, null);
      expect(open.seqs).toEqual([11, 13, 14, 15, 16, 17, 18, 19]);
      expect(open.end).toEqual({ kind: "end-of-store", at: 20 });
      expect(reaches(open.known, 11)).toBe(20);

      const tail = await read(reader, 19, 20);
      expect(tail.seqs).toEqual([19]);
      expect(tail.end).toEqual({ kind: "end-of-store", at: 20 });

      // One of the even ones is deleted in the middle; what the filter does not match is neither brought nor told of.
      const even = await read(reader, 3, 15, "s.even");
      expect(even.seqs).toEqual([6, 8, 10, 14]);
      expect(even.end).toEqual({ kind: "reached", at: 16 });
      expect(reaches(even.known, 3)).toBe(16);
      const none = await read(reader, 3, 15, "s.none.>");
      expect([none.seqs, none.end]).toEqual([[], { kind: "end-of-store", at: 3 }]);

      const newest: string[] = [];
      await reader.newestOf(["s.even", "s.none", "s.odd"], (message) =>
        newest.push(`${message.subject} ${message.seq}`),
      );
      expect(newest.sort()).toEqual(["s.even 18", "s.odd 19"]);
    }
    expect(await api.leaderHasFrom("S", 20)).toEqual({ ok: false, error: { kind: "no-message" } });
    expect(await api.leaderHasFrom("S", 4, "s.odd")).toEqual({ ok: true, value: 7 });
    expect(await api.leaderHasFrom("S", 19, "s.even")).toEqual({ ok: false, error: { kind: "no-message" } });
    expect(await api.leaderHasFrom("S", 4)).toEqual({ ok: true, value: 6 });
  });
});

describe.each(servers)("the roll on $version", (server) => {
  test("of more agents than are held brings all, the newest first", async () => {
    const running = await runServer({ server, accounts: "plain" });
    onTestFinished(() => running.stop());
    const nc = await connect({ servers: running.clientUrl });
    const manager = await nc.jetstreamManager();
    await manager.streams.add({ name: "S", subjects: ["s.>"], allow_direct: true });
    const agents = Array.from({ length: 1_200 }, (_, i) => `s.heartbeat.${(i * 7) % 1_200}`);
    for (const subject of agents) nc.publish(subject, "{}");
    // Stored in order: once this one is, all are.
    await nc.jetstream().publish("s.else", "{}");
    await nc.close();
    const api = await apiOf(running);
    const reader = batches(server) ? directBatchReader(api, "S") : directSingleReader(api, "S");
    const info = await api.streamInfo("S");
    assert(info.ok, "the stream is there");
    const called = async (bounds?: { held: number; asked: number }) => {
      const subjects: string[] = [];
      const result = await rollCall(
        api,
        reader,
        info.value,
        "s.heartbeat.>",
        (beat) => subjects.push(beat.subject),
        bounds,
      );
      return { ...result, subjects };
    };
    const some = await called({ held: 100, asked: 5_000 });
    expect(some).toEqual({ isDone: true, total: 1_200, subjects: [...agents].reverse() });
    const all = await called();
    expect([all.isDone, all.total, new Set(all.subjects)]).toEqual([true, 1_200, new Set(agents)]);
    const bounded = await called({ held: 100, asked: 600 });
    expect([bounded.total, bounded.subjects.length]).toEqual([1_200, 600]);
  });
});

const WITHOUT_BATCHES = servers.filter((server) => !atLeast(readVersion(server.version), 2, 11));

describe.each(WITHOUT_BATCHES)("a server without batches, $version", (server) => {
  test("is found out by its first answer", async () => {
    const api = await openStream(server);
    const { end, seqs } = await read(directBatchReader(api, "S"), 1, 20);
    expect(end).toEqual({ kind: "no-batches", at: 1 });
    expect(seqs).toEqual([]);
  });
});
