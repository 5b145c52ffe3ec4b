import { caughtUp, expect, snapshot, snapshotHas, test, viewIs } from "./fixtures.ts";
import { NETWORK_ERRORS } from "./watch-page.ts";

test("a worker in an endless loop is said within seconds, and another takes its place", async ({
  fleet,
  open,
  page,
}) => {
  await fleet.wire.beat("looper", { status: "busy" });
  await open(fleet.server.wsUrl, { path: "#/agents" });
  await snapshotHas(page, ({ agents }) => agents.find(({ id }) => id === "looper")?.liveness, "on-time");
  const [worker] = page.workers();
  expect(worker).toBeDefined();
  const replaced = page.waitForEvent("worker", { timeout: 60_000 });

  // Never answered: the worker is closed while it runs.
  worker?.evaluate("for (;;) {}").catch(() => undefined);

  await viewIs(page, "lost");
  await expect(page.getByRole("alert")).toContainText("The page's own worker does not answer");
  await expect(page.getByRole("button", { name: "Load the page anew" })).toBeVisible();
  const { view, agents } = await snapshot(page);
  expect(view).toMatchObject({ caughtUp: false, reason: "the page's own worker does not answer" });
  expect(agents.find(({ id }) => id === "looper")?.liveness, "nobody is judged").toBe("unknown");

  await replaced;
  await caughtUp(page);
  await expect(page.getByRole("alert")).toHaveCount(0);
  await fleet.wire.beat("looper", { status: "idle" });
  await snapshotHas(page, ({ agents: now }) => now.find(({ id }) => id === "looper")?.status, "idle");
});

test("a worker whose script cannot be had is said, and fetched again", async ({ fleet, open, page, watch }) => {
  watch.allow(NETWORK_ERRORS);
  let refused = 0;
  await page.route(/worker-[^/]*\.js$/u, async (route) => {
    refused += 1;
    await (refused <= 2 ? route.abort() : route.continue());
  });
  await open(fleet.server.wsUrl, { until: "lost" });
  await expect(page.getByRole("alert")).toContainText("The page's own worker could not be loaded");
  await caughtUp(page);
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect(refused).toBe(3);
});
