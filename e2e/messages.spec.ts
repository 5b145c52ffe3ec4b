import { readFile } from "node:fs/promises";
import type { Page } from "playwright/test";
import { AckPolicy, RetentionPolicy } from "nats";
import { expect, test } from "./fixtures.ts";
import { messagesPath, streamMessagesPath } from "../src/paths.ts";

const summary = (page: Page) => page.getByRole("status", { name: "Summary" });
const table = (page: Page) => page.getByRole("table", { name: "Messages" });

/** Goes by the address, not by a reload: the connection stays as it is. */
async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, path);
}

test("a stream is read in both directions, by pattern and to a file, and a work queue does not notice", async ({
  open,
  page,
  startFleet,
}) => {
  const { server, wire } = await startFleet({ accounts: "plain" });
  const manager = await wire.manager();
  await manager.streams.add({ name: "événements-日本", subjects: ["ev.>"], retention: RetentionPolicy.Workqueue });
  for (let seq = 1; seq <= 30; seq += 1) {
    await wire.publish(seq % 10 === 0 ? "ev.rare" : "ev.日", { seq, timestamp: "2020-01-01T00:00:00Z" });
  }
  await wire.publish("ev.bytes", new Uint8Array([0, 255, 16]));
  await manager.streams.deleteMessage("événements-日本", 5);
  await manager.streams.deleteMessage("événements-日本", 6);
  await manager.consumers.add("événements-日本", {
    durable_name: "worker",
    ack_policy: AckPolicy.Explicit,
    ack_wait: 600e9,
  });
  const consumer = await wire.js.consumers.get("événements-日本", "worker");
  const taken = await consumer.next();
  expect(taken?.seq).toBe(1);
  const look = async (): Promise<unknown> => {
    const { delivered, ack_floor, num_ack_pending, num_pending } = await manager.consumers.info(
      "événements-日本",
      "worker",
    );
    const { state } = await manager.streams.info("événements-日本");
    return { delivered, ack_floor, num_ack_pending, num_pending, state };
  };
  await expect
    .poll(look)
    .toMatchObject({ num_ack_pending: 1, num_pending: 28, state: { messages: 29, consumer_count: 1 } });
  const before = await look();
  await open(server.wsUrl, { path: messagesPath() });

  await test.step("the streams to choose from, and the newest messages of one", async () => {
    await page.getByRole("link", { name: "événements-日本" }).click();
    await expect(summary(page)).toContainText(
      "événements-日本 holds 29\u00A0messages, sequences 1 to 31; 2 in between are gone.",
    );
    await expect(table(page).locator("tr[data-id]").first()).toContainText("00 ff 10");
    await expect(page.getByText("A work queue: looking at it takes nothing out of it")).toBeVisible();
    await expect(page.getByText("The stream begins here.")).toBeVisible();
  });

  await test.step("from the oldest, over what was deleted", async () => {
    await page.getByRole("radio", { name: "Oldest" }).check();
    await expect(table(page).locator("tr[data-id]").first()).toHaveAttribute("data-id", "1");
    await expect(table(page).locator('tr[data-id="gap 5"]')).toContainText("5 – 6: 2 sequences hold nothing any more");
    await expect(page.getByText("The stream ends here.")).toBeVisible();
    await page.getByRole("radio", { name: "Newest" }).check();
    await expect(table(page).locator("tr[data-id]").first()).toHaveAttribute("data-id", "31");
  });

  await test.step("one message as tree, text and hex, with what its sender wrote, in the address", async () => {
    await table(page).locator('tr[data-id="30"]').click();
    const detail = page.getByRole("complementary", { name: "Message" });
    await expect(detail).toContainText("2020-01-01T00:00:00Z as timestamp");
    await detail.getByRole("radio", { name: "Hex" }).check();
    await expect(detail.getByRole("figure", { name: "Body, as hex" })).toContainText("00000000  7b 22 73 65 71");
    await expect(page).toHaveURL(/open=30/u);
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      detail.getByRole("button", { name: "Download" }).click(),
    ]);
    expect(file.suggestedFilename()).toBe("événements-日本-30.json");
    expect(await readFile(await file.path(), "utf8")).toBe('{"seq":30,"timestamp":"2020-01-01T00:00:00Z"}');
  });

  await test.step("forward by a pattern, from a sequence", async () => {
    await goTo(page, streamMessagesPath("événements-日本", { from: "seq", seq: 12, subject: "*.rare" }));
    await expect(table(page).locator("tr[data-id]")).toHaveCount(2);
    await expect(table(page).locator("tr[data-id]").first()).toContainText("20");
    await page.getByRole("radio", { name: "Back" }).check();
    await expect(table(page).locator("tr[data-id]")).toHaveCount(1);
    await expect(table(page).locator("tr[data-id]").first()).toContainText("10");
  });

  await test.step("a range to a file, whole bodies", async () => {
    await goTo(page, streamMessagesPath("événements-日本"));
    await page.getByText("Export a range").click();
    await page.getByLabel("From sequence").fill("29");
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export JSON lines" }).click(),
    ]);
    const lines = (await readFile(await file.path(), "utf8")).trimEnd().split("\n");
    expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
      { seq: 29 },
      { seq: 30, subject: "ev.rare", data: '{"seq":30,"timestamp":"2020-01-01T00:00:00Z"}' },
      { seq: 31, dataBase64: "AP8Q" },
    ]);
  });

  await test.step("nobody's queue was touched", async () => {
    expect(await look()).toEqual(before);
  });

  await test.step("what came since is counted, and a stream that is purged or deleted meanwhile is said", async () => {
    await wire.publish("ev.日", { seq: 32 });
    await page.getByRole("button", { name: "1 new" }).click();
    await expect(table(page).locator("tr[data-id]").first()).toHaveAttribute("data-id", "32");
    await manager.streams.purge("événements-日本");
    await goTo(page, streamMessagesPath("événements-日本", { from: "oldest" }));
    await expect(summary(page)).toContainText("holds no message any more: all up to sequence 32");
    await manager.streams.delete("événements-日本");
    await expect(summary(page)).toContainText("événements-日本 was deleted while this page was open.");
    await goTo(page, streamMessagesPath("no such"));
    await expect(summary(page)).toContainText("There is no stream no such.");
  });
});

