import { caughtUp, expect, snapshot, snapshotHas, test, viewIs } from "./fixtures.ts";
import { NETWORK_ERRORS } from "./watch-page.ts";
import { freePort } from "#scripts/free-port.ts";

test("the view goes from connecting to live and is caught up only then; its snapshot has the documented shape", async ({
  context,
  fleet,
  open,
  page,
}) => {
  await fleet.wire.beat("shape-1", { status: "busy", current_task: "42" });
  for (const id of ["limit-1", "limit-2", "limit-3"]) await fleet.wire.beat(id);
  await context.addInitScript(() => {
    const looks: string[] = [];
    Object.assign(window, { looksFromTheStart: looks });
    const look = (): void => {
      const { view, caughtUp } = document.documentElement.dataset;
      looks.push(`${view} ${caughtUp}`);
    };
    new MutationObserver(look).observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ["data-view", "data-caught-up"],
    });
  });

  await open(fleet.server.wsUrl);

  const looks = await page.evaluate<string[]>("window.looksFromTheStart");
  const order = ["connecting false", "replaying false", "live false", "live true"];
  const known = looks.filter((look) => !look.includes("undefined"));
  expect(
    known.filter((look) => !order.includes(look)),
    "no other state on the way",
  ).toEqual([]);
  expect(known[0]).toBe("connecting false");
  expect(known.at(-1)).toBe("live true");
  const places = known.map((look) => order.indexOf(look));
  expect(places, "never back").toEqual(places.toSorted((a, b) => a - b));

  await snapshotHas(page, ({ view: { state, caughtUp, reason } }) => ({ state, caughtUp, reason }), {
    state: "live",
    caughtUp: true,
    reason: null,
  });
  const taken = await snapshot(page);

  expect(taken.view.server).toMatchObject({ version: fleet.server.version, url: fleet.server.wsUrl });
  expect(taken.view.messages).toBeGreaterThan(0);
  expect(taken.parts.agents.state).toBe("ready");
  expect(taken.parts.channels.state).toBe("ready");
  expect(taken.parts.tasks.state).toBe("ready");
  for (const part of ["deliverables", "streams", "alerts"] as const) {
    if (taken.parts[part].state !== "ready") expect(taken[part], `${part} is not ready`).toEqual([]);
  }
  expect(taken.agents.find(({ id }) => id === "shape-1")).toMatchObject({
    status: "busy",
    liveness: "on-time",
    currentTask: "42",
    intervalMs: 3_600_000,
    missedBeats: 0,
  });

  // A list is as long as the check asked for, and no longer.
  const whole = await snapshot(page);
  const two = await snapshot(page, { agents: 2 });
  const none = await snapshot(page, { agents: 0 });

  expect(whole.agents.length).toBeGreaterThanOrEqual(3);
  expect(two.agents.map(({ id }) => id)).toEqual(whole.agents.slice(0, 2).map(({ id }) => id));
  expect(none.agents).toEqual([]);
  expect(new Set(whole.agents.map(({ id }) => id)).size).toBe(whole.agents.length);
});

test("while nothing is known every figure is unknown, and the reason is a sentence", async ({ open, page, watch }) => {
  watch.allow(NETWORK_ERRORS);
  const port = await freePort();
  await open(`ws://127.0.0.1:${port}`, { until: "refused" });

  const taken = await snapshot(page);

  expect(taken.view).toMatchObject({ caughtUp: false, server: null, rttMs: null, messages: 0 });
  expect(taken.view.reason).toMatch(/\w+ \w+/u);
  expect(taken.agents).toEqual([]);
  expect(taken.parts.agents.state).not.toBe("ready");
  expect(taken.parts.agents.completeSince).toBeNull();
  expect(taken.parts.channels.state).not.toBe("ready");
  expect(taken.channels).toEqual([]);
});

test("an empty fleet is ready and has nobody; the surface follows the server: live, lost, live, with the same agents", async ({
  open,
  page,
  startFleet,
  watch,
}) => {
  watch.allow(NETWORK_ERRORS);
  const { server, wire } = await startFleet();
  await open(server.wsUrl, { path: "#/agents" });

  const nobody = await snapshot(page);

  expect(nobody.parts.agents.state).toBe("ready");
  expect(nobody.agents).toEqual([]);
  expect(nobody.view).toMatchObject({ state: "live", malformed: 0, dropped: 0 });

  await wire.beat("steady");
  await snapshotHas(page, ({ agents }) => agents.map(({ id }) => id), ["steady"]);
  const before = await snapshot(page);

  await server.kill();
  await viewIs(page, "lost");
  const during = await snapshot(page);
  await server.restart();
  await caughtUp(page);
  await snapshotHas(page, ({ agents }) => agents.map(({ id, liveness }) => [id, liveness]), [["steady", "on-time"]]);

  expect(during.view).toMatchObject({ state: "lost", caughtUp: false });
  expect(during.view.reason).not.toBeNull();
  expect(during.agents.map(({ id, liveness }) => [id, liveness])).toEqual([["steady", "unknown"]]);
  expect(during.agents[0]?.lastBeatAt).toBe(before.agents[0]?.lastBeatAt);
  expect(Date.parse(during.view.since)).toBeGreaterThanOrEqual(Date.parse(before.view.since));
});
