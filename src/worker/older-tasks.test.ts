import { setTimeout as delay } from "node:timers/promises";
import type { NatsConnection } from "nats";
import { connect } from "nats";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { collide } from "#contract/subject-filter.ts";
import { taskFilters } from "#contract/subjects.ts";
import { FeedRig, feedSettings, nodeFeedIo } from "#scripts/nats/feed-rig.ts";
import type { FoundServer } from "#scripts/nats/find-server.ts";
import { testServers } from "#scripts/nats/find-server.ts";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import { runServer } from "#scripts/nats/run-server.ts";
import type { Chunk } from "#model/chunk.ts";
import type { PastWay } from "#model/source-state.ts";
import { assert } from "#util/assert.ts";
import { BestWay } from "./best-way.ts";
import { dial } from "./dial.ts";
import { OlderTasks } from "./older-tasks.ts";
import { Run } from "./run.ts";
import { atLeast, readVersion } from "./session.ts";

const { servers } = await testServers();

interface Kind {
  way: Exclude<PastWay, "none">;
  server: FoundServer;
  allowDirect: boolean;
}

const KINDS: Kind[] = servers
  .filter((_, index) => index === 0 || index === servers.length - 1)
  .flatMap((server): Kind[] => [
    {
      way: atLeast(readVersion(server.version), 2, 11) ? "direct-batch" : "direct-single",
      server,
      allowDirect: true,
    },
    { way: "msg-get", server, allowDirect: false },
  ]);

const PATIENCE_MS = 30_000;
/** Messages of the general past; what is older is read for its tasks only. */
const HISTORY = 100;
let nextName = 1;

/** Every third message is about a task, in either form. */
function subjectOf(prefix: string, n: number): string {
  if (n % 3 !== 0) return `${prefix}.say.${n % 5}`;
  return n % 2 === 0 ? `${prefix}.tasks` : `${prefix}.tasks.claimed`;
}

/** Sequences seen about tasks. */
function tasksSeen(opened: FeedRig, name: string): number[] {
  return [...opened.stream(name).subjects]
    .filter(([, subject]) => subject.includes(".tasks"))
    .map(([seq]) => seq)
    .sort((a, b) => a - b);
}

function ignored(): void {}