test("a live tail counts every message, drops by count, filters, pauses and says what may not be heard", async ({
  fleet,
  open,
  page,
}) => {
  const { server, wire } = fleet;
  await open(server.wsUrl, { path: messagesPath({ tail: "agog.deliverables.tail.>" }) });
  const counts = page.getByLabel("Counts");
  const count = (name: string) => counts.locator("div", { hasText: name }).locator("dd");
  await expect(summary(page)).toContainText(
    /Listening to agog\.deliverables\.tail\.> since .+: nothing was published on it so far/u,
  );
  // The pointer keeps the rows still.
  await page.mouse.move(0, 0);
  for (let index = 1; index <= 6_000; index += 1)
    wire.nc.publish(`agog.deliverables.tail.${index % 2}`, `message ${index}`);
  await expect(count("heard")).toHaveText("6,000");
  await expect(count("dropped")).toHaveText("1,000");
  await expect(count("held")).toHaveText("5,000");
  await expect(table(page).locator("tr[data-id]").first()).toContainText("message 6000");

  await page.getByRole("button", { name: "Pause" }).first().click();
  await expect(page.getByText(/Paused: 5,000\smessages held for reading/u)).toBeVisible();
  wire.nc.publish("agog.deliverables.tail.1", "while it was paused");
  await expect(count("since the pause")).toHaveText("1");
  await expect(table(page).locator("tr[data-id]").first()).toContainText("message 6000");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.mouse.move(0, 0);
  await expect(table(page).locator("tr[data-id]").first()).toContainText("while it was paused");

  await page.getByLabel("Only messages with").fill("PAUSED");
  await expect(count("matching")).toHaveText("1");
  await expect(table(page).locator("tr[data-id]")).toHaveCount(1);

  await goTo(page, messagesPath({ tail: "orders.>" }));
  await expect(summary(page)).toContainText("This login may not listen to orders.>.");
  await expect(page.getByRole("figure", { name: "nats-server.conf" })).toContainText(
    'subscribe: { allow: ["orders.>"] }',
  );
});

test("what the read-only login may not read is named with the grant that it needs", async ({ fleet, open, page }) => {
  const { server, wire } = fleet;
  const manager = await wire.manager();
  await manager.streams.add({ name: "private", subjects: ["private"], allow_direct: true });
  await wire.publish("private", "x");
  await open(server.wsUrl, { path: streamMessagesPath("private") });
  await expect(summary(page)).toContainText("This login may not read the messages of private.");
  await expect(page.getByRole("figure", { name: "nats-server.conf" })).toContainText("$JS.API.DIRECT.GET.private");
  await manager.streams.delete("private");
});
