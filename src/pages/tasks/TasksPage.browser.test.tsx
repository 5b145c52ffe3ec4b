import { App } from "../../app.tsx";
import { createAppRouter } from "../../routes.tsx";
import { emptyView } from "#model/empty-view.ts";
import { taskFixture } from "#model/tasks/task-fixture.ts";
import type { TaskRow } from "#model/tasks/task.ts";
import type { TasksView } from "#model/tasks/tasks-view.ts";
import type { FleetView } from "#model/view.ts";
import { feedOfView } from "#store/feed-of-view.ts";
import type { AskAnswers } from "#worker/protocol.ts";
import "#ui/base.css";
import { describe, expect, it } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";

const NONE = { available: 0, blocked: 0, claimed: 0, completed: 0, failed: 0, unknown: 0 };
const now = performance.timeOrigin + performance.now();

const ORPHAN = taskFixture({
  id: "t-9",
  state: "claimed",
  owner: "doc",
  findings: [{ code: "orphaned", detail: "Held by doc, who is silent.", since: now - 60_000, agents: ["doc"] }],
});
const WAITING = taskFixture({ id: "t-10", title: null });

function queueView(tasks: readonly TaskRow[], over: Partial<TasksView> = {}): FleetView {
  const view = emptyView();
  return {
    ...view,
    tick: 1,
    connection: {
      state: "live",
      since: now,
      server: { name: "demo", version: "2.15.1", url: "ws://127.0.0.1:9222", cluster: null },
      rttMs: 1,
    },
    sight: { state: "whole" },
    clock: { offsetMs: 0, plusMinusMs: 1, source: "stream-info", jump: null },
    history: { wantedSince: now, completeSince: now, doneRatio: 1, complete: true },
    newestAt: now,
    tasks: { ...view.tasks, whole: true, counts: NONE, ...over },
    taskRows: new Map(tasks.map((task) => [task.id, task])),
  };
}

async function open(path: string, view: FleetView, answers: Partial<AskAnswers> = {}) {
  await page.viewport(1280, 900);
  const feed = feedOfView(view, answers);
  window.history.replaceState(null, "", `${window.location.pathname}#${path}`);
  await render(<App client={feed} router={createAppRouter()} />);
  await expect.element(page.getByRole("heading", { level: 1 })).toBeVisible();
  return feed;
}

const summary = () => page.getByRole("status", { name: "Summary" });
const listOf = (...ids: string[]): AskAnswers["task-list"] => ({ ids, total: ids.length, states: NONE, madeAt: 7 });

describe("the Tasks page", () => {
  it("says why it is empty, what is listened to, and what would make a task appear", async () => {
    await open("/tasks", queueView([]));
    await expect.element(summary()).toHaveTextContent("No task in the streams.");
    await expect.element(page.getByRole("figure", { name: "A line that makes a task" })).toHaveTextContent("nats pub");
  });

  it("shows no zero for what is not known yet", async () => {
    const { counts } = emptyView().tasks;
    await open("/tasks", queueView([], { counts: { ...counts, claimed: 1 }, whole: false }), { "task-list": listOf() });
    const available = page.getByRole("list", { name: "Tasks by state" }).getByRole("link", { name: /available/u });
    await expect.element(available).toHaveTextContent(/–.*not known/u);
  });

  it("leads with what is stuck and what to do, and watches the rows on the screen and their list", async () => {
    const stuck = { total: 1, worst: [ORPHAN] };
    const counts = { ...NONE, available: 1, claimed: 1 };
    const answers = { "task-list": listOf("t-9", "t-10") };
    const feed = await open("/tasks", queueView([ORPHAN, WAITING], { stuck, counts }), answers);
    await expect.element(summary()).toHaveTextContent(/1\stask stuck: task t-9 orphaned since/u);
    await expect
      .element(page.getByRole("list", { name: "Stuck tasks" }))
      .toHaveTextContent(/Held by doc, who is silent/u);
    await expect.element(page.getByRole("row", { name: /t-9/u })).toHaveTextContent(/orphaned.*claimed.*doc/u);
    await expect.element(page.getByRole("row", { name: /t-10/u })).toHaveTextContent("no title");
    await expect
      .poll(() => feed.said.findLast((said) => said.type === "watch-tasks"))
      .toMatchObject({ ids: ["t-9", "t-10"], list: { madeAt: 7, query: { sort: "stuck" } } });
    feed.mirror.apply({ tick: 2, tasks: { ...feed.mirror.getView().tasks, arrivedSinceList: 12 } });
    await expect.element(page.getByRole("button", { name: "12 new" })).toBeVisible();
  });

  it("is what the address says, and writes no default into it", async () => {
    const counts = { ...NONE, available: 1 };
    await open("/tasks?state=claimed&sort=nonsense&owner=doc", queueView([ORPHAN], { counts }), {
      "task-list": listOf("t-9"),
    });
    await expect.element(page.getByLabelText("Owner")).toHaveValue("doc");
    await page
      .getByRole("link", { name: /^available/u })
      .first()
      .click();
    await page.getByRole("button", { name: "Title" }).click();
    await expect.poll(() => window.location.hash).toContain("sort=title");
    expect(window.location.hash).not.toContain("order=");
  });
});
