import "#ui/base.css";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { App } from "./app.tsx";
import { connectionPath, overviewPath } from "./paths.ts";
import { PAGE_CHUNKS } from "./page-chunks.ts";
import { createAppRouter } from "./routes.tsx";
import { agentFixture, FIXTURE_AT } from "#model/agent-fixture.ts";
import type { AgentFacts } from "#model/agent.ts";
import type { Connection } from "#model/connection.ts";
import { emptyView } from "#model/empty-view.ts";
import { packMoved } from "#model/moved-agents.ts";
import type { SourceState } from "#model/source-state.ts";
import type { FleetView } from "#model/view.ts";
import type { FixedFeed } from "#store/feed-of-view.ts";
import { feedOfView } from "#store/feed-of-view.ts";
import { observerNow } from "#store/ticker.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#util/units.ts";

const SERVER = { name: "demo", version: "2.15.1", url: "ws://127.0.0.1:9222", cluster: null };

/** Agents of an hour's interval: however slow the machine is, nobody turns late during a test. */
const FINE = ["alice", "bob"].map((id) => agentFixture({ id, intervalMs: HOUR_MS }));
const DOC = agentFixture({
  id: "Doc-Brown",
  lastBeatAt: FIXTURE_AT - 5 * HOUR_MS,
  intervalMs: HOUR_MS,
  currentTask: "42",
});

function viewOf(agents: AgentFacts[], over: Partial<FleetView> = {}): FleetView {
  const now = observerNow();
  return {
    ...emptyView(),
    tick: 1,
    connection: { state: "live", since: now, server: SERVER, rttMs: 3 },
    sight: { state: "whole" },
    clock: { offsetMs: FIXTURE_AT - now, plusMinusMs: 1, source: "stream-info", jump: null },
    history: { wantedSince: FIXTURE_AT - DAY_MS, completeSince: FIXTURE_AT - DAY_MS, doneRatio: 1, complete: true },
    agents: new Map(agents.map((agent) => [agent.id, agent])),
    newestAt: FIXTURE_AT - 200,
    mayWrite: false,
    ...over,
  };
}

async function open(view: FleetView, path: string = overviewPath()): Promise<FixedFeed> {
  window.location.hash = path;
  const feed = feedOfView(view);
  await render(<App client={feed} router={createAppRouter()} />);
  await expect.element(page.getByRole("main")).toBeVisible();
  return feed;
}

const status = () => page.getByRole("status", { name: "Connection" });
const summary = () => page.getByRole("status", { name: "Summary" });

beforeEach(() => localStorage.clear());
afterEach(() => {
  window.location.hash = overviewPath();
  delete document.documentElement.dataset["theme"];
});

