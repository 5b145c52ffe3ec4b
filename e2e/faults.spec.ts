import { createServer } from "node:http";
import type { Page } from "playwright/test";
import { caughtUp, expect, snapshot, snapshotHas, test, viewIs } from "./fixtures.ts";
import type { Snapshot } from "./snapshot-schema.ts";
import { NETWORK_ERRORS, recordLooks } from "./watch-page.ts";
import { COORDINATION_STREAM } from "#contract/streams.ts";
import { freePort } from "#scripts/free-port.ts";

/** How agents stand, by id. */
function livenesses({ agents }: Snapshot): Record<string, string> {
  return Object.fromEntries(agents.map(({ id, liveness }) => [id, liveness]));
}

function band(page: Page) {
  return page.getByRole("alert");
}

test.describe("the server dies", () => {
  test("it is said, nobody turns silent, ages stand still, and the page comes back by itself", async ({
    open,
    page,
    startFleet,
    watch,
  }) => {
    watch.allow(NETWORK_ERRORS);
    const { server, wire } = await startFleet();
    await wire.beat("alice", { heartbeat_interval: 1 });
    await wire.beat("bob");
    await open(server.wsUrl, { path: "#/agents" });

    await server.kill();
    await viewIs(page, "lost");
    await expect(page.getByRole("status", { name: "Connection" })).toContainText("Lost");
    await expect(page.getByText(/No connection to ws:/u)).toBeVisible();
    // The page counts seconds: the one in which the view was lost may still end on the screen.
    await expect(page.getByText(/[2-9]\ss without a view/u)).toBeVisible();
    // Alice's three intervals pass while nobody can see her: three seconds on which our outage must not be hers.
    const told = await lookFor(page, 4_000);
    await server.restart();
    await caughtUp(page);
    await wire.beat("bob", { status: "busy" });
    await snapshotHas(page, ({ agents }) => agents.find(({ id }) => id === "bob")?.status, "busy");

    expect(told.livenesses, "nobody is judged").toEqual([{ alice: "unknown", bob: "unknown" }]);
    expect([...told.ages], "ages stand still").toHaveLength(1);
    await snapshotHas(page, ({ view: { state, caughtUp, reason } }) => ({ state, caughtUp, reason }), {
      state: "live",
      caughtUp: true,
      reason: null,
    });
  });

  test("not one frame shows a wrong green", async ({ open, page, startFleet, watch }) => {
    watch.allow(NETWORK_ERRORS);
    const { server, wire } = await startFleet();
    for (const id of ["alice", "bob", "carol"]) await wire.beat(id);
    await open(server.wsUrl);
    await expect(page.getByRole("status", { name: "Summary" })).toHaveText(/^All 3\sagents on time\.$/u);
    const looks = await recordLooks(page);

    await server.kill();
    await viewIs(page, "lost");
    await expect(page.getByRole("status", { name: "Summary" })).toContainText("No view of the fleet");
    await expect(page.getByRole("main")).toContainText("on time: not known");
    const untilLost = await looks();
    await lookFor(page, 2_000);
    const duringOutage = await looks();
    await server.restart();
    await caughtUp(page);
    await expect(page.getByRole("status", { name: "Summary" })).toHaveText(/^All 3\sagents on time\.$/u);
    const whole = await looks();

    const firstLost = untilLost.findIndex(({ view }) => view === "lost");
    expect(firstLost, "the loss was seen").toBeGreaterThan(0);
    for (const { view, caughtUp: mark, words } of duringOutage.slice(firstLost)) {
      expect(view, "never live while the server is dead").toBe("lost");
      expect(mark).toBe("false");
      expect(words, "nobody is called on time").not.toMatch(/on time(?!: not known)/u);
      expect(words, "nor silent").not.toMatch(/silent(?!: not known)/u);
    }
    for (const { view, words } of whole.filter(({ words }) => /on time(?!: not known)/u.test(words))) {
      expect(["live", "replaying"], "called on time only while the server is seen").toContain(view);
      expect(words, "known or not known, not both").not.toContain("on time: not known");
    }
    expect(
      [...new Set(whole.map(({ words }) => /\d+(?= silent)/u.exec(words)?.[0] ?? "none"))].filter((n) => Number(n) > 0),
      "nobody turns silent on the way back",
    ).toEqual([]);
  });
});

