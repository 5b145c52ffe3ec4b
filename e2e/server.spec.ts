import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright/test";
import { connect } from "nats";
import { expect, test, viewIs } from "./fixtures.ts";
import { NETWORK_ERRORS } from "./watch-page.ts";
import { testServers } from "#scripts/nats/find-server.ts";
import { assert } from "#util/assert.ts";

const { servers: versions } = await testServers();
const oldest = versions[0];
assert(oldest !== undefined, "there is a server to test with");

const summary = (page: Page) => page.getByRole("status", { name: "Summary" });
const connections = (page: Page) => page.getByRole("table", { name: "Connections" });

async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}

test("the server's figures over the read-only login, who is connected, who was, and the last of it when it dies", async ({
  open,
  page,
  startFleet,
  watch,
}) => {
  test.setTimeout(180_000);
  watch.allow(NETWORK_ERRORS);
  const { server } = await startFleet();
  const [guest, former] = await Promise.all([
    connect({ servers: server.clientUrl, name: "a guest" }),
    connect({ servers: server.clientUrl, name: "a former guest" }),
  ]);
  await former.close();
  await open(server.wsUrl, { path: "#/server" });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Server");
  await expect(summary(page)).toContainText(`is well: nats-server ${server.version}, up since`);
  await expect(page.getByRole("region", { name: "Figures" })).toContainText(`127.0.0.1:${server.clientPort}`);

  await test.step("a connection is found, opened by keyboard, and told in full", async () => {
    await page.getByRole("searchbox", { name: "Search connections" }).fill("a guest");
    const row = connections(page).getByRole("row", { name: /a guest/u });
    await expect(row).toContainText("agent");
    await expect(row).toContainText("nats.js");
    await row.press("Enter");
    await expect(page.getByRole("heading", { name: "a guest" })).toBeVisible();
    await expect(page).toHaveURL(/q=a(\+|%20)guest.*open=/u);
    expect(await violationsOf(page)).toEqual([]);
  });

  await test.step("of one that was closed, that and why is told", async () => {
    await page.getByRole("searchbox", { name: "Search connections" }).fill("former");
    await page.getByRole("radio", { name: "Closed" }).check();
    await expect(connections(page).getByRole("row", { name: /a former guest/u })).toContainText(
      /Client Closed|Read Error|Write Error/u,
    );
  });

  await test.step("a server that dies leaves what was known of it on the page", async () => {
    await server.kill();
    await viewIs(page, "lost");
    await expect(page.getByRole("region", { name: "Figures" })).toContainText(`127.0.0.1:${server.clientPort}`);
  });
  await guest.close();
});

test("someone else's server: what is not seen and what would show it, then its monitor, which an old one lets nobody read", async ({
  open,
  page,
  startFleet,
  watch,
}) => {
  test.setTimeout(180_000);
  // The browser tells on its console of an answer that it may not read.
  watch.allow(/CORS|Failed to load resource/u);
  const [old, usual] = await Promise.all([
    startFleet({ server: oldest, accounts: "plain", monitor: true, provisioned: false }),
    startFleet({ accounts: "plain", monitor: true, provisioned: false }),
  ]);
  assert(old.server.monitorUrl !== null && usual.server.monitorUrl !== null, "their monitors are on");
  await open(old.server.wsUrl, {
    path: "#/server",
    deployment: { monitorUrls: [old.server.monitorUrl] },
    until: "live",
  });
  await expect(summary(page)).toContainText("this login may not ask them");
  const missing = page.getByRole("region", { name: "Not shown" });
  await expect(missing).toContainText("nats-server can from 2.9.22 on");
  await expect(missing.getByRole("figure", { name: "nats-server.conf" })).toContainText(
    `{ service: { account: SYS, subject: "$SYS.REQ.SERVER.PING.VARZ" } }`,
  );
  await expect(page.getByRole("table", { name: "Account on each server" })).toContainText("$G");
  await expect(connections(page)).toContainText("this page");

  await open(usual.server.wsUrl, {
    path: "#/server",
    deployment: { monitorUrls: [usual.server.monitorUrl] },
    until: null,
  });
  await page.reload();
  await expect(page.getByText("By the servers’ HTTP monitors")).toBeVisible();
  await expect(page.getByRole("region", { name: "Figures" })).toContainText(usual.server.version);
  await expect(page.getByRole("list", { name: "Findings" })).toContainText("no-authorization");
  await expect(connections(page)).toContainText("this page");
});
