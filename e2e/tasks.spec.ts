import type { Page } from "playwright/test";
import { expect, test } from "./fixtures.ts";
import { NETWORK_ERRORS } from "./watch-page.ts";
import type { Wire } from "./wire.ts";
import { taskPath, tasksPath } from "../src/paths.ts";
import { connectFleet } from "#fleet/connect.ts";
import { TaskPublisher } from "#fleet/task-publisher.ts";
import { WorkerClient } from "#fleet/worker-client.ts";
import type { RunningServer } from "#scripts/nats/run-server.ts";

/** Short, so that three of them are soon over; an agent of the tests that is busy elsewhere is late now and then, and comes back. */
const INTERVAL_MS = 1000;

const stuck = (page: Page) => page.getByRole("list", { name: "Stuck tasks" });
const summary = (page: Page) => page.getByRole("status", { name: "Summary" });
const rows = (page: Page) => page.getByRole("table", { name: "Tasks" }).locator("tbody tr[data-id]");
const row = (page: Page, id: string) => page.getByRole("table", { name: "Tasks" }).locator(`tr[data-id="${id}"]`);

function shownIds(page: Page): Promise<string[]> {
  return rows(page).evaluateAll((found) => found.map((one) => one.getAttribute("data-id") ?? ""));
}

async function goTo(page: Page, path: string, heading: string): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, path);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
}

/** An agent as agents are written: on a connection of its own, beating by itself. */
async function agentOn(server: RunningServer, agentId: string): Promise<WorkerClient> {
  const { user, pass } = server.logins.provisioner;
  const nc = await connectFleet({ servers: server.clientUrl, name: agentId, user, pass });
  const agent = new WorkerClient({ nc, agentId, intervalMs: INTERVAL_MS, ownsConnection: true });
  agent.heartbeat({ status: "idle" });
  return agent;
}

/** As older agents and planners write: published, and not asked whether anybody else did. */
function plainly(wire: Wire, state: "available" | "claimed" | "completed", body: object): Promise<{ seq: number }> {
  return wire.publish(`mjwork.tasks.${state}`, { status: state, ...body });
}

test("a task whose agent is killed is orphaned, by whom and since when, until the agent is back", async ({
  open,
  page,
  startFleet,
}) => {
  const { server, wire } = await startFleet();
  await wire.beat("watcher");
  await new TaskPublisher({ nc: wire.nc }).publishTask({ taskId: "t-1", title: "Audit SEO" });
  const doomed = await agentOn(server, "Doc-Brown");
  expect(await doomed.claimTask("t-1")).toMatchObject({ ok: true });
  doomed.heartbeat({ status: "busy", currentTask: "t-1" });
  await open(server.wsUrl, { path: tasksPath() });
  await expect(row(page, "t-1")).toContainText("Doc-Brown");
  await expect(row(page, "t-1")).toContainText("claimed");

  await doomed.abandon();
  await expect(stuck(page)).toContainText("orphaned");
  await expect(stuck(page)).toContainText("Doc-Brown");
  await expect(stuck(page)).toContainText(/since \d\d:\d\d/u);
  await expect(row(page, "t-1")).toContainText("orphaned");
  await expect(summary(page)).toContainText("1 task stuck: task t-1 orphaned since");

  const again = await agentOn(server, "Doc-Brown");
  again.heartbeat({ status: "busy", currentTask: "t-1" });
  await expect(summary(page)).not.toContainText("stuck");
  await expect(stuck(page)).toHaveCount(0);
  await expect(row(page, "t-1")).not.toContainText("orphaned");
  await again.close();
});

