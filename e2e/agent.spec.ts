import { expect, test } from "./fixtures.ts";
import { agentPath } from "../src/paths.ts";
import { pauseBetweenBeats } from "./wire.ts";

test("an agent's story: how it stands, what it said, what is odd about it", async ({ fleet, open, page }) => {
  const { server, wire } = fleet;
  await wire.say("coordination", "story-kim", {
    type: "register",
    description: "Audits web pages",
    capabilities: ["seo", "accessibility"],
  });
  await wire.beat("story-kim", { status: "dancing", current_task: "task-7", agent_id: "somebody-else" });
  await wire.say("errors", "story-kim", "the first error");
  await wire.say("coordination", "story-kim", "hello everybody");
  await wire.publish("mjwork.tasks.claimed", {
    task_id: "task-7",
    title: "Audit the shop",
    owner: "story-kim",
    status: "claimed",
  });
  await wire.beat("story-other");
  await wire.say("errors", "story-other", "an error of somebody else");
  await open(server.wsUrl, { path: agentPath("story-kim") });

  const main = page.getByRole("main");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("story-kim");
  await expect(page.getByRole("status", { name: "Summary" })).toContainText(/on time/u);
  await expect(main).toContainText("dancing");
  await expect(main).toContainText("task-7");
  await expect(main).toContainText("Audits web pages");
  await expect(main).toContainText("accessibility");
  await expect(main).toContainText("the first error");
  await expect(main).toContainText("hello everybody");
  await expect(main).not.toContainText("an error of somebody else");
  await expect(main, "a finding in a sentence").toContainText("somebody-else");

  await wire.say("errors", "story-kim", "the second error");
  await expect(main).toContainText("the second error");
});

test("an approval is large, and goes when it was given", async ({ fleet, open, page }) => {
  const { server, wire } = fleet;
  await wire.beat("story-jen", { needs_approval: true, approval_message: "Publish the newsletter to 12,000 people?" });
  await open(server.wsUrl, { path: agentPath("story-jen") });
  await expect(page.getByText("Publish the newsletter to 12,000 people?").first()).toBeVisible();

  await wire.beat("story-jen");
  await expect(page.getByRole("main").getByText("Publish the newsletter to 12,000 people?")).toHaveCount(0);
});

test("beats that did not come are counted, and the gap is listed", async ({ fleet, open, page }) => {
  const { server, wire } = fleet;
  await wire.beat("story-doc", { heartbeat_interval: 0.5 });
  await pauseBetweenBeats(2_600);
  await wire.beat("story-doc", { heartbeat_interval: 0.5 });
  await wire.beat("story-doc", { status: "offline", heartbeat_interval: 0.5 });
  await open(server.wsUrl, { path: agentPath("story-doc") });
  await expect(page.getByRole("status", { name: "Summary" })).toContainText(/signed off/u);
  await expect(page.getByRole("main")).toContainText(/missed/u);
  await expect(page.locator("main canvas").first()).toBeVisible();
});

test("names that no address was made for", async ({ fleet, open, page }) => {
  const { server, wire } = fleet;
  const names = ["__proto__", "constructor", "täglich", "🤖", "a/b", "50%", "#1", "a?b=c&d", "x".repeat(200)];
  for (const name of names) await wire.beat(name, { current_task: `task of ${name}` });
  await open(server.wsUrl, { path: "#/agents" });
  for (const name of names) {
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, agentPath(name));
    await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
    await expect(page.getByRole("main")).toContainText(`task of ${name}`);
  }
});

test("an agent that nobody has heard of", async ({ fleet, open, page }) => {
  await open(fleet.server.wsUrl, { path: agentPath("nobody-of-that-name") });
  await expect(page.getByRole("heading", { level: 1 })).toContainText("nobody-of-that-name");
  await expect(page.getByRole("status", { name: "Summary" })).toContainText(
    /no .*(agent|beat)|not known|unknown|never/iu,
  );
  await fleet.wire.beat("nobody-of-that-name");
  await expect(page.getByRole("status", { name: "Summary" })).toContainText(/on time/u);
});
