import { cp, rm } from "node:fs/promises";
import { connect } from "nats";
import { describe, expect, test } from "vitest";
import { FeedRig, feedSettings } from "#scripts/nats/feed-rig.ts";
import { testServers } from "#scripts/nats/find-server.ts";
import { runServer } from "#scripts/nats/run-server.ts";

const { servers } = await testServers();
const ends = servers.filter((_, index) => index === 0 || index === servers.length - 1);

async function publish(clientUrl: string, bodies: string[]): Promise<void> {
  const nc = await connect({ servers: clientUrl });
  try {
    for (const body of bodies) await nc.jetstream({ timeout: 10_000 }).publish("mjwork.errors", body);
  } finally {
    await nc.close();
  }
}

describe.each(ends)("a stream on $version that lost its tail", { concurrent: true }, (server) => {
  test("is read afresh, and what was folded from it is void", async () => {
    const running = await runServer({ server, accounts: "plain" });
    const backup = `${running.storeDir}.backup`;
    let opened: FeedRig | null = null;
    try {
      const nc = await connect({ servers: running.clientUrl });
      const manager = await nc.jetstreamManager();
      await manager.streams.add({ name: "S", subjects: ["mjwork.>"], allow_direct: true });
      await nc.close();
      await publish(running.clientUrl, ["a1", "a2", "a3"]);
      const rig = FeedRig.open(feedSettings([running.wsUrl]));
      opened = rig;
      await rig.until("caught up", () => rig.caughtUp);
      // A crash that loses what was written last, or a restore from a backup: the same stream, and shorter.
      await running.kill();
      await cp(running.storeDir, backup, { recursive: true });
      await running.restart();
      await publish(running.clientUrl, ["b4", "b5", "b6", "b7", "b8"]);
      await rig.until("the lost ones", () => rig.stream("S").bodies.size === 8);
      await running.kill();
      await rm(running.storeDir, { recursive: true });
      await cp(backup, running.storeDir, { recursive: true });
      await running.restart();
      await rig.until("the reset", () => rig.resets.includes("S"));
      await publish(running.clientUrl, ["c4"]);
      await rig.until("what is there now", () => rig.caughtUp && rig.stream("S").bodies.size === 4);
      expect([...rig.stream("S").bodies.values()].sort()).toEqual(["a1", "a2", "a3", "c4"]);
      expect(rig.resets).toEqual(["S"]);
      expect(rig.sources.get("S")?.restarts).toBe(1);
    } finally {
      await opened?.close();
      await running.stop();
      await rm(backup, { recursive: true, force: true });
    }
  });
});