describe("the shell", () => {
  test("the connection stands on the page: server, version, round trip, age of the data", async () => {
    await open(viewOf(FINE));
    await expect.element(status()).toHaveTextContent("Live");
    await expect.element(status()).toHaveTextContent("demo 2.15.1");
    await expect.element(status()).toHaveTextContent(/round trip 3\sms/u);
    await expect.element(status()).toHaveTextContent(/data .+\ss old/u);
    expect(document.querySelectorAll("main")).toHaveLength(1);
    expect(document.title).toBe("Overview · Rollcall");
  });

  test("a lost view is said once as an alert, with a way to try at once, and nobody is called on time", async () => {
    const now = observerNow();
    const connection: Connection = {
      state: "lost",
      since: now - MINUTE_MS,
      url: SERVER.url,
      attempt: 2,
      nextTryAt: now + HOUR_MS,
      reason: "closed",
    };
    const feed = await open(viewOf(FINE, { connection, sight: { state: "lost", since: now - MINUTE_MS } }));
    await expect.element(page.getByRole("alert")).toHaveTextContent(/No connection to ws:\/\/127\.0\.0\.1:9222 since/u);
    await expect.element(page.getByText(/next try in 59\smin/u)).toBeVisible();
    await expect.element(summary()).toHaveTextContent(/No view of the fleet.+2\sagents were known then/u);
    await expect.element(status()).toHaveTextContent("Lost");
    await expect.element(status()).toHaveTextContent(/data .+ old/u);
    await expect.element(page.getByRole("radio", { name: "Live" })).not.toBeInTheDocument();
    expect(document.querySelector("main")?.textContent).not.toContain("on time.");
    await page.getByRole("button", { name: "Retry now" }).click();
    expect(feed.said).toContainEqual({ type: "retry-now" });
  });

  test("a refused connection says what may be the matter, with this page's own origin to paste", async () => {
    await open({
      ...emptyView(),
      connection: {
        state: "refused",
        since: observerNow(),
        url: SERVER.url,
        attempt: 1,
        nextTryAt: null,
        refusal: { kind: "unexplained", answersHttp: true },
      },
    });
    await expect.element(page.getByRole("alert")).toHaveTextContent("opens no WebSocket for this page");
    await expect
      .element(page.getByRole("figure", { name: "nats-server.conf" }))
      .toHaveTextContent(`allowed_origins: ["${window.location.origin}"]`);
    await expect.element(status()).toHaveTextContent("Refused");
  });

  test("Space stops the page and lets it go on, but not from within a field", async () => {
    const feed = await open(viewOf(FINE), connectionPath());
    await page.getByLabelText("Server addresses").click();
    await userEvent.keyboard(" ");
    expect(feed.said).toEqual([]);
    await page.getByRole("heading", { level: 1 }).click();
    await userEvent.keyboard(" ");
    await expect.element(page.getByText(/paused 00:\d\d, 0 changes behind/u)).toBeVisible();
    feed.mirror.apply({ tick: 2, pausedBehind: 318 });
    await expect.element(page.getByText(/318 changes behind/u)).toBeVisible();
    await userEvent.keyboard(" ");
    await expect.element(page.getByText(/paused 00:/u)).not.toBeInTheDocument();
    expect(feed.said).toEqual([
      { type: "pause", paused: true },
      { type: "pause", paused: false },
    ]);
  });

  test("letters behind g open pages, / is in the search, ? shows every key, and a field keeps its letters", async () => {
    await open(viewOf([...FINE, DOC]));
    await page.getByRole("heading", { level: 1 }).click();
    await userEvent.keyboard("ga");
    await expect.element(page.getByRole("combobox", { name: "Search agents" })).toBeVisible();
    await userEvent.keyboard("/");
    await expect.element(page.getByRole("combobox", { name: "Search agents" })).toHaveFocus();
    await userEvent.keyboard("gt?");
    await expect.element(page.getByRole("combobox", { name: "Search agents" })).toHaveValue("gt?");
    await page.getByRole("heading", { level: 1 }).click();
    await userEvent.keyboard("?");
    await expect.element(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
    await page.getByLabelText(/single letters do nothing/u).click();
    await page.getByRole("button", { name: "Close" }).click();
    await userEvent.keyboard("go");
    await expect.element(page.getByRole("combobox", { name: "Search agents" })).toBeVisible();
    expect(window.location.hash).toContain("/agents");
  });

  test("Ctrl+K finds an agent by a part of its name, and keeps a view under a name", async () => {
    await open(viewOf([...FINE, DOC]));
    await userEvent.keyboard("{Control>}k{/Control}");
    const box = page.getByRole("combobox", { name: "Go to" });
    await box.fill("brown");
    await expect
      .element(page.getByRole("option", { name: "Doc-Brown agent" }))
      .toHaveAttribute("aria-selected", "true");
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByRole("heading", { level: 1, name: /Doc-Brown/u })).toBeVisible();
    await expect.element(box).not.toBeInTheDocument();
    await userEvent.keyboard("{Control>}k{/Control}");
    await box.fill("the doctor");
    await page.getByRole("option", { name: /Save what is shown now/u }).click();
    await userEvent.keyboard("{Control>}k{/Control}");
    await box.fill("over");
    await userEvent.keyboard("{Enter}");
    await expect.poll(() => window.location.hash).toBe("#/");
    await userEvent.keyboard("{Control>}k{/Control}");
    await box.fill("doctor");
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByRole("heading", { level: 1, name: /Doc-Brown/u })).toBeVisible();
  });

  test("the first stop of the keyboard skips to the content", async () => {
    await open(viewOf(FINE));
    await userEvent.keyboard("{Tab}");
    await expect.element(page.getByRole("button", { name: "Skip to content" })).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByRole("main")).toHaveFocus();
  });

  test("light and dark are chosen with the keyboard and kept", async () => {
    await open(viewOf(FINE));
    await page.getByRole("radio", { name: "System" }).click();
    await userEvent.keyboard("{ArrowLeft}");
    await expect.element(page.getByRole("radio", { name: "Dark" })).toBeChecked();
    expect(document.documentElement.dataset["theme"]).toBe("dark");
    expect(localStorage.getItem("rollcall.theme")).toBe("dark");
  });

  test("that the login may write is said until it was read, and leads to the read-only set-up", async () => {
    await open(viewOf(FINE, { mayWrite: true }));
    await expect
      .element(page.getByRole("link", { name: "The read-only set-up" }))
      .toHaveAttribute("href", "#/connection?show=read-only");
    await page.getByRole("button", { name: "Understood" }).click();
    await expect.element(page.getByText(/may publish/u)).not.toBeInTheDocument();
  });

  test("an address that leads nowhere says so and keeps the frame", async () => {
    await open(viewOf(FINE), "#/no-such-page");
    await expect.element(page.getByRole("heading", { level: 1 })).toHaveTextContent("No such page");
    await expect.element(status()).toHaveTextContent("Live");
  });
});

