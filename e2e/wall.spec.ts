import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright/test";
import { expect, test, viewIs } from "./fixtures.ts";
import { NETWORK_ERRORS } from "./watch-page.ts";

function summary(page: Page) {
  return page.getByRole("status", { name: "Summary" });
}

function exceptions(page: Page) {
  return page.getByRole("region", { name: "Exceptions" });
}

test("a wall shows the fleet, who fell silent, and that it sees nothing any more", async ({
  open,
  page,
  startFleet,
  watch,
}) => {
  const { server, wire } = await startFleet();
  await wire.beat("alice", { heartbeat_interval: 3_600 });
  await wire.beat("bob", { heartbeat_interval: 3_600 });
  await page.setViewportSize({ width: 1920, height: 1080 });
  await open(server.wsUrl, { path: "#/wall?pages=fleet,streams&every=300" });
  await expect(summary(page)).toContainText(/All 2\sagents on time/u);
  await expect(exceptions(page)).toContainText("No exceptions");
  await expect(page.getByRole("region", { name: "Fleet" })).toContainText("alice");

  // Half a second's interval, and then nothing more: it dies.
  await wire.beat("doc", { heartbeat_interval: 0.5 });
  await expect(exceptions(page)).toContainText(/doc\s*silent/u);
  await expect(summary(page)).toContainText("1 of 3 silent");

  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("list", { name: "Streams" })).toContainText("MJ_ONLINE_WORK");

  watch.allow(NETWORK_ERRORS);
  await server.kill();
  await viewIs(page, "lost");
  await expect(summary(page)).toContainText("No view since");
  await expect(page.getByRole("main")).toHaveAttribute("data-lost", "true");
  await expect(exceptions(page), "what was known last is kept").toContainText(/doc\s*silent/u);
});

test("a wall loads itself anew where the host has another build, and not before it is ten minutes old", async ({
  open,
  page,
  fleet,
}) => {
  // Only the page's own timers: the worker has its clock.
  await page.clock.install();
  await open(fleet.server.wsUrl, { path: "#/wall?pages=queue&reload=off" });
  await page.evaluate(() => {
    document.documentElement.dataset["firstLoad"] = "true";
  });
  let asked = 0;
  await page.route(
    (url) => url.pathname === "/",
    async (route) => {
      const isLook = route.request().resourceType() === "fetch";
      const response = await route.fetch();
      if (!isLook) {
        await route.fulfill({ response });
        return;
      }
      asked += 1;
      const other = (await response.text()).replace(
        "</head>",
        '<script type="module" src="./favicon.svg"></script></head>',
      );
      await route.fulfill({ response, body: other });
    },
  );
  await page.clock.fastForward("05:00");
  await expect.poll(() => asked).toBeGreaterThan(0);
  await expect(page.locator("html")).toHaveAttribute("data-first-load", "true");
  await page.clock.fastForward("06:00");
  await expect(page.locator("html")).not.toHaveAttribute("data-first-load", "true");
  await expect(page.getByRole("heading", { level: 2 })).toHaveText("Queue");
});
