import { fleetOfSize, openWall, severeAlarms, wallView } from "./wall.fixture.tsx";
import { isAnotherBuild, readHostPage } from "./host-page.ts";
import { parseWallSearch, WALL_SEARCH_DEFAULTS } from "./search.ts";
import { observerNow } from "#store/ticker.ts";
import { HOUR_MS } from "#util/units.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";

const panel = () => page.getByRole("heading", { level: 2 });
const summary = () => page.getByRole("status", { name: "Summary" });
const exceptions = () => page.getByRole("region", { name: "Exceptions" });
const note = () => page.getByRole("note");

beforeEach(async () => {
  await page.viewport(1920, 1080);
});

/** What each place of the picture says, in their order. */
function places(): string[] {
  return [...document.querySelectorAll("[data-fit] li")].map((place) => place.textContent ?? "");
}

function built(hash: string): string {
  return `<html><head><script type="module" src="./assets/entry-${hash}.js"></script><link rel="stylesheet" href="./assets/a.css"></head><body><div id="root"></div></body></html>`;
}

describe("the wall", () => {
  test("has the screen to itself, in its own colours, and gives both back", async () => {
    document.documentElement.dataset["theme"] = "light";
    const feed = await openWall(wallView(fleetOfSize(24)));
    expect(document.querySelectorAll("nav")).toHaveLength(0);
    expect(document.querySelectorAll("main")).toHaveLength(1);
    expect(document.documentElement.dataset["theme"]).toBe("wall");
    expect(document.title).toBe("Wall · Rollcall");
    expect(feed.said).toContainEqual({ type: "pace", everyMs: 1_000 });
    await userEvent.keyboard("{Escape}");
    await expect.element(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    expect(document.documentElement.dataset["theme"]).toBe("light");
    expect(feed.said.findLast(({ type }) => type === "pace")).toEqual({ type: "pace", everyMs: null });
    delete document.documentElement.dataset["theme"];
  });

  test("says how things stand, what time it is and how old the data is", async () => {
    await openWall(wallView(fleetOfSize(24)));
    await expect.element(summary()).toHaveTextContent(/1 (of 24 )?silent/u);
    await expect.element(page.getByText(/^\d\d:\d\d:\d\d$/u)).toBeVisible();
    await expect.element(page.getByRole("status", { name: "Connection" })).toHaveTextContent(/data .+ ago/u);
  });

  test("copies who is not as it should be into the strip, and moves nobody in the picture", async () => {
    const fleet = fleetOfSize(24);
    const feed = await openWall(wallView(fleet), "?pages=fleet");
    const before = places();
    await expect.element(exceptions()).toHaveTextContent(/Web-Con…lder-2 ?silent/u);
    const asking = fleet.filter(({ id }) => id === "kim").map((kim) => ({ ...kim, needsApproval: true }));
    feed.mirror.apply({ tick: 2, agents: { set: asking, gone: [], moved: { ids: [], numbers: new Float64Array() } } });
    await expect.element(exceptions()).toHaveTextContent(/kim ?needs a person/u);
    expect(places()).toEqual(before);
  });

  test("turns its pages by the arrows and stops for Space", async () => {
    await openWall(wallView(fleetOfSize(3)));
    await expect.element(panel()).toHaveTextContent("Fleet");
    await userEvent.keyboard("{ArrowRight}");
    await expect.element(panel()).toHaveTextContent("Queue");
    await userEvent.keyboard("{ArrowLeft}{ArrowLeft}");
    await expect.element(panel()).toHaveTextContent("Alarms");
    await userEvent.keyboard(" ");
    await expect.element(note()).toHaveTextContent("Stopped");
    await userEvent.keyboard(" ");
    await expect.element(note()).not.toHaveTextContent("Stopped");
  });

  test("goes to the page of a critical alarm and stays until somebody acknowledges it", async () => {
    const view = wallView(fleetOfSize(3));
    const alarms = severeAlarms().filter(({ rule }) => rule === "stream-full-soon");
    const feed = await openWall(view);
    await expect.element(panel()).toHaveTextContent("Fleet");
    feed.mirror.apply({ tick: 2, alarms: { ...view.alarms, alarms } });
    await expect.element(panel()).toHaveTextContent("Streams");
    await expect.element(note()).toHaveTextContent("critical alarm");
    await expect.element(summary()).toHaveTextContent(/1 critical/u);
    const acknowledged = alarms.map((alarm) => ({
      ...alarm,
      care: { state: "acknowledged", at: observerNow(), reason: null } as const,
    }));
    feed.mirror.apply({ tick: 3, alarms: { ...view.alarms, alarms: acknowledged } });
    await expect.element(note()).not.toHaveTextContent("critical alarm");
  });

  test("marks the whole screen while the view is lost, and keeps what was known last", async () => {
    const now = observerNow();
    const view = wallView(fleetOfSize(24));
    const feed = await openWall(view, "?pages=fleet");
    await expect.element(exceptions()).toHaveTextContent(/silent/u);
    feed.mirror.apply({
      tick: 2,
      connection: {
        state: "lost",
        since: now,
        url: "ws://x:1",
        attempt: 2,
        nextTryAt: now + HOUR_MS,
        reason: "closed",
      },
      sight: { state: "lost", since: now },
    });
    await expect.element(summary()).toHaveTextContent(/No view since \d/u);
    await expect.element(note()).toHaveTextContent(/next try in/u);
    await expect.element(page.getByRole("main")).toHaveAttribute("data-lost", "true");
    await expect.element(exceptions()).toHaveTextContent(/Web-Con…lder-2 ?silent/u);
    feed.mirror.apply({ tick: 3, connection: view.connection, sight: view.sight });
    await expect.element(page.getByRole("main")).toHaveAttribute("data-lost", "false");
  });

  test("says what it waits for where there is nothing to show", async () => {
    const empty = wallView([], { newestAt: null });
    const feed = await openWall(empty, "?pages=fleet");
    await expect.element(summary()).toHaveTextContent(/no agent/iu);
    await expect.element(page.getByText(/no agent has beaten yet/u)).toBeVisible();
    feed.mirror.apply({ tick: 2, history: { ...empty.history, complete: false } });
    await expect.element(summary()).toHaveTextContent("Reading the past");
  });
});

describe("its address", () => {
  test("is its whole set-up; a field that nobody can read leaves the rest alone", () => {
    expect(parseWallSearch({})).toEqual(WALL_SEARCH_DEFAULTS);
    const chosen = {
      size: 75,
      distance: 2.5,
      pages: "queue,fleet",
      every: 30,
      dim: "22-06",
      theme: "light",
      reload: "off",
    };
    expect(parseWallSearch(chosen)).toEqual(chosen);
    expect(parseWallSearch({ ...chosen, size: "large", pages: "nothing", dim: 22, every: 1, reload: 99 })).toEqual({
      ...WALL_SEARCH_DEFAULTS,
      distance: 2.5,
      theme: "light",
    });
    expect(parseWallSearch({ pages: "alarms,nonsense,alarms" }).pages).toBe("alarms");
  });
});

describe("another build on the host", () => {
  const running = new DOMParser().parseFromString(built("1"), "text/html");

  test("is told by the names of its files", () => {
    const same = readHostPage(built("1"));
    const other = readHostPage(built("2"));
    expect(same !== null && isAnotherBuild(same, running)).toBe(false);
    expect(other !== null && isAnotherBuild(other, running)).toBe(true);
  });

  test("is not what a proxy or a login form says in its place", () => {
    expect(readHostPage("<html><body><form>Log in</form><script src='x.js'></script></body></html>")).toBeNull();
    expect(readHostPage("Bad gateway")).toBeNull();
  });
});