describe.each(KINDS)(
  "older tasks of a stream of $server.version read by $way",
  { concurrent: true },
  ({ way, server, allowDirect }) => {
    let running: RunningServer;
    let nc: NatsConnection;
    let rig: FeedRig | null = null;

    beforeAll(async () => {
      running = await runServer({ server, accounts: "plain" });
      nc = await connect({ servers: running.clientUrl, maxReconnectAttempts: -1, reconnectTimeWait: 50 });
    });
    afterEach(async () => {
      await rig?.close();
      rig = null;
    });
    afterAll(async () => {
      await nc.close();
      await running.stop();
    });

    async function makeStream(): Promise<{ name: string; prefix: string }> {
      const name = `T${nextName++}`;
      const prefix = `${name.toLowerCase()}x`;
      const manager = await nc.jetstreamManager();
      await manager.streams.add({ name, subjects: [`${prefix}.>`], allow_direct: allowDirect });
      return { name, prefix };
    }

    function openRig(prefix: string): FeedRig {
      const prefixes = { coordination: prefix, deliverables: `${prefix}none` };
      rig = FeedRig.open(feedSettings([running.wsUrl], { prefixes, historyMaxMessages: HISTORY }));
      return rig;
    }

    async function publish(prefix: string, from: number, to: number): Promise<void> {
      const js = nc.jetstream({ timeout: 2_000 });
      const send = async (n: number): Promise<void> => {
        for (const deadline = Date.now() + PATIENCE_MS; ;) {
          try {
            await js.publish(subjectOf(prefix, n), `m${n}`, { msgID: `${prefix}${n}` });
            return;
          } catch (error) {
            if (Date.now() > deadline) throw error;
            await delay(50);
          }
        }
      };
      // In order, so that a message's number is its sequence.
      for (let start = from; start <= to; start += 200) {
        const batch = Array.from({ length: Math.min(200, to - start + 1) }, (_, i) => start + i);
        await Promise.all(batch.map(send));
      }
    }

    async function remove(name: string, seqs: readonly number[]): Promise<void> {
      const manager = await nc.jetstreamManager();
      for (const seq of seqs) await manager.streams.deleteMessage(name, seq, false);
    }

    /** Sequences that the stream holds about tasks, asked one by one of its leader. */
    async function tasksHeld(name: string, prefix: string, last: number): Promise<number[]> {
      const manager = await nc.jetstreamManager();
      const filters = taskFilters({ coordination: prefix, deliverables: "" });
      const isHeld = async (seq: number): Promise<boolean> => {
        const message = await manager.streams.getMessage(name, { seq }).catch(() => null);
        return message !== null && filters.some((filter) => collide(filter, message.subject));
      };
      const seqs = Array.from({ length: last }, (_, i) => i + 1);
      const held = await Promise.all(seqs.map(isHeld));
      return seqs.filter((_, i) => held[i]);
    }

    test.sequential("are read to the stream's beginning, and the page waits for them", async () => {
      const { name, prefix } = await makeStream();
      await publish(prefix, 1, 600);
      await remove(name, [3, 6, 300, 303, 306, 450]);
      const opened = openRig(prefix);
      await opened.until("its past is read", () => opened.sources.get(name)?.phase.state === "complete");
      expect(opened.sources.get(name)).toMatchObject({ past: way, tasksPast: "whole" });
      const seen = opened.stream(name);
      expect(tasksSeen(opened, name)).toEqual(await tasksHeld(name, prefix, 600));
      const others = [...seen.bodies.keys()].filter((seq) => !tasksSeen(opened, name).includes(seq));
      expect(Math.min(...others), "of everything else only the history").toBeGreaterThan(600 - HISTORY);
      expect([seen.twice, opened.broken]).toEqual([[], []]);
    });

    test.sequential("a kill and restart meanwhile loses none", async () => {
      const { name, prefix } = await makeStream();
      await publish(prefix, 1, 1_000);
      const opened = openRig(prefix);
      await opened.until("some of the past is there", () => opened.stream(name).bodies.size > HISTORY / 2);
      await running.kill();
      await opened.until("the loss is said", () => opened.state?.state !== "live");
      await running.restart();
      await publish(prefix, 1_001, 1_010);
      await opened.until("all is read", () => opened.caughtUp && opened.stream(name).bodies.has(1_010));
      expect(opened.sources.get(name)?.tasksPast).toBe("whole");
      expect(tasksSeen(opened, name)).toEqual(await tasksHeld(name, prefix, 1_010));
      expect([opened.stream(name).twice, opened.broken, opened.resets]).toEqual([[], [], []]);
    });

    test.sequential("a purge meanwhile ends the search, and what comes is read", async () => {
      const { name, prefix } = await makeStream();
      await publish(prefix, 1, 900);
      const opened = openRig(prefix);
      const manager = await nc.jetstreamManager();
      await manager.streams.purge(name, { seq: 890 });
      await publish(prefix, 901, 909);
      await opened.until("all is read", () => opened.caughtUp && opened.stream(name).bodies.has(909));
      await opened.until("the tasks are whole", () => opened.sources.get(name)?.tasksPast === "whole");
      expect(tasksSeen(opened, name).filter((seq) => seq >= 890)).toEqual([891, 894, 897, 900, 903, 906, 909]);
      expect([opened.stream(name).twice, opened.broken]).toEqual([[], []]);
    });

    test.sequential("past a bound the newest are read, and it is said", async () => {
      const { name, prefix } = await makeStream();
      await publish(prefix, 1, 2_000);
      const prefixes = { coordination: prefix, deliverables: `${prefix}none` };
      const settings = feedSettings([running.wsUrl], { prefixes });
      const io = nodeFeedIo();
      const dialled = await dial(running.wsUrl, settings, io, { closed: ignored, inboxRefused: ignored });
      assert(dialled.ok, "the server lets us in");
      const session = dialled.value;
      const info = await session.api.streamInfo(name);
      assert(info.ok, "the stream is there");
      const chunks: Chunk[] = [];
      const best = new BestWay(session, info.value);
      const host = {
        io,
        settings,
        chunk: (chunk: Chunk) => void chunks.push(chunk),
        reset: ignored,
        changed: ignored,
        serverNow: () => null,
        wantedSince: () => null,
        sampleInfo: ignored,
        sampleLive: ignored,
        unreadable: ignored,
      };
      const place = { stream: name, host, way: () => best, replicas: () => 1, ended: ignored, progress: ignored };
      const older = new OlderTasks(place, prefixes, 10);
      const run = new Run(io);
      await older.read(run, session, info.value, 1_990);
      expect(older.state(info.value)).toBe("cut");
      const seqs = chunks.flatMap(({ messages }) => messages.map(({ seq }) => seq)).sort((a, b) => b - a);
      expect(older.messagesLeftOutFrom).toBe(seqs.length);
      expect(seqs.length).toBeGreaterThanOrEqual(10);
      // The newest of the one form first, without a gap.
      expect(seqs.slice(0, 5)).toEqual([1_986, 1_980, 1_974, 1_968, 1_962]);
      run.end();
      session.hangUp("the test is over");
    });
  },
);
