import type { Page } from "playwright/test";
import { expect, snapshotHas, test } from "./fixtures.ts";
import type { Wire } from "./wire.ts";

function summary(page: Page) {
  return page.getByRole("status", { name: "Summary" });
}

function counts(page: Page) {
  return page.getByRole("list", { name: "Agents by state" });
}

/** Three on time (one waits for a person), two silent (one holds a task), one signed off. */
async function publishSix(wire: Wire): Promise<void> {
  await wire.beat("alice");
  await wire.beat("bob", { status: "busy", current_task: "41" });
  await wire.beat("jen", { needs_approval: true, approval_message: "Publish the newsletter?" });
  await wire.beat("doc", { heartbeat_interval: 0.5 });
  await wire.beat("emma", { heartbeat_interval: 0.5, status: "busy", current_task: "42" });
  await wire.beat("fred", { status: "offline" });
}

test("what is wrong stands in the sentence, with links to it; every number leads to the list that makes it", async ({
  open,
  page,
  startFleet,
}) => {
  test.setTimeout(120_000);
  const { server, wire } = await startFleet();
  await publishSix(wire);
  await open(server.wsUrl);
  await expect(counts(page)).toContainText(/2\s*silent/u);

  const told = await counts(page)
    .getByRole("link")
    .evaluateAll((links) =>
      links.map((link) => ({ text: link.textContent ?? "", href: link.getAttribute("href") ?? "" })),
    );
  const numbers = Object.fromEntries(
    told.map(({ text }) => [text.replace(/^\D*\d+\s*/u, "").trim(), Number(/\d+/u.exec(text)?.[0])]),
  );
  expect(numbers).toEqual({
    "on time": 3,
    late: 0,
    silent: 2,
    "needs approval": 1,
    flapping: 0,
    recovering: 0,
    "signed off": 1,
    gone: 0,
  });
  for (const { text, href } of told) {
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, href);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Agents");
    await expect(page.getByRole("table", { name: "Agents" }).locator("tbody tr[data-id]"), text).toHaveCount(
      Number(/\d+/u.exec(text)?.[0]),
    );
  }

  await page.evaluate(() => {
    window.location.hash = "#/";
  });
  await expect(summary(page)).toContainText(/2 of 5\sagents silent/u);
  await expect(summary(page)).toContainText("jen waits for a person");
  await summary(page)
    .getByRole("link", { name: /silent/u })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Agents");
  const table = page.getByRole("table", { name: "Agents" });
  await expect(table.locator("tbody tr[data-id]")).toHaveCount(2);
  await expect(table).toContainText("emma");
});

test("nobody is there, and then things come in by themselves: agents, errors, a message that nobody can read", async ({
  open,
  page,
  startFleet,
}) => {
  const { server, wire } = await startFleet();
  await open(server.wsUrl);
  await expect(summary(page)).toContainText("No agent seen so far");
  await expect(page.getByRole("main").getByText("mjwork.>").first()).toBeVisible();
  await expect(page.getByRole("main").getByText(server.wsUrl).first()).toBeVisible();
  await expect(page.getByText(/nats pub mjwork\.heartbeat\./u)).toBeVisible();

  await wire.beat("alice");
  await expect(summary(page)).toHaveText(/^The one agent is on time\.$/u);

  await expect(page).toHaveTitle(/Overview · Rollcall$/u);
  await wire.beat("bob");
  await expect(summary(page)).toHaveText(/^All 2\sagents on time\.$/u);
  for (let time = 1; time <= 3; time += 1) await wire.say("errors", "bob", "timeout after 30 s");
  await expect(page.getByText("timeout after 30 s")).toHaveCount(1);
  await expect(page.getByText(/×3/u)).toBeVisible();
  await wire.publish("mjwork.heartbeat.mallory", "<b>no JSON</b>");
  await expect(page.getByText("mjwork.heartbeat.mallory")).toBeVisible();
  await expect(page.getByText("<b>no JSON</b>", { exact: true }), "shown as text").toBeVisible();

  // The channels of the last hours are drawn, and said to who cannot see them.
  await wire.say("coordination", "alice", "good morning");
  await wire.say("roadmap", "alice", "spring");
  await snapshotHas(page, ({ channels }) => Object.fromEntries(channels.map(({ name, count }) => [name, count])), {
    heartbeat: 2,
    errors: 3,
    coordination: 1,
    roadmap: 1,
  });
  await expect(page.getByText(/coordination/u).first()).toBeVisible();
  await expect(page.locator("main svg").first()).toBeVisible();
});

test("text from the wire is text, whatever it looks like", async ({ open, page, startFleet }) => {
  const { server, wire } = await startFleet();
  const evil = `<img src=x onerror="document.title='owned'">`;
  await wire.beat("alice", { status: evil, current_task: evil, needs_approval: true, approval_message: evil });
  await wire.say("errors", evil, evil);
  await wire.publish("mjwork.heartbeat.mallory", evil);
  await open(server.wsUrl);
  for (const path of ["#/", "#/agents", "#/agents/alice", "#/agents/mallory"]) {
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator('main img[src="x"]')).toHaveCount(0);
    await expect(page).not.toHaveTitle("owned");
  }
});
