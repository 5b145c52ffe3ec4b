import type { Page } from "playwright/test";
import { expect, test, viewIs } from "./fixtures.ts";
import { NETWORK_ERRORS } from "./watch-page.ts";
import { agentPath, agentsPath, connectionPath, overviewPath } from "../src/paths.ts";

test.use({ viewport: { width: 390, height: 844 } });

const LONG = "An-Agent-With-A-Name-That-No-Column-Was-Made-For-And-That-Has-No-Place-To-Break-In-It-0123456789";

/** What sticks out of the page to the right, by tag and class; an element that scrolls inside itself is no page scroll. */
async function widthOf(page: Page): Promise<{ document: number; window: number }> {
  return page.evaluate(() => ({
    document: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
}

test("on a phone no page scrolls sideways, live, lost or refused", async ({ open, page, startFleet, watch }) => {
  test.setTimeout(180_000);
  watch.allow(NETWORK_ERRORS);
  const { server, wire } = await startFleet({ accounts: "plain" });
  await wire.beat("alice", { status: "busy", current_task: "42" });
  await wire.beat(LONG, { current_task: LONG, needs_approval: true, approval_message: `${LONG} ${LONG}` });
  await wire.beat("doc", { heartbeat_interval: 0.5, current_task: "43" });
  await wire.say("errors", LONG, `${LONG}${LONG}`);
  await wire.publish(`mjwork.heartbeat.${LONG}x`, `${LONG}${LONG}`);
  await open(server.wsUrl);

  for (const state of ["live", "lost", "refused"] as const) {
    if (state === "lost") await server.kill();
    if (state === "refused") await page.reload();
    await viewIs(page, state);
    for (const path of [overviewPath(), agentsPath(), agentPath(LONG), connectionPath()]) {
      await page.evaluate((hash) => {
        window.location.hash = hash;
      }, path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect
        .poll(async () => {
          const width = await widthOf(page);
          return width.document - width.window;
        }, `${path}, ${state}: the page is no wider than the window`)
        .toBeLessThanOrEqual(0);
    }
  }
});
