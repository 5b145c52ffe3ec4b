import { caughtUp, expect, snapshot, snapshotHas, test, viewIs } from "./fixtures.ts";
import { NETWORK_ERRORS } from "./watch-page.ts";
import { findServer, testServers } from "#scripts/nats/find-server.ts";

const { servers, skipped } = await testServers();
const usual = await findServer();

for (const { version, reason } of skipped) {
  // A version that cannot be had is said, never passed over.
  test.skip(`the same page on nats-server ${version} (not tried: ${reason})`, () => undefined);
}

/** The usual one is what every other spec runs on. */
for (const found of servers.filter(({ version }) => version !== usual.version)) {
  test(`the same page on nats-server ${found.version}: past, present, outage and return`, async ({
    open,
    page,
    startFleet,
    watch,
  }) => {
    watch.allow(NETWORK_ERRORS);
    const { server, wire } = await startFleet({ server: found });
    await wire.beat("alice", { status: "busy", current_task: "42" });
    await wire.beat("fred", { status: "offline" });
    await wire.beat("doc", { heartbeat_interval: 0.5 });
    await wire.say("errors", "alice", "timeout after 30 s");
    await open(server.wsUrl, { path: "#/agents" });
    await expect(page.getByRole("table", { name: "Agents" })).toContainText("alice");

    // Before 2.10 a server says its time nowhere: the clock comes with the first message that is seen live.
    await wire.beat("bob");
    await snapshotHas(page, ({ agents }) => Object.fromEntries(agents.map(({ id, liveness }) => [id, liveness])), {
      alice: "on-time",
      bob: "on-time",
      doc: "silent",
      fred: "signed-off",
    });
    expect((await snapshot(page)).view.server?.version).toBe(found.version);

    await server.kill();
    await viewIs(page, "lost");
    await server.restart();
    await caughtUp(page);
    await wire.beat("bob", { status: "idle" });
    await snapshotHas(page, ({ agents }) => agents.find(({ id }) => id === "bob")?.status, "idle");
  });
}