describe("the Overview", () => {
  test("the sentence leads to the list that it sums up", async () => {
    await open(viewOf([...FINE, DOC]));
    await expect.element(summary()).toHaveTextContent(/1 of 3\sagents silent since .+: Doc-Brown, holding task 42\./u);
    await page.getByRole("link", { name: /1 of 3\sagents silent/u }).click();
    await expect.element(page.getByRole("heading", { level: 1 })).toHaveTextContent("Agents");
    expect(window.location.hash).toContain("state=silent");
  });

  test("counts are links; agents are rows, the silent one first; their beats are asked for", async () => {
    const feed = await open(viewOf([...FINE, DOC]));
    await expect
      .element(page.getByRole("link", { name: "2 on time" }))
      .toHaveAttribute("href", "#/agents?state=on-time");
    await expect.element(page.getByRole("link", { name: "1 silent" })).toHaveAttribute("href", "#/agents?state=silent");
    const rows = page.getByRole("table", { name: "Agents to look at" }).getByRole("row");
    await expect.element(rows.nth(1)).toHaveTextContent(/silent while working.*Doc-Brown/u);
    expect(feed.said).toContainEqual({
      type: "watch",
      strips: ["Doc-Brown", "alice", "bob"],
      windowMs: 15 * MINUTE_MS,
    });
  });

  test("what changes in the fleet changes at once in sentence and counts, together", async () => {
    const feed = await open(viewOf(FINE));
    await expect.element(summary()).toHaveTextContent(/All 2\sagents on time\./u);
    feed.mirror.apply({ tick: 2, agents: { set: [DOC], moved: packMoved([]), gone: [] } });
    await expect.element(summary()).toHaveTextContent(/1 of 3\sagents silent/u);
    await expect.element(page.getByRole("link", { name: "1 silent" })).toBeVisible();
  });

  test("while the view is lost the numbers are not known, which is not zero", async () => {
    await open(viewOf(FINE, { sight: { state: "lost", since: observerNow() } }));
    await expect.element(page.getByRole("link", { name: "– silent : not known" })).toBeVisible();
    await expect.element(page.getByRole("link", { name: "– needs approval : not known" })).toBeVisible();
    await expect.element(page.getByRole("link", { name: "2 unknown" })).toBeVisible();
  });

  test.each([
    ["whole", { sight: { state: "whole" } }, true],
    ["lost", { sight: { state: "lost", since: observerNow() } }, false],
    ["paused", { sight: { state: "paused", at: observerNow() } }, false],
    ["behind", { sight: { state: "behind", asOf: FIXTURE_AT, ms: 9_000 } }, false],
  ] as const)("while the view is %s the time axis ends now: said only when it does", async (_name, over, running) => {
    await open(viewOf(FINE, over));
    const axis = page.getByRole("columnheader", { name: /Beats of the last/u });
    await expect.element(axis).toHaveTextContent(running ? /now$/u : /\d\d:\d\d$/u);
  });

  test("while the past is read nobody is said not to flap", async () => {
    const history = { wantedSince: 0, completeSince: null, doneRatio: 0.4, complete: false };
    await open(viewOf(FINE, { history }));
    await expect.element(page.getByRole("link", { name: "– flapping : not known" })).toBeVisible();
    await expect.element(page.getByRole("link", { name: "2 on time" })).toBeVisible();
  });

  test("a stream that may not be read is not an empty fleet", async () => {
    const failed: SourceState = {
      name: "mjwork.>",
      stream: null,
      subjects: ["mjwork.>"],
      past: "none",
      live: "none",
      phase: { state: "failed", reason: "forbidden", detail: "may not subscribe to mjwork.>" },
      completeSince: null,
      tasksPast: "whole",
      agentsKnown: true,
      behind: null,
      advice: null,
      restarts: 0,
      firstSeq: null,
      lastSeq: null,
    };
    await open(viewOf([], { sources: [failed] }));
    await expect.element(summary()).toHaveTextContent("No agent can be seen: may not subscribe to mjwork.>");
    await expect.element(page.getByText(/nats pub/u)).not.toBeInTheDocument();
  });

  test("nobody there: what is listened to, where, and the lines that make one appear", async () => {
    await open(viewOf([]));
    await expect.element(summary()).toHaveTextContent("No agent seen so far.");
    await expect.element(page.getByText("mjwork.>")).toBeVisible();
    await expect.element(page.getByText("ws://127.0.0.1:9222", { exact: true })).toBeVisible();
    await expect.element(page.getByText(/nats pub mjwork\.heartbeat\.my-agent/u)).toBeVisible();
  });
});

