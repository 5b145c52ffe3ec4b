import { readFile } from "node:fs/promises";
import type { Page } from "playwright/test";
import { expect, snapshot, test } from "./fixtures.ts";
import { channelPath, channelsPath } from "../src/paths.ts";

const EVIL = `<script>document.title="owned"</script><img src=x onerror="document.title='owned'">`;
const BROKE = "💥 It broke:\n  at render (page.ts:12)\n\nTry again?";

function messages(page: Page) {
  return page.getByRole("table", { name: "Messages" }).locator("tbody tr[data-id]");
}

/** Takes the pointer off the rows, which stand still under it. */
async function lookAway(page: Page): Promise<void> {
  await page.mouse.move(2, 2);
}

async function goTo(page: Page, path: string, heading: string): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, path);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
}

test("errors stand in groups, a group opens, a message opens with where it stands", async ({
  open,
  page,
  startFleet,
}) => {
  const { server, wire } = await startFleet();
  await wire.say("errors", "roy", "timeout after 30 s");
  await wire.say("errors", "kim", "timeout after 31 s");
  await wire.say("errors", "roy", "timeout after 0.5 s");
  await wire.say("errors", "kim", EVIL);
  const { seq } = await wire.say("errors", "debbie", BROKE);
  await wire.say("errors", "alice", { code: "E_QUOTA", tags: ["a", "b"] });
  await wire.say("coordination", "alice", "good morning 🌞");
  await wire.say("web.builder.log", "alice", "built 14 pages");
  await open(server.wsUrl, { path: channelsPath() });

  const channels = page.getByRole("table", { name: "Channels" });
  await expect(channels.locator("tbody tr")).toHaveText([
    /^errors\s*6/u,
    /^coordination\s*1/u,
    /^web\.builder\.log\s*1/u,
  ]);
  await expect(page.getByRole("status", { name: "Summary" })).toContainText(/6\serrors in the last hour/u);
  await channels.getByRole("link", { name: "errors" }).click();

  const groups = page.getByRole("table", { name: "Message groups" });
  await expect(groups.locator("tbody tr[data-id]")).toHaveCount(4);
  const timeouts = groups.locator("tbody tr[data-id]").filter({ hasText: "timeout after 0.5 s" });
  await expect(timeouts).toContainText("×3");
  await expect(timeouts).toContainText("roy ×2, kim ×1");
  await expect(groups).toContainText('"code": "E_QUOTA"');
  await expect(groups, "shown as text").toContainText(EVIL);
  await expect(page.locator('main script, main img[src="x"]')).toHaveCount(0);
  await expect(page).not.toHaveTitle("owned");

  await timeouts.getByText("timeout after 0.5 s").click();
  await expect(messages(page)).toHaveCount(3);
  await lookAway(page);
  await page.getByRole("button", { name: "Show all" }).click();
  await page.getByRole("radio", { name: "Messages" }).check();
  await expect(messages(page)).toHaveCount(6);
  await expect(messages(page).first(), "newest first").toContainText("E_QUOTA");

  const broken = messages(page).filter({ hasText: "It broke" });
  await expect(broken, "line breaks are kept").toHaveText(/It broke:\n {2}at render \(page\.ts:12\)\n\nTry again\?/u, {
    useInnerText: true,
  });
  await broken.getByText("It broke").click();
  const detail = page.getByRole("complementary", { name: "Message" });
  await expect(detail).toContainText(`Message ${seq}`);
  await expect(detail).toContainText("mjwork.errors");
  await expect(detail).toContainText("MJ_ONLINE_WORK");
  await expect(detail, "the publisher's headers").toContainText("Nats-Msg-Id");
  await expect(detail, "the body, read as it was written").toContainText("agent_id debbie");
  expect(decodeURIComponent(page.url()), "the message is in the address").toContain(`open=MJ_ONLINE_WORK/${seq}`);
  await page.reload();
  await expect(detail).toContainText("Nats-Msg-Id");
});

test("a channel is live, stands still under a hand and while paused, is narrowed by its address, and is saved", async ({
  open,
  page,
  startFleet,
}) => {
  const { server, wire } = await startFleet();
  for (const [agent, text] of [
    ["alice", "one\nwith a second line"],
    ["bob", "two"],
    ["alice", { three: 3 }],
  ] as const) {
    await wire.say("coordination", agent, text);
  }
  await open(server.wsUrl, { path: channelPath("coordination") });
  await lookAway(page);
  await expect(messages(page)).toHaveCount(3);
  await wire.say("coordination", "bob", "four");
  await expect(messages(page), "live").toHaveCount(4);

  await messages(page).first().hover();
  await wire.say("coordination", "carol", "five");
  const waiting = page.getByRole("button", { name: "1 new", exact: true });
  await expect(waiting).toBeVisible();
  await expect(messages(page)).toHaveCount(4);
  await expect(messages(page).first()).toContainText("four");
  await waiting.click();
  await expect(messages(page).first()).toContainText("five");

  await lookAway(page);
  await page.getByRole("group", { name: "Updates" }).getByRole("radio", { name: "Pause" }).check();
  await wire.say("coordination", "carol", "six");
  await wire.say("coordination", "carol", "seven");
  await expect(page.getByText("2 new while paused")).toBeVisible();
  await expect(messages(page).first()).toContainText("five");
  await page.getByRole("group", { name: "Updates" }).getByRole("radio", { name: "Follow" }).check();
  await expect(messages(page).first()).toContainText("seven");

  await goTo(page, channelPath("coordination", { agent: "alice" }), "coordination");
  await expect(messages(page)).toHaveCount(2);
  await page.getByRole("searchbox", { name: "Search messages" }).fill("SECOND one");
  await expect(messages(page)).toHaveCount(1);
  expect(decodeURIComponent(page.url())).toMatch(/q=SECOND.one/u);
  await page.getByRole("searchbox", { name: "Search messages" }).fill("");
  await expect(messages(page)).toHaveCount(2);

  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export JSON lines" }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toMatch(/^coordination-.+\.jsonl$/u);
  const lines = (await readFile(await file.path(), "utf8")).trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { seq: 3, subject: "mjwork.coordination", agent: "alice", text: '{"three":3}', cut: false },
    { seq: 1, stream: "MJ_ONLINE_WORK", agent: "alice", text: "one\nwith a second line" },
  ]);

  const { channels } = await snapshot(page);
  expect(channels.find(({ name }) => name === "coordination")).toMatchObject({ count: 7 });
});
