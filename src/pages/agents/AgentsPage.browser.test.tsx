import { App } from "../../app.tsx";
import { connectionPath } from "../../paths.ts";
import { createAppRouter } from "../../routes.tsx";
import { agentFixture } from "#model/agent-fixture.ts";
import { emptyView } from "#model/empty-view.ts";
import type { FleetView } from "#model/view.ts";
import { feedOfView } from "#store/feed-of-view.ts";
import "#ui/base.css";
import { describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";

/** Moments from now: the page judges by the clock of this machine. Intervals of an hour, so that nobody turns late meanwhile. */
function fleetView(over: Partial<FleetView> = {}): FleetView {
  const now = performance.timeOrigin + performance.now();
  const hour = { intervalMs: 3_600_000 };
  const agents = [
    agentFixture({ ...hour, id: "agent-2", lastBeatAt: now - 1000, currentTask: "41", currentTaskTitle: "Audit SEO" }),
    agentFixture({ ...hour, id: "agent-10", lastBeatAt: now - 2000, missedBeats: 3 }),
    agentFixture({ ...hour, id: "jen", lastBeatAt: now - 3000, needsApproval: true, approvalMessage: "Publish?" }),
    agentFixture({ id: "doc", lastBeatAt: now - 3_610_000, currentTask: "42", intervalMs: 30_000 }),
    agentFixture({ id: "old", lastBeatAt: now - 10 * 86_400_000 }),
  ];
  return {
    ...emptyView(),
    connection: {
      state: "live",
      since: now,
      server: { name: "demo", version: "2.15.1", url: "ws://127.0.0.1:9222", cluster: null },
      rttMs: 1,
    },
    sight: { state: "whole" },
    clock: { offsetMs: 0, plusMinusMs: 1, source: "stream-info", jump: null },
    history: { wantedSince: now, completeSince: now, doneRatio: 1, complete: true },
    agents: new Map(agents.map((agent) => [agent.id, agent])),
    newestAt: now,
    ...over,
  };
}

async function open(path: string, view = fleetView()) {
  await page.viewport(1280, 900);
  const feed = feedOfView(view);
  window.location.hash = path;
  await render(<App client={feed} router={createAppRouter()} />);
  await expect.element(page.getByRole("heading", { level: 1 })).toBeVisible();
  return feed;
}

function shownIds(): string[] {
  return [...document.querySelectorAll<HTMLElement>("tbody tr[data-id]")].map((row) => row.dataset["id"] ?? "");
}

function rowOf(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`tr[data-id="${id}"]`);
}

const table = () => page.getByRole("table", { name: "Agents" });

