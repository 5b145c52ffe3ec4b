import type { Page } from "playwright/test";
import { caughtUp, expect, snapshotHas, test } from "./fixtures.ts";
import type { Wire } from "./wire.ts";

function table(page: Page) {
  return page.getByRole("table", { name: "Agents" });
}

function rows(page: Page) {
  return table(page).locator("tbody tr[data-id]");
}

function shownIds(page: Page): Promise<string[]> {
  return rows(page).evaluateAll((found) => found.map((row) => row.getAttribute("data-id") ?? ""));
}

async function publishFive(wire: Wire): Promise<void> {
  await wire.beat("agent-2", { status: "busy", current_task: "task-41", current_task_title: "Audit SEO" });
  await wire.beat("agent-10");
  await wire.beat("jen", { needs_approval: true, approval_message: "Publish the newsletter?" });
  await wire.beat("doc", { heartbeat_interval: 0.5, current_task: "task-42" });
  await wire.beat("fred", { status: "offline" });
}

test("each agent is a row; search, filter and sort narrow the list, and all of it is in the address", async ({
  open,
  page,
  startFleet,
}) => {
  const { server, wire } = await startFleet();
  await publishFive(wire);
  await open(server.wsUrl, { path: "#/agents" });

  await expect(rows(page)).toHaveCount(5);
  await expect(table(page)).toHaveAttribute("aria-rowcount", "6");
  const row = (id: string) => table(page).locator(`tr[data-id="${id}"]`);
  await expect(row("agent-2")).toContainText("on time");
  await expect(row("agent-2")).toContainText("Audit SEO");
  await expect(row("jen")).toContainText("Publish the newsletter?");
  await expect(row("doc")).toContainText("silent");
  await expect(row("doc")).toContainText("task-42");
  await expect(row("fred")).toContainText("signed off");
  expect((await shownIds(page))[0], "what needs someone comes first").toBe("doc");
  await expect(page.getByRole("status", { name: "Summary" })).toContainText("silent");

  await page.getByRole("combobox", { name: "Search agents" }).fill("agent-");
  await expect(rows(page)).toHaveCount(2);
  await table(page)
    .getByRole("button", { name: /^Agent/u })
    .click();
  await expect.poll(() => shownIds(page)).toEqual(["agent-2", "agent-10"]);
  await table(page)
    .getByRole("button", { name: /^Agent/u })
    .click();
  await expect.poll(() => shownIds(page)).toEqual(["agent-10", "agent-2"]);
  const address = page.url();
  expect(address).toContain("agent-");

  await page.reload();
  await caughtUp(page);
  await expect.poll(() => shownIds(page)).toEqual(["agent-10", "agent-2"]);
  expect(page.url()).toBe(address);

  // A field that nobody can read leaves the rest alone.
  await page.goto("about:blank");
  await open(server.wsUrl, { path: "#/agents?state=silent&sort=nonsense&window=1h" });
  await expect.poll(() => shownIds(page)).toEqual(["doc"]);
  expect(page.url()).toContain("state=silent");
});

test("rows do not move under the pointer, values do; a row opens its agent by click and by Enter", async ({
  open,
  page,
  startFleet,
}) => {
  const { server, wire } = await startFleet();
  for (const id of ["anna", "ben", "cara"]) await wire.beat(id);
  await open(server.wsUrl, { path: "#/agents" });
  await expect.poll(() => shownIds(page)).toEqual(["anna", "ben", "cara"]);

  await rows(page).nth(1).hover();
  await wire.beat("cara", { needs_approval: true, approval_message: "Publish?" });
  await expect(table(page).locator('tr[data-id="cara"]')).toContainText("Publish?");
  expect(await shownIds(page)).toEqual(["anna", "ben", "cara"]);
  await page.getByRole("button", { name: /re-sort/u }).click();
  await expect.poll(() => shownIds(page)).toEqual(["cara", "anna", "ben"]);

  // The arrows go from row to row.
  await rows(page).first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(rows(page).nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("anna");
  await page.goBack();
  await expect(rows(page)).toHaveCount(3);
  await rows(page).nth(0).getByRole("link", { name: "cara" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("cara");
});

test("a thousand agents: only what is on the screen is in the document, and a map shows all of them", async ({
  open,
  page,
  startFleet,
}) => {
  const { server, wire } = await startFleet();
  const beats = Array.from({ length: 1000 }, (_, index) => wire.beat(`worker-${index + 1}`));
  await Promise.all(beats);
  await wire.beat("zoe", { needs_approval: true });
  await open(server.wsUrl, { path: "#/agents" });

  await snapshotHas(page, ({ agents }) => agents.length, 1001);
  await expect(table(page)).toHaveAttribute("aria-rowcount", "1002");
  expect(await rows(page).count()).toBeLessThan(120);
  await table(page)
    .getByRole("button", { name: /^Agent/u })
    .click();
  await expect(rows(page).first()).toContainText("worker-1");
  await rows(page).first().focus();
  await page.keyboard.press("End");
  await expect(table(page).locator('tr[data-id="zoe"]')).toBeFocused();

  await page.getByRole("radio", { name: "Map" }).check();
  await expect(page).toHaveURL(/view=map/u);
  await expect(page.locator("main canvas").first()).toBeVisible();
});
