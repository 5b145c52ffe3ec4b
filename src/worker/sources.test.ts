import { setTimeout as delay } from "node:timers/promises";
import type { NatsConnection, StreamConfig } from "nats";
import { RetentionPolicy, StorageType, connect, consumerOpts, headers } from "nats";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { FeedRig, feedSettings } from "#scripts/nats/feed-rig.ts";
import type { FoundServer } from "#scripts/nats/find-server.ts";
import { testServers } from "#scripts/nats/find-server.ts";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import { runServer } from "#scripts/nats/run-server.ts";
import type { PastWay } from "#model/source-state.ts";
import { atLeast, readVersion } from "./session.ts";

const { servers } = await testServers();

interface Kind {
  way: Exclude<PastWay, "none">;
  server: FoundServer;
  allowDirect: boolean;
}

/** The same tests for every way of reading a stream that keeps its history; the middle version has no way of its own. */
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
let nextName = 1;

describe.each(KINDS)(
  "a stream of $server.version read by $way",
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

    /** A stream of its own under a prefix of its own, so that tests do not meet. */
    async function makeStream(name = `S${nextName++}`): Promise<{ name: string; prefix: string }> {
      const manager = await nc.jetstreamManager();
      const prefix = `${name.toLowerCase()}x`;
      const config: Partial<StreamConfig> = {
        name,
        subjects: [`${prefix}.>`],
        storage: StorageType.File,
        retention: RetentionPolicy.Limits,
        allow_direct: allowDirect,
      };
      await manager.streams.add(config);
      return { name, prefix };
    }

    function openRig(prefix: string): FeedRig {
      const opened = FeedRig.open(
        feedSettings([running.wsUrl], { prefixes: { coordination: prefix, deliverables: `${prefix}none` } }),
      );
      rig = opened;
      return opened;
    }

    /** Publishes and waits for the acknowledgements; tries again where the server is away. */
    async function publish(prefix: string, from: number, to: number): Promise<void> {
      const js = nc.jetstream({ timeout: 2_000 });
      // Stored once however often it is sent: an acknowledgement may be lost with the server.
      const send = async (n: number): Promise<void> => {
        for (const deadline = Date.now() + PATIENCE_MS; ;) {
          try {
            await js.publish(`${prefix}.say.${n % 7}`, `m${n}`, { msgID: `${prefix}${n}` });
            return;
          } catch (error) {
            if (Date.now() > deadline) throw error;
            await delay(50);
          }
        }
      };
      for (let start = from; start <= to; start += 500) {
        const batch = Array.from({ length: Math.min(500, to - start + 1) }, (_, i) => start + i);
        await Promise.all(batch.map(send));
      }
    }

    /** What the stream holds, read by an ordered consumer over TCP: a way that the feed never takes. */
    async function stored(name: string, prefix: string): Promise<Map<number, string>> {
      const manager = await nc.jetstreamManager();
      const { state } = await manager.streams.info(name);
      const held = new Map<number, string>();
      if (state.messages === 0) return held;
      const options = consumerOpts();
      options.orderedConsumer();
      options.deliverAll();
      const subscription = await nc.jetstream().subscribe(`${prefix}.>`, options);
      for await (const message of subscription) {
        held.set(message.seq, message.string());
        if (message.info.pending === 0) break;
      }
      return held;
    }

    async function expectSame(opened: FeedRig, name: string, prefix: string): Promise<void> {
      const held = await stored(name, prefix);
      const seen = opened.stream(name);
      await opened.until("all that is stored was seen", () => [...held.keys()].every((seq) => seen.bodies.has(seq)));
      for (const [seq, body] of held) expect(seen.bodies.get(seq)).toBe(body);
      expect(seen.twice).toEqual([]);
      expect(opened.broken).toEqual([]);
    }

    async function remove(name: string, seqs: number[]): Promise<void> {
      const manager = await nc.jetstreamManager();
      for (const seq of seqs) await manager.streams.deleteMessage(name, seq, false);
    }

    test.sequential("its past and what comes after are seen once each, and in order", async () => {
      const { name, prefix } = await makeStream();
      await publish(prefix, 1, 1_500);
      const opened = openRig(prefix);
      // While the past is being read, more arrives.
      await publish(prefix, 1_501, 2_000);
      await opened.until("caught up", () => opened.caughtUp);
      expect(opened.sources.get(name)).toMatchObject({ past: way, live: "doorbell", restarts: 0 });
      const soFar = opened.stream(name).order.length;
      await publish(prefix, 2_001, 2_300);
      await expectSame(opened, name, prefix);
      const live = opened.stream(name).order.slice(soFar);
      expect(live).toEqual([...live].sort((a, b) => a - b));
      expect(live.length).toBeGreaterThan(0);
    });

    test.sequential("an empty stream is complete, and its first message is seen", async () => {
      const { name, prefix } = await makeStream();
      const opened = openRig(prefix);
      await opened.until("caught up", () => opened.caughtUp);
      expect(opened.stream(name).bodies.size).toBe(0);
      await publish(prefix, 1, 1);
      await opened.until("the first message", () => opened.stream(name).bodies.get(1) === "m1");
    });

    test.sequential("deleted messages are holes, known as such, at the start, inside and at the end", async () => {
      const { name, prefix } = await makeStream();
      await publish(prefix, 1, 300);
      await remove(name, [1, 2, 17, 18, 19, 150, 297, 298, 299, 300]);
      const opened = openRig(prefix);
      await opened.until("caught up", () => opened.caughtUp);
      await expectSame(opened, name, prefix);
      expect(opened.stream(name).bodies.size).toBe(290);
      await publish(prefix, 301, 320);
      await expectSame(opened, name, prefix);
      expect(opened.sources.get(name)?.behind).toBeNull();
    });

    test.sequential("deleting while it is read loses nothing that stays", async () => {
      const { name, prefix } = await makeStream();
      await publish(prefix, 1, 1_200);
      const opened = openRig(prefix);
      const chosen = Array.from({ length: 120 }, (_, i) => i * 10 + 5);
      await Promise.all([remove(name, chosen), publish(prefix, 1_201, 1_600)]);
      await opened.until("caught up", () => opened.caughtUp);
      await expectSame(opened, name, prefix);
      expect(opened.resets).toEqual([]);
    });

    test.sequential("a purge is no restart, and what comes after it is seen", async () => {
      const { name, prefix } = await makeStream();
      await publish(prefix, 1, 400);
      const opened = openRig(prefix);
      await opened.until("caught up", () => opened.caughtUp);
      const manager = await nc.jetstreamManager();
      await manager.streams.purge(name);
      await publish(prefix, 401, 500);
      await expectSame(opened, name, prefix);
      expect(opened.stream(name).bodies.get(500)).toBe("m500");
      expect(opened.resets).toEqual([]);
    });

    test.sequential("a kill and restart while the past is read loses and repeats nothing", async () => {
      const { name, prefix } = await makeStream();
      await publish(prefix, 1, 2_000);
      const opened = openRig(prefix);
      await opened.until("some of the past is there", () => opened.stream(name).bodies.size > 0);
      await running.kill();
      await opened.until("the loss is said", () => opened.state?.state !== "live");
      await running.restart();
      await publish(prefix, 2_001, 2_200);
      await opened.until("caught up", () => opened.caughtUp);
      await expectSame(opened, name, prefix);
      expect(opened.resets).toEqual([]);
    });

    test.sequential("after an outage it goes on where it was", async () => {
      const { name, prefix } = await makeStream();
      await publish(prefix, 1, 300);
      const opened = openRig(prefix);
      await opened.until("caught up", () => opened.caughtUp);
      await running.restart();
      await publish(prefix, 301, 700);
      await opened.until("caught up again", () => opened.caughtUp && opened.stream(name).bodies.has(700));
      await expectSame(opened, name, prefix);
      expect(opened.stream(name).order).toHaveLength(700);
    });

    test.sequential("one message is read as the stream holds it, or why not is told", async () => {
      const { name, prefix } = await makeStream();
      await publish(prefix, 1, 5);
      const own = headers();
      own.set("Trace", "x1");
      await nc.jetstream().publish(`${prefix}.say.6`, "with a header", { headers: own });
      await nc.jetstream().publish(`${prefix}.say.7`, new Uint8Array(2 ** 20 + 7).fill(120));
      await remove(name, [2, 5]);
      const opened = openRig(prefix);
      expect(await opened.feed?.storedMessage(name, 1)).toEqual({ state: "not-connected" });
      await opened.until("caught up", () => opened.caughtUp);
      const ask = (seq: number) => opened.feed?.storedMessage(name, seq);
      expect(await ask(6)).toMatchObject({
        state: "held",
        subject: `${prefix}.say.6`,
        at: opened.stream(name).at.get(6),
        headers: { Trace: "x1" },
        data: new TextEncoder().encode("with a header"),
        bytes: 13,
      });
      expect(await ask(7)).toMatchObject({ state: "held", bytes: 2 ** 20 + 7, data: { length: 2 ** 20 } });
      for (const seq of [2, 5, 8, 0]) expect(await ask(seq)).toEqual({ state: "gone" });
      await remove(name, [7]);
      expect(await ask(7)).toEqual({ state: "gone" });
      expect(await opened.feed?.storedMessage("NONE", 1)).toEqual({ state: "gone" });
      expect(await opened.feed?.storedMessage(`plain:${prefix}.>`, 1)).toEqual({ state: "not-stored" });
    });

    test.sequential("a stream that is deleted and made again starts afresh", async () => {
      const { name, prefix } = await makeStream();
      await publish(prefix, 1, 300);
      const opened = openRig(prefix);
      await opened.until("caught up", () => opened.caughtUp);
      const manager = await nc.jetstreamManager();
      await manager.streams.delete(name);
      await makeStream(name);
      await publish(prefix, 1_001, 1_100);
      await opened.until("the restart is said", () => opened.resets.length > 0);
      await opened.until("caught up again", () => opened.caughtUp && opened.stream(name).bodies.size >= 100);
      await expectSame(opened, name, prefix);
      expect(opened.stream(name).bodies.size).toBe(100);
      expect(opened.stream(name).bodies.get(1)).toBe("m1001");
      expect(opened.sources.get(name)?.restarts).toBeGreaterThan(0);
    });
  },
);
