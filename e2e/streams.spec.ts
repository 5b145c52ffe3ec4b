import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright/test";
import { AckPolicy, DiscardPolicy, RetentionPolicy } from "nats";
import { expect, snapshotHas, test } from "./fixtures.ts";
import type { Snapshot } from "./snapshot-schema.ts";

/** How the snapshot's streams stand, and what it finds about one of them. */
function qaFindings({ parts, streams }: Snapshot): unknown[] {
  return [parts.streams.state, streams.find(({ name }) => name === "agog_features_qa")?.findings];
}

function rowOf(page: Page, table: string, id: string) {
  return page.getByRole("table", { name: table }).locator(`tr[data-id="${id}"]`);
}

/** For what shows when the page asks again: on a busy machine ten times an answer's duration is long. */
const ASKED_AGAIN = { timeout: 60_000 };

/** After whatever is waited for: it holds the page up, and the page asks the less often the longer its answers took. */
async function expectAccessible(page: Page, theme: "Light" | "Dark"): Promise<void> {
  await page.getByRole("group", { name: "Colours" }).getByRole("radio", { name: theme }).check();
  // A colour on its way to another is neither. What beats for ever, such as an alarm that nobody acknowledged, is not waited for.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
        .map(({ finished }) => finished),
    ),
  );
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`)).toEqual(
    [],
  );
}

const summary = (page: Page) => page.getByRole("status", { name: "Summary" });

test("streams, what happens when they are full, who reads them, and what was given up", async ({
  open,
  page,
  startFleet,
}) => {
  test.setTimeout(240_000);
  const { server, wire } = await startFleet();
  const manager = await wire.manager();
  const { config } = await manager.streams.info("agog_features_qa");
  await manager.streams.update("agog_features_qa", { ...config, max_msgs: 500 });
  await manager.streams.add({ name: "orders", subjects: ["orders.>"], max_msgs: 10, discard: DiscardPolicy.New });
  await manager.streams.add({ name: "événements-日本", subjects: ["ev.>"], retention: RetentionPolicy.Workqueue });
  for (let index = 0; index < 10; index += 1) await wire.publish(`orders.${index % 3}`, { index });
  await manager.consumers.add("orders", {
    durable_name: "worker",
    ack_policy: AckPolicy.Explicit,
    max_ack_pending: 2,
    ack_wait: 300_000_000,
    max_deliver: 1,
  });
  await open(server.wsUrl, { path: "#/streams" });

  await test.step("the list says which stream refuses publishers, and what mends it", async () => {
    const orders = rowOf(page, "Streams", "orders");
    await expect(orders).toContainText("100%");
    await expect(summary(page)).toContainText("orders: It is full by messages and discards new messages");
    await expect(page.getByRole("list", { name: "Findings", exact: true })).toContainText(
      "nats stream edit orders --max-msgs=20",
    );
    await expect(rowOf(page, "Streams", "agog_features_qa")).toContainText("1 notice");
    await expect(rowOf(page, "Streams", "événements-日本")).toBeVisible();
    await expect(page.getByRole("table", { name: "Account limits" })).toBeVisible();
    // Those of the rows on the screen are asked for by themselves.
    await expect(orders.getByRole("link", { name: /^1\sconsumer of orders$/u })).toBeVisible();
    await expect(orders).toContainText("nobody pulling");
  });

  await test.step("what is published shows as a rate, without a reload", async () => {
    await wire.beat("alice");
    await expect(rowOf(page, "Streams", "MJ_ONLINE_WORK")).toContainText(/\d\/(min|s)/u, ASKED_AGAIN);
    await expectAccessible(page, "Light");
  });

  await test.step("a stream that is set up otherwise is shown line by line, with the command", async () => {
    await rowOf(page, "Streams", "agog_features_qa").click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("agog_features_qa");
    const differing = page.getByRole("table", { name: "Configuration" }).getByRole("row", { name: /max_msgs\b/u });
    await expect(differing).toContainText("500");
    await expect(differing).toContainText("10,000");
    await expect(page.getByRole("figure", { name: "What makes it as wanted" })).toContainText("--max-msgs=10000");
  });

  await test.step("its consumers have verdicts, its subjects their counts, and what was given up is linked", async () => {
    await page.goto(page.url().replace(/#.*/u, "#/streams/orders"));
    await expect(page.getByRole("table", { name: "Subjects" })).toContainText("orders.0");
    await expect(page.getByRole("table", { name: "Consumers" })).toContainText("nobody pulling");
    const consumer = await wire.js.consumers.get("orders", "worker");
    const poison = page.getByRole("table", { name: "Poison messages" });
    const first = poison.getByRole("link", { name: "1", exact: true });
    // It is given up when somebody asks for more after its time is over.
    await expect
      .poll(async () => {
        await consumer.next({ expires: 1_000 });
        return first.isVisible();
      })
      .toBe(true);
    await expectAccessible(page, "Dark");
    await first.click();
    await expect(page.getByRole("heading", { name: "Message 1", exact: true })).toBeVisible();
  });

  await test.step("consumers of all streams, in an address", async () => {
    await page.goto(page.url().replace(/#.*/u, "#/consumers?q=work"));
    await expect(rowOf(page, "Consumers", "orders/worker")).toBeVisible();
    await expect(summary(page)).toContainText(/^1\sconsumer/u);
    await rowOf(page, "Consumers", "orders/worker").click();
    const detail = page.getByRole("complementary", { name: "Consumer" });
    await expect(detail).toContainText(/Last delivered\s*sequence \d/u);
    await expect(detail.getByRole("table", { name: "Configuration" })).toContainText("explicit");
    expect(page.url()).toContain("open=orders%2Fworker");
    await manager.consumers.delete("orders", "worker");
    await expect(detail).toContainText("It was deleted. This is how it was last seen.", ASKED_AGAIN);
    await expectAccessible(page, "Dark");
    await detail.getByRole("button", { name: "Close" }).click();
    await expect(detail).toBeHidden();
  });

  await test.step("a stream that is deleted while its page is open is said, and so is one that never was", async () => {
    await page.goto(page.url().replace(/#.*/u, "#/streams/orders"));
    await expect(page.getByRole("table", { name: "Configuration" })).toBeVisible();
    await manager.streams.delete("orders");
    await expect(summary(page)).toContainText("orders was deleted", ASKED_AGAIN);
    await expect(page.getByRole("table", { name: "Configuration" })).toBeVisible();
    await page.goto(page.url().replace(/#.*/u, "#/streams/no%20such"));
    await expect(summary(page)).toContainText("There is no stream no such");
  });

  await test.step("the snapshot says the same", async () => {
    await snapshotHas(page, qaFindings, ["ready", ["drift"]], {});
  });
});
