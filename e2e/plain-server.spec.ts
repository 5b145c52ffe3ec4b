import { DiscardPolicy, RetentionPolicy, StorageType } from "nats";
import { caughtUp, expect, snapshot, snapshotHas, test } from "./fixtures.ts";

/** Someone else's NATS: no logins, one stream made by a client library (so without direct gets), agents as Python writes them. */
test("a plain server with one stream made elsewhere is read, and what it lacks is said with its remedy", async ({
  open,
  page,
  startFleet,
}) => {
  const { server, wire } = await startFleet({ accounts: "plain", provisioned: false });
  const jsm = await wire.manager();
  await jsm.streams.add({
    name: "WORK",
    subjects: ["mjwork.>"],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    discard: DiscardPolicy.Old,
  });
  expect((await jsm.streams.info("WORK")).config.allow_direct, "as a client library makes it").not.toBe(true);
  const zoneLess = new Date().toISOString().replace("Z", "123");
  await wire.publish("mjwork.heartbeat.Doc-Brown", {
    status: "busy",
    current_task: "Fix the clock",
    timestamp: zoneLess,
  });
  const twoHoursOff = new Date(Date.now() + 2 * 3_600_000).toISOString().replace("Z", "");
  await wire.publish("mjwork.heartbeat.marty", { status: "idle", current_task: null, timestamp: twoHoursOff });
  await wire.publish("mjwork.tasks", { task_id: 42, status: "claimed", claimed_by: "Doc-Brown", claimed_at: zoneLess });
  await wire.publish("mjwork.errors", { agent_id: "marty", content: "the car does not start", timestamp: zoneLess });

  await open(server.wsUrl);

  const taken = await snapshot(page);
  expect(
    Object.fromEntries(
      taken.agents.map(({ id, status, liveness, intervalMs }) => [id, { status, liveness, intervalMs }]),
    ),
  ).toEqual({
    "Doc-Brown": { status: "busy", liveness: "on-time", intervalMs: 30_000 },
    marty: { status: "idle", liveness: "on-time", intervalMs: 30_000 },
  });
  expect(taken.agents.find(({ id }) => id === "marty")?.findings).toContain("zone-mistake");
  expect(taken.view.malformed).toBe(0);
  await expect(page.getByText(/slow: this stream has no direct get/iu).first()).toBeVisible();
  await expect(page.getByText(/nats stream edit WORK --allow-direct/u).first()).toBeVisible();
  await expect(page.getByText(/may publish/u).first()).toBeVisible();
  await expect(page.getByRole("link", { name: /read-only set-up/iu })).toBeVisible();

  await wire.publish("mjwork.heartbeat.lorraine", { status: "active" });
  await snapshotHas(page, ({ agents }) => agents.map(({ id }) => id).toSorted(), ["Doc-Brown", "lorraine", "marty"]);

  // The note on writing is said once, not at every visit.
  await page.getByRole("button", { name: "Understood" }).click();
  await expect(page.getByText(/may publish/u)).toHaveCount(0);
  await page.reload();
  await caughtUp(page);
  await expect(page.getByText(/may publish/u)).toHaveCount(0);
});

test("with the accounts of this project the page may only read, and does not warn", async ({ open, page, fleet }) => {
  await open(fleet.server.wsUrl);
  await expect(page.getByText(/may publish/u)).toHaveCount(0);
});