test("two plain claims of one task put both names on it; its life opens each message; circles are drawn", async ({
  open,
  page,
  startFleet,
}) => {
  const { server, wire } = await startFleet();
  for (const agent of ["anna", "ben"]) await wire.beat(agent);
  await plainly(wire, "available", { task_id: "7", title: "Convert", description: "Take the PDF.\nMake it HTML." });
  await plainly(wire, "claimed", { task_id: "7", title: "Convert", owner: "anna" });
  const second = await plainly(wire, "claimed", { task_id: "7", title: "Convert", owner: "ben" });
  await plainly(wire, "available", { task_id: "a", title: "Egg", blocked_by: ["b"] });
  await plainly(wire, "available", { task_id: "b", title: "Hen", blocked_by: ["a"] });
  await open(server.wsUrl, { path: tasksPath({ finding: "duplicate-claim" }) });

  await expect.poll(() => shownIds(page)).toEqual(["7"]);
  await expect(stuck(page).locator("li").first()).toContainText("Claimed by anna and by ben");
  await stuck(page).getByRole("link", { name: "7", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Task 7");
  await expect(summary(page)).toContainText("Claimed twice since");
  for (const name of ["anna", "ben"])
    await expect(page.getByRole("main").getByRole("link", { name }).first()).toBeVisible();
  await expect(page.getByText("Make it HTML.")).toBeVisible();

  await page.getByRole("button", { name: `MJ_ONLINE_WORK ${second.seq}` }).click();
  const message = page.getByRole("figure", { name: `Message ${second.seq} of MJ_ONLINE_WORK` });
  await expect(message).toContainText("mjwork.tasks.claimed");
  await expect(message).toContainText("Nats-Msg-Id");
  expect(page.url(), "an opened message is part of the address").toContain(String(second.seq));

  // What is no safe integer keeps its digits.
  await wire.publish("mjwork.tasks.completed", '{"task_id":"7","owner":"ben","result":{"rows":12345678901234567890}}');
  await expect(page.getByRole("figure", { name: "Result" })).toContainText("12345678901234567890");

  await goTo(page, taskPath("a"), "Task a");
  await expect(page.getByText("A circle: a waits for b waits for a.")).toBeVisible();
  await expect(page.getByRole("figure", { name: /waits for, and what waits for it/u })).toContainText("Hen");
  await goTo(page, taskPath("no/such#task"), "Task no/such#task");
  await expect(summary(page)).toContainText("No message in the streams names a task of that id.");
});

test("a list stands still, is in the address, has two forms, and claims nothing once the view is lost", async ({
  open,
  page,
  startFleet,
  watch,
}) => {
  watch.allow(NETWORK_ERRORS);
  const { server, wire } = await startFleet();
  await wire.beat("anna");
  for (const id of ["2", "10", "1"]) await plainly(wire, "available", { task_id: `t-${id}`, title: `Title ${id}` });
  await plainly(wire, "claimed", { task_id: "t-1", title: "Title 1", owner: "anna", priority: "high" });
  await open(server.wsUrl, { path: tasksPath({ sort: "task" }) });
  await expect.poll(() => shownIds(page)).toEqual(["t-1", "t-2", "t-10"]);

  await plainly(wire, "available", { task_id: "t-3", title: "Title 3" });
  await page.getByRole("button", { name: "1 new" }).click();
  await expect.poll(() => shownIds(page)).toEqual(["t-1", "t-2", "t-3", "t-10"]);
  await page.getByRole("combobox", { name: "Search tasks" }).fill("title 1");
  await expect.poll(() => shownIds(page)).toEqual(["t-1", "t-10"]);
  await page.getByLabel("Owner").selectOption("anna");
  await expect.poll(() => shownIds(page)).toEqual(["t-1"]);
  const address = page.url();
  await page.reload();
  await expect.poll(() => shownIds(page)).toEqual(["t-1"]);
  expect(page.url()).toBe(address);
  await page.getByRole("button", { name: "Show all tasks" }).click();
  await expect(rows(page)).toHaveCount(4);

  await page.getByRole("radio", { name: "Board" }).check();
  const column = (name: string) => page.getByRole("region", { name, exact: true });
  await expect(column("claimed")).toContainText("t-1");
  await expect(column("available")).toContainText("t-10");
  await plainly(wire, "claimed", { task_id: "t-10", title: "Title 10", owner: "anna" });
  await expect(column("claimed")).toContainText("t-10");

  await server.kill();
  await expect(summary(page)).toContainText("No view of the queue since");
  await expect(summary(page)).toContainText(/4\stasks were known then/u);
});