describe("the Connection page", () => {
  test("a wrong address is said at its field, which gets the focus, and nothing is connected", async () => {
    const feed = await open(viewOf(FINE), connectionPath());
    const servers = page.getByLabelText("Server addresses");
    await servers.fill("http://somewhere");
    await page.getByRole("button", { name: "Connect" }).click();
    await expect.element(servers).toHaveAttribute("aria-invalid", "true");
    await expect.element(servers).toHaveAccessibleDescription(/is no WebSocket address/u);
    await expect.element(servers).toHaveFocus();
    expect(feed.said).toEqual([]);
    await servers.fill("ws://somewhere:9222");
    await expect.element(servers).toHaveAttribute("aria-invalid", "false");
  });

  test("a login is asked for its secret, connects with it, and the secret leaves the form", async () => {
    const feed = await open(viewOf(FINE), connectionPath());
    await page.getByRole("radio", { name: "User and password" }).click();
    await page.getByLabelText("User", { exact: true }).fill("ops");
    await page.getByRole("button", { name: "Connect" }).click();
    await expect.element(page.getByText("Enter the password.")).toBeVisible();
    await page.getByLabelText("Password", { exact: true }).fill("s3cret");
    await page.getByRole("button", { name: "Connect" }).click();
    await expect.element(page.getByText("Kept, and connecting with it.")).toBeVisible();
    await expect.element(page.getByLabelText("Password", { exact: true })).toHaveValue("");
    expect(feed.said).toHaveLength(1);
    expect(feed.said[0]).toMatchObject({
      type: "connect",
      settings: { login: { kind: "password", user: "ops", pass: "s3cret" } },
    });
    expect(document.documentElement.outerHTML).not.toContain("s3cret");
    expect(window.location.href).not.toContain("s3cret");
  });

  test("every page of the router is in the list that the entry fetches early", () => {
    expect(Object.keys(createAppRouter().routesByPath).toSorted()).toEqual(Object.keys(PAGE_CHUNKS).toSorted());
  });

  test("what is in force, and who says so", async () => {
    await open(viewOf(FINE), connectionPath());
    await expect.element(page.getByText("There is no rollcall.json beside this page.")).toBeVisible();
    await expect
      .element(page.getByRole("table", { name: "Settings in force" }).getByRole("row", { name: /Late after/u }))
      .toHaveTextContent(/1\.5 intervals \(45\ss\)\s*default/u);
    await expect.element(summary()).toHaveTextContent("This login can only read.");
  });
});
