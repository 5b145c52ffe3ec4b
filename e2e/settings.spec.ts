import { caughtUp, expect, snapshot, test, viewIs } from "./fixtures.ts";
import { NETWORK_ERRORS } from "./watch-page.ts";
import { freePort } from "#scripts/free-port.ts";

test("another address: entered, tried, kept", async ({ fleet, open, page, watch }) => {
  watch.allow(NETWORK_ERRORS);
  await fleet.wire.beat("alice");
  const nothing = `ws://127.0.0.1:${await freePort()}`;
  await open(nothing, { path: "#/connection", until: "refused" });

  await page.getByLabel("Server addresses").fill(fleet.server.wsUrl);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await caughtUp(page);
  expect((await snapshot(page)).view.server?.url).toBe(fleet.server.wsUrl);
  await page.reload();
  await caughtUp(page);
  expect((await snapshot(page)).view.server?.url).toBe(fleet.server.wsUrl);
});

test("an address that is none is said where it stands", async ({ fleet, open, page }) => {
  await open(fleet.server.wsUrl, { path: "#/connection" });
  await page.getByLabel("Server addresses").fill("http://somewhere");
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.getByText(/ws:\/\//u).first()).toBeVisible();
  await expect(page.getByLabel("Server addresses")).toHaveAttribute("aria-invalid", "true");
  await viewIs(page, "live");
});

test("what rollcall.json gave is shown, and a mistake in it is a plain sentence", async ({
  fleet,
  open,
  page,
  site,
}) => {
  await open(fleet.server.wsUrl, { path: "#/connection", deployment: { heartbeatIntervalSeconds: 17 } });
  await expect(page.getByRole("main")).toContainText("rollcall.json");
  await expect(page.getByRole("main")).toContainText("17");

  site.deploy({ servers: [fleet.server.wsUrl], colour: "blue" });
  await page.reload();
  await expect(page.getByText(/rollcall\.json: "colour" is not a setting that Rollcall knows/u)).toBeVisible();
});

test("intervals and thresholds of a deployment decide who is late", async ({ open, page, startFleet }) => {
  const { server, wire } = await startFleet();
  await wire.publish("mjwork.heartbeat.alice", { status: "active" });
  await open(server.wsUrl, {
    deployment: { heartbeatIntervalSeconds: 1, thresholds: { lateAfterIntervals: 1, silentAfterIntervals: 3600 } },
  });
  await expect
    .poll(async () => (await snapshot(page)).agents.map(({ liveness, intervalMs }) => [liveness, intervalMs]))
    .toEqual([["late", 1000]]);
});