/** Looks at the snapshot and the ages on the screen for so long as the page itself needs to count `ms`. */
async function lookFor(page: Page, ms: number): Promise<{ livenesses: object[]; ages: Set<string> }> {
  const states = new Map<string, object>();
  const ages = new Set<string>();
  const from = await page.evaluate(() => performance.now());
  await expect
    .poll(async () => {
      const seen = livenesses(await snapshot(page));
      states.set(JSON.stringify(seen), seen);
      ages.add(await page.getByRole("table").first().innerText());
      return (await page.evaluate(() => performance.now())) - from;
    })
    .toBeGreaterThan(ms);
  return { livenesses: [...states.values()], ages };
}

test.describe("the streams change under the page", () => {
  test("a stream that is deleted and made again shows the new one's agents only", async ({
    open,
    page,
    startFleet,
  }) => {
    const { server, wire } = await startFleet();
    await wire.beat("of-the-old");
    await wire.beat("of-both");
    await open(server.wsUrl);
    const jsm = await wire.manager();
    const { config } = await jsm.streams.info(COORDINATION_STREAM);

    await jsm.streams.delete(COORDINATION_STREAM);
    await jsm.streams.add(config);
    await wire.beat("of-both", { status: "busy" });
    await wire.beat("of-the-new");

    await snapshotHas(page, ({ agents }) => agents.map(({ id, status }) => `${id} ${status}`).toSorted(), [
      "of-both busy",
      "of-the-new active",
    ]);
    await caughtUp(page);
  });

  test("a message that cannot be read is counted with its subject and a sample, and costs nothing else", async ({
    open,
    page,
    startFleet,
  }) => {
    const { server, wire } = await startFleet();
    await wire.beat("alice");
    await wire.publish("mjwork.heartbeat.mallory", "this is no JSON");
    await wire.publish("mjwork.tasks.available", { title: "a task without an id" });
    await open(server.wsUrl);

    await wire.publish("mjwork.heartbeat.mallory", [1, 2, 3]);
    await wire.beat("bob");

    await snapshotHas(page, ({ view }) => view.malformed, 3);
    expect(livenesses(await snapshot(page))).toEqual({ alice: "on-time", bob: "on-time" });
    await expect(page.getByText("mjwork.heartbeat.mallory").first()).toBeVisible();
    await expect(page.getByText("this is no JSON").first()).toBeVisible();
  });
});

test.describe("the page is turned away", () => {
  test("a login is needed: it says so, takes one, and keeps it out of the address", async ({
    open,
    page,
    startFleet,
    watch,
  }) => {
    watch.allow(NETWORK_ERRORS);
    const { server, wire } = await startFleet({ accounts: "password" });
    await wire.beat("alice");
    await open(server.wsUrl, { path: "#/connection", until: "refused" });
    await expect(
      band(page)
        .or(page.getByText(/does not accept this login/u))
        .first(),
    ).toBeVisible();

    const { user, pass } = server.logins.provisioner;
    await logIn(page, user, "wrong-password");
    await viewIs(page, "refused");
    await expect(page.getByText(`${server.wsUrl} does not accept this login.`)).toBeVisible();
    await logIn(page, user, pass);
    await caughtUp(page);

    expect(livenesses(await snapshot(page))).toEqual({ alice: "on-time" });
    expect(page.url()).not.toContain(pass);
    const kept = await page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
    expect(kept, "a secret is kept for the tab only").not.toContain(pass);
    await page.reload();
    await caughtUp(page);
  });

  test("a port that speaks HTTP and not NATS", async ({ open, page, watch }) => {
    watch.allow(NETWORK_ERRORS);
    const http = createServer((_request, response) => response.end("hello"));
    const port = await freePort();
    await new Promise<void>((resolve) => {
      http.listen(port, "127.0.0.1", resolve);
    });
    try {
      await open(`ws://127.0.0.1:${port}`, { until: "refused" });
      await expect(page.getByText(/Something answers at ws:.* but it opens no WebSocket/u)).toBeVisible();
      await expect(page.getByText(/is a web server or the monitoring port, not NATS/u)).toBeVisible();
      expect((await snapshot(page)).view.reason).toContain(String(port));
    } finally {
      http.closeAllConnections();
      http.close();
    }
  });

  test("nothing listens there: the block to paste is on the page", async ({ open, page, site, watch }) => {
    watch.allow(NETWORK_ERRORS);
    const port = await freePort();
    await open(`ws://127.0.0.1:${port}`, { until: "refused" });
    await expect(page.getByText(`Nothing answers at ws://127.0.0.1:${port}.`)).toBeVisible();
    await expect(page.getByText(`port: ${port}`)).toBeVisible();
    await expect(page.getByText(`allowed_origins: ["${site.origin}"]`)).toBeVisible();
  });

  test("an origin that the server does not allow: the line to paste names this page's own", async ({
    open,
    page,
    site,
    startFleet,
    watch,
  }) => {
    watch.allow(NETWORK_ERRORS);
    const { server } = await startFleet({ origins: ["http://127.0.0.1:4173"] });
    await open(server.wsUrl, { until: "refused" });
    await expect(page.getByText(`The server does not allow pages from ${site.origin}.`)).toBeVisible();
    await expect(page.getByText(`allowed_origins: ["${site.origin}"]`)).toBeVisible();
  });
});

