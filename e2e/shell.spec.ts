import type { Page } from "playwright/test";
import { caughtUp, expect, snapshot, snapshotHas, test } from "./fixtures.ts";
import type { Snapshot } from "./snapshot-schema.ts";

function colours(page: Page) {
  return page.getByRole("group", { name: "Colours" });
}

/** The ground of the page as the browser computed it. */
function ground(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
}

test("the connection says server, version and state on every page", async ({ fleet, open, page }) => {
  await fleet.wire.beat("alice");
  await open(fleet.server.wsUrl);
  const status = page.getByRole("status", { name: "Connection" });
  for (const name of ["Overview", "Agents", "Connection"]) {
    await page.getByRole("navigation").getByRole("link", { name }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
    await expect(page.getByRole("navigation").getByRole("link", { name })).toHaveAttribute("aria-current", "page");
    await expect(status).toContainText("Live");
    await expect(status).toContainText(fleet.server.version);
    await expect(status).toContainText(/round trip/u);
    await expect(status).toContainText(/data .+ old/u);
  }
});

test("light, dark and the system's own: the choice holds over a reload", async ({ fleet, open, page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await open(fleet.server.wsUrl);
  const light = await ground(page);

  await colours(page).getByRole("radio", { name: "Dark" }).check();
  await expect.poll(() => ground(page)).not.toBe(light);
  const dark = await ground(page);
  await page.reload();
  await expect.poll(() => ground(page)).toBe(dark);
  await colours(page).getByRole("radio", { name: "Light" }).check();
  await expect.poll(() => ground(page)).toBe(light);
  await colours(page).getByRole("radio", { name: "System" }).check();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => ground(page)).toBe(dark);
});

test("paused: nothing moves on the screen, it is counted what waits, and going on shows it all", async ({
  fleet,
  open,
  page,
}) => {
  const { server, wire } = fleet;
  await wire.beat("pausing-alice", { status: "idle" });
  await open(server.wsUrl, { path: "#/agents" });
  const table = page.getByRole("table", { name: "Agents" });
  await expect(table).toContainText("pausing-alice");

  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("Space");
  await expect(page.getByText(/paused 00:\d\d/u)).toBeVisible();
  await wire.beat("pausing-alice", { status: "busy", current_task: "task-77" });
  await wire.beat("pausing-bob");
  await expect(page.getByText(/2 changes behind/u)).toBeVisible();
  const paused = await snapshot(page);
  expect(pausing(paused)).toEqual(["pausing-alice idle"]);
  await expect(table).not.toContainText("pausing-bob");

  await page.keyboard.press("Space");
  await expect(page.getByText(/paused 00:/u)).toHaveCount(0);
  await snapshotHas(page, pausing, ["pausing-alice busy", "pausing-bob active"]);
  await expect(table).toContainText("pausing-bob");
  await expect(table).toContainText("task-77");
});

test("everything can be reached and used from the keyboard, and shows where it is", async ({ fleet, open, page }) => {
  await fleet.wire.beat("alice");
  await open(fleet.server.wsUrl);

  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();

  await page.reload();
  await caughtUp(page);
  const focused = new Set<string>();
  for (let step = 0; step < 15; step += 1) {
    await page.keyboard.press("Tab");
    focused.add(
      await page.evaluate(() => {
        const element = document.activeElement;
        if (!(element instanceof HTMLElement)) return "";
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        const near = element.closest("label") ?? element;
        const sibling = near.querySelector("span");
        const marked = [outlineStyle !== "none" && outlineWidth !== "0px", boxShadow !== "none"].some(Boolean);
        const nearby = sibling === null ? false : getComputedStyle(sibling).outlineStyle !== "none";
        return `${element.textContent || element.getAttribute("value") || element.tagName}: ${marked || nearby ? "seen" : "unseen"}`;
      }),
    );
  }
  const unseen = [...focused].filter((told) => told.endsWith("unseen") && !told.startsWith("BODY"));
  expect(unseen, "the focus can be seen on each").toEqual([]);
  expect([...focused].some((told) => told.startsWith("Agents"))).toBe(true);
  expect([...focused].some((told) => told.startsWith("Connection"))).toBe(true);
});

test("an address that leads nowhere says so and leads back", async ({ fleet, open, page }) => {
  await open(fleet.server.wsUrl, { path: "#/no-such-page" });
  await page.getByRole("link", { name: "Overview" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Overview");
});

function pausing({ agents }: Snapshot): string[] {
  return agents.filter(({ id }) => id.startsWith("pausing-")).map(({ id, status }) => `${id} ${status}`);
}