describe("the Agents page", () => {
  it("leads with what needs a person and folds the gone into a count that links to them", async () => {
    await open("/agents");
    await expect.poll(shownIds).toEqual(["doc", "jen", "agent-2", "agent-10"]);
    await expect.element(page.getByRole("row", { name: /doc/u })).toHaveTextContent(/silent while working/u);
    await page.getByRole("link", { name: "1 gone" }).click();
    await expect.poll(shownIds).toEqual(["old"]);
    expect(window.location.hash).toBe("#/agents?state=gone");
  });

  it("writes what is chosen into the address and no default", async () => {
    await open("/agents");
    await page.getByRole("combobox", { name: "Search agents" }).fill("agent");
    await expect.poll(shownIds).toEqual(["agent-2", "agent-10"]);
    await table().getByRole("button", { name: "Missed" }).click();
    await expect.poll(shownIds).toEqual(["agent-10", "agent-2"]);
    await page.getByRole("radio", { name: /1.h/u }).click();
    await expect.poll(() => window.location.hash).toBe("#/agents?q=agent&sort=missed&order=descending&window=1h");
    await page.getByRole("radio", { name: /15/u }).click();
    await expect.poll(() => window.location.hash).toBe("#/agents?q=agent&sort=missed&order=descending");
  });

  it("is what the address says, and one field that nobody can read leaves the rest alone", async () => {
    await open("/agents?state=silent&sort=nonsense&window=1h");
    await expect.poll(shownIds).toEqual(["doc"]);
    const current = page
      .getByRole("navigation", { name: "Narrow to a state" })
      .element()
      .querySelectorAll("[aria-current]");
    expect([...current].map((link) => link.textContent)).toEqual(["silent 1"]);
    await expect.element(page.getByRole("radio", { name: /1.h/u })).toBeChecked();
    await expect.element(page.getByRole("columnheader", { name: /Status/u })).toHaveAttribute("aria-sort", "ascending");
  });

  it("leaves a query before the hash alone, and loses nothing after it", async () => {
    const { pathname, search } = window.location;
    window.history.replaceState(null, "", `${pathname}?v=2#/agents?state=silent&window=1h`);
    await open("/agents?state=silent&window=1h");
    await expect.element(page.getByRole("radio", { name: /1.h/u })).toBeChecked();
    await page.getByRole("radio", { name: /5.min/u }).first().click();
    await expect.poll(() => window.location.hash).toBe("#/agents?state=silent&window=5m");
    expect(window.location.search).toBe("?v=2");
    window.history.replaceState(null, "", `${pathname}${search}`);
  });

  it("keeps a search for digits as the text that it is", async () => {
    await open("/agents");
    await page.getByRole("combobox", { name: "Search agents" }).fill("42");
    await expect.poll(shownIds).toEqual(["doc"]);
    await expect.element(page.getByRole("combobox", { name: "Search agents" })).toHaveValue("42");
  });

  it("asks for the beats of those on the screen and of nobody after it is left", async () => {
    const feed = await open("/agents");
    const watched = () => feed.said.findLast((message) => message.type === "watch")?.strips;
    await expect.poll(watched).toEqual(["doc", "jen", "agent-2", "agent-10"]);
    window.location.hash = connectionPath();
    await expect.poll(watched).toEqual([]);
  });

  it("opens the agent of a row", async () => {
    await open("/agents");
    await expect.poll(shownIds).toContain("jen");
    document.querySelector<HTMLElement>('tr[data-id="jen"]')?.focus();
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByRole("heading", { level: 1 })).toHaveTextContent("jen");
    expect(window.location.hash).toBe("#/agents/jen");
    await expect.element(page.getByText("Publish?", { exact: true })).toBeVisible();
  });

  it("opens an agent beside the list where there is room, and closes it from the keyboard", async () => {
    await open("/agents?window=1h");
    await page.viewport(1700, 900);
    await expect.poll(shownIds).toContain("jen");
    rowOf("jen")?.focus();
    await userEvent.keyboard("{Enter}");
    const beside = page.getByRole("complementary", { name: "Opened agent" });
    await expect.element(beside.getByRole("heading", { level: 2, name: "jen" })).toBeVisible();
    await expect.element(beside.getByText("Publish?", { exact: true })).toBeVisible();
    await expect.element(page.getByRole("heading", { level: 1 })).toHaveTextContent("Agents");
    expect(window.location.hash).toBe("#/agents/jen?window=1h");
    await expect.poll(() => document.title).toBe("jen · Rollcall");
    expect(document.querySelectorAll("main")).toHaveLength(1);
    expect(shownIds()).toContain("agent-2");
    expect(rowOf("jen")?.getAttribute("aria-current")).toBe("true");
    expect(document.activeElement).toBe(rowOf("jen"));

    await userEvent.keyboard("{ArrowDown}{Enter}");
    await expect.element(beside.getByRole("heading", { level: 2, name: "agent-2" })).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await expect.element(beside).not.toBeInTheDocument();
    expect(window.location.hash).toBe("#/agents?window=1h");
    expect(document.activeElement).toBe(rowOf("agent-2"));
    expect(document.title).toBe("Agents · Rollcall");
  });

  it("keeps what the list was narrowed to in the address of an opened agent", async () => {
    await open("/agents?q=agent");
    await expect.poll(shownIds).toEqual(["agent-2", "agent-10"]);
    await page.getByRole("link", { name: "agent-10" }).click();
    await expect.element(page.getByRole("heading", { level: 1 })).toHaveTextContent("agent-10");
    expect(window.location.hash).toBe("#/agents/agent-10?q=agent");
    await page.getByRole("link", { name: "All agents" }).click();
    await expect.poll(shownIds).toEqual(["agent-2", "agent-10"]);
  });

  it("judges nobody while there is no view, and lets ages stand still", async () => {
    const now = performance.timeOrigin + performance.now();
    await open("/agents", fleetView({ sight: { state: "lost", since: now } }));
    await expect.poll(() => shownIds().length).toBe(5);
    await expect.element(page.getByRole("row", { name: /doc/u })).toHaveTextContent(/unknown.*1 h119/u);
    await expect.element(page.getByRole("status", { name: "Summary" })).toHaveTextContent(/nobody judged/u);
  });

  it("does not answer who is silent while nobody is judged", async () => {
    const now = performance.timeOrigin + performance.now();
    await open("/agents?state=silent", fleetView({ sight: { state: "lost", since: now } }));
    await expect.element(page.getByText(/Who is in the state “silent” is not known/u)).toBeVisible();
    await expect.element(page.getByRole("link", { name: "silent –" })).toBeVisible();
    await expect.element(page.getByRole("table", { name: "Agents" })).not.toBeInTheDocument();
    await page.getByRole("link", { name: "All agents as they were last seen" }).click();
    await expect.poll(() => shownIds().length).toBe(5);
    await expect.element(page.getByRole("columnheader", { name: /Beats/u })).not.toHaveTextContent(/now/u);
  });

  it("says what would make an agent appear when there is none", async () => {
    await open("/agents", fleetView({ agents: new Map() }));
    await expect.element(page.getByText(/nats pub mjwork\.heartbeat\./u)).toBeVisible();
  });

  it("offers a map of a thousand, on which who is not asked for keeps the place", async () => {
    const now = performance.timeOrigin + performance.now();
    const agents = Array.from({ length: 1000 }, (_, index) =>
      agentFixture({ id: `worker-${index}`, lastBeatAt: now, intervalMs: 3_600_000, needsApproval: index === 7 }),
    );
    await open("/agents", fleetView({ agents: new Map(agents.map((agent) => [agent.id, agent])) }));
    await page.getByRole("radio", { name: "Map" }).click();
    await expect.element(page.getByRole("button", { name: /Map of 1,000.agents/u })).toBeVisible();
    expect(window.location.hash).toBe("#/agents?view=map");
    await expect.poll(shownIds).toEqual(["worker-7"]);
  });
});