test.describe("there is less on the server than the page would like", () => {
  test("JetStream is off: live messages are shown, and that there is no history is said", async ({
    open,
    page,
    startFleet,
  }) => {
    const { server, wire } = await startFleet({ accounts: "no-jetstream" });
    await open(server.wsUrl);
    await expect(page.getByText(/no history/iu).first()).toBeVisible();

    wire.nc.publish("mjwork.heartbeat.alice", JSON.stringify({ status: "active", heartbeat_interval: 3600 }));

    await snapshotHas(page, ({ agents }) => agents.map(({ id, status }) => [id, status]), [["alice", "active"]]);
  });

  test("no stream holds the subjects: live messages are shown, and that nothing stores them is said", async ({
    open,
    page,
    startFleet,
  }) => {
    const { server, wire } = await startFleet({ accounts: "plain", provisioned: false });
    await open(server.wsUrl);
    await expect(page.getByText(/no history: nothing stores/iu).first()).toBeVisible();

    wire.nc.publish("mjwork.heartbeat.alice", JSON.stringify({ status: "active", heartbeat_interval: 3600 }));

    await snapshotHas(page, ({ agents }) => agents.map(({ id, status }) => [id, status]), [["alice", "active"]]);
  });

  test("a login that may not read is forbidden, which is not the same as an empty fleet", async ({
    open,
    page,
    startFleet,
  }) => {
    const { server } = await startFleet({ accounts: "plain", provisioned: false, extraConfig: NOBODY_MAY_READ });
    await open(server.wsUrl, { until: null });

    await snapshotHas(page, ({ parts }) => parts.agents.state, "forbidden");
    // That the login may not read is known a moment before it is known that it may not listen either.
    await snapshotHas(page, ({ parts }) => parts.agents.reason?.includes("mjwork.>"), true);
    expect((await snapshot(page)).agents).toEqual([]);
  });
});

/** Whoever comes without a login may connect and do nothing else. */
const NOBODY_MAY_READ = `
authorization {
  users: [{ user: "outsider", password: "none", permissions: { publish: { deny: ">" }, subscribe: { allow: ["_INBOX.>"] } } }]
}
no_auth_user: "outsider"
`;

async function logIn(page: Page, user: string, password: string): Promise<void> {
  await page.getByRole("radio", { name: "User and password" }).check();
  await page.getByLabel("User", { exact: true }).fill(user);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
}

test("every state survives a reload, and a page that is not reloaded comes through as well", async ({
  context,
  open,
  page,
  startFleet,
  watch,
}) => {
  test.setTimeout(180_000);
  watch.allow(NETWORK_ERRORS);
  const { server, wire } = await startFleet();
  await wire.beat("alice");
  await open(server.wsUrl, { path: "#/agents" });
  const stays = await context.newPage();
  await stays.goto(page.url());
  await caughtUp(stays);
  await page.reload();
  await caughtUp(page);

  // A link that hangs is stale, and live again when it moves.
  server.pause();
  // Stale lasts for one ping: each page is looked at in its own time.
  const [, stale] = await Promise.all([viewIs(page, "stale"), viewIs(stays, "stale").then(() => snapshot(stays))]);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  server.resume();
  await Promise.all([caughtUp(page), caughtUp(stays)]);
  await wire.beat("alice", { status: "idle" });
  await snapshotHas(stays, ({ agents }) => agents.map(({ id, status }) => [id, status]), [["alice", "idle"]]);
  expect(stale.view).toMatchObject({ state: "stale", caughtUp: false });
  expect(livenesses(stale)).toEqual({ alice: "unknown" });

  // A page that is opened while the server is away waits for it.
  await server.kill();
  await Promise.all([viewIs(page, "lost"), viewIs(stays, "lost")]);
  await page.reload();
  await viewIs(page, "refused");
  await page.reload();
  await viewIs(page, "refused");
  await expect(page.getByText(`Nothing answers at ${server.wsUrl}.`)).toBeVisible();
  await server.restart();
  await Promise.all([caughtUp(page), caughtUp(stays)]);

  for (const seen of [page, stays]) expect(livenesses(await snapshot(seen))).toEqual({ alice: "on-time" });
});
