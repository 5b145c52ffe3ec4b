import { agentPath, taskPath } from "../../paths.ts";
import { App } from "../../app.tsx";
import { createAppRouter } from "../../routes.tsx";
import { agentFixture } from "#model/agent-fixture.ts";
import type { AgentFacts } from "#model/agent.ts";
import { taskFixture } from "#model/tasks/task-fixture.ts";
import { emptyView } from "#model/empty-view.ts";
import type { EventFacts, FleetView } from "#model/view.ts";
import { feedOfView } from "#store/feed-of-view.ts";
import "#ui/base.css";
import type { AskAnswers } from "#worker/protocol.ts";
import { describe, expect, it } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";

const now = (): number => performance.timeOrigin + performance.now();

function viewOf(agents: readonly AgentFacts[]): FleetView {
  return {
    ...emptyView(),
    connection: {
      state: "live",
      since: now(),
      server: { name: "demo", version: "2.15.1", url: "ws://127.0.0.1:9222", cluster: null },
      rttMs: 1,
    },
    sight: { state: "whole" },
    clock: { offsetMs: 0, plusMinusMs: 1, source: "stream-info", jump: null },
    history: { wantedSince: now(), completeSince: now(), doneRatio: 1, complete: true },
    agents: new Map(agents.map((agent) => [agent.id, agent])),
  };
}

function event(over: Partial<EventFacts>): EventFacts {
  return {
    stream: "MJ_ONLINE_WORK",
    seq: 7,
    at: now() - 60_000,
    subject: "mjwork.errors",
    channel: "errors",
    agent: "kim",
    text: "timeout after 30 s",
    cut: false,
    ...over,
  };
}

async function open(id: string, agents: readonly AgentFacts[], answers: Partial<AskAnswers> = {}) {
  await page.viewport(1280, 900);
  window.location.hash = agentPath(id);
  await render(<App client={feedOfView(viewOf(agents), answers)} router={createAppRouter()} />);
  await expect.element(page.getByRole("heading", { level: 1 })).toHaveTextContent(id);
}

describe("the page of one agent", () => {
  it("tells its story: what it says, what is seen, its gaps, its messages, what is odd", async () => {
    const lastBeatAt = now() - 10_000;
    const facts = agentFixture({
      id: "kim",
      status: "dancing",
      currentTask: "task-7",
      capabilities: ["seo", "accessibility"],
      lastBeatAt,
      missedBeats: 4,
      findings: [{ code: "unknown-status", detail: 'A beat says status "dancing".', at: lastBeatAt }],
    });
    await open("kim", [facts], {
      "agent-story": { facts, events: [event({})], registration: event({ text: "register me", seq: 3 }) },
      beats: {
        heldSince: lastBeatAt - 300_000,
        beatsAt: [lastBeatAt - 180_000, lastBeatAt - 30_000, lastBeatAt],
        signOffsAt: [],
      },
    });
    await expect
      .element(page.getByRole("status", { name: "Summary" }))
      .toHaveTextContent("kim is on time, at task task-7.");
    await expect
      .element(page.getByRole("table", { name: "Messages" }))
      .toHaveTextContent(/timeout after 30 s.*MJ_ONLINE_WORK 7/u);
    await expect.element(page.getByRole("table", { name: "Gaps" })).toHaveTextContent(/silent.*2.min.30.s.*4/u);
    await expect.element(page.getByText("30 s, as it declares")).toBeVisible();
    await expect.element(page.getByText("seo, accessibility")).toBeVisible();
    await expect.element(page.getByText("register me")).toBeVisible();
    await expect.element(page.getByRole("heading", { name: "Its status is a word that nobody knows" })).toBeVisible();
    await expect.element(page.getByText("Say active, idle, busy or offline.")).toBeVisible();
    await expect.element(page.getByText(/3.beats held/u)).toBeVisible();
  });

  it("has its tasks, what is wrong with them, and how busy it was, each a link", async () => {
    const held = taskFixture({
      id: "task-7",
      state: "claimed",
      owner: "kim",
      findings: [{ code: "overdue", detail: "It runs for long.", since: now(), agents: ["kim"] }],
    });
    const failed = taskFixture({ id: "a/b", state: "failed", owner: "kim", error: "no space left" });
    await open("kim", [agentFixture({ id: "kim", lastBeatAt: now() })], {
      "agent-tasks": {
        workload: { agent: "kim", holds: 1, done: 12, failed: 2, busyShare: 0.5 },
        rows: [held, failed],
        total: 15,
      },
    });
    const tasks = page.getByRole("table", { name: "Tasks" });
    await expect.element(tasks).toHaveTextContent(/claimed, overdue.*task-7.*failed.*a\/b.*no space left/u);
    await expect.element(tasks.getByRole("link", { name: "a/b" })).toHaveAttribute("href", taskPath("a/b"));
    const counts = page.getByRole("list", { name: "Its tasks" });
    await expect.element(counts).toHaveTextContent(/1 held.*12 done.*2 failed.*50% of the time busy/u);
    await expect.element(page.getByRole("link", { name: /13.older tasks/u })).toBeVisible();
  });

  it("shows what it waits for large", async () => {
    const facts = agentFixture({
      id: "jen",
      lastBeatAt: now(),
      needsApproval: true,
      approvalMessage: "Publish to 12,000?",
    });
    await open("jen", [facts]);
    const question = page.getByText("Publish to 12,000?", { exact: true });
    await expect.element(question).toBeVisible();
    expect(Number.parseFloat(getComputedStyle(question.element()).fontSize)).toBeGreaterThanOrEqual(28);
  });

  it.each(["__proto__", "constructor", "täglich", "🦊", "a/b", "50%", "#1", "a?b=c&d", "x".repeat(200)])(
    "has an address for an agent of the name %s",
    async (id) => {
      await open(id, [agentFixture({ id, lastBeatAt: now(), currentTask: "17" })]);
      await expect.element(page.getByRole("status", { name: "Summary" })).toHaveTextContent(/on time, at task 17/u);
    },
  );

  it("says that it knows nobody of a name", async () => {
    await open("nobody", [], { "agent-story": { facts: null, events: [], registration: null } });
    await expect
      .element(page.getByRole("status", { name: "Summary" }))
      .toHaveTextContent("No agent of that name was heard within the history held.");
  });

  it("shows who registered and never beat", async () => {
    const registration = event({ text: "register me", channel: "coordination" });
    await open("ghost", [], { "agent-story": { facts: null, events: [registration], registration } });
    await expect.element(page.getByRole("status", { name: "Summary" })).toHaveTextContent(/registered and no beat/u);
    await expect.element(page.getByRole("table", { name: "Messages" })).toHaveTextContent("register me");
  });
});
