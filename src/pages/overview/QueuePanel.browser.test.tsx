import { QueuePanel } from "./QueuePanel.tsx";
import { emptyView } from "#model/empty-view.ts";
import { taskFixture } from "#model/tasks/task-fixture.ts";
import type { TaskMinute, TasksView } from "#model/tasks/tasks-view.ts";
import { MINUTE_MS } from "#util/units.ts";
import "#ui/base.css";
import { expect, it } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";

const SEEN = Date.UTC(2026, 10, 24, 12);
const NO_SPREAD = { samples: 0, p50: null, p95: null, p99: null };
const QUIET = { arrived: 0, claimed: 0, completed: 0, failed: 0, available: 3, blocked: 1, running: 2 };
const MINUTES: TaskMinute[] = [3, 2, 1, 0].map((ago) => ({
  ...QUIET,
  at: SEEN - ago * MINUTE_MS,
  oldestWaitingMs: MINUTE_MS,
}));

const TASKS: TasksView = {
  ...emptyView().tasks,
  counts: { available: 3, blocked: 1, claimed: 2, completed: 9, failed: 0, unknown: 0 },
  oldestWaiting: { id: "a/b", title: null, at: SEEN - 40_000 },
  stuck: {
    total: 2,
    worst: [taskFixture({ findings: [{ code: "orphaned", detail: "", since: SEEN, agents: ["kim"] }] })],
  },
  figures: {
    minutes: MINUTES,
    flow: {
      overMs: 10 * MINUTE_MS,
      arrivedPerMinute: 2.4,
      claimedPerMinute: 2,
      endedPerMinute: 11,
      netPerMinute: -1,
      trend: { kind: "steady" },
    },
    wait: NO_SPREAD,
    run: NO_SPREAD,
    agents: [],
    priorities: [],
  },
  whole: true,
};

it("says how the queue stands, each number a link to the tasks that make it", async () => {
  await render(<QueuePanel tasks={TASKS} seen={SEEN} />);
  const counts = page.getByRole("list", { name: "Tasks by state" });
  await expect.element(counts).toHaveTextContent(/3 waiting.*1 blocked.*2 held.*2.*stuck/u);
  const links = [...document.querySelectorAll("a")].map((link) => `${link.textContent} ${link.getAttribute("href")}`);
  expect(links.map((link) => link.replaceAll("\u00A0", " "))).toEqual([
    "All tasks #/tasks",
    "3 waiting #/tasks?state=available",
    "1 blocked #/tasks?state=blocked",
    "2 held #/tasks?state=claimed",
    "2 stuck #/tasks?state=open&finding=any",
    "40 s #/tasks/a%2Fb",
    "2.4 a minute #/tasks?sort=age&order=ascending",
    "11 #/tasks?state=completed&sort=age&order=ascending",
  ]);
  await expect.element(page.getByText(/waiting: 4, between 4 and 4\. held: 2/u)).toBeInTheDocument();
});

it("shows no zero for what is not known", async () => {
  await render(<QueuePanel tasks={emptyView().tasks} seen={SEEN} />);
  await expect.element(page.getByRole("list", { name: "Tasks by state" })).toHaveTextContent(/–.*not known/u);
  await expect.element(page.getByRole("link", { name: "All tasks, still being read" })).toBeVisible();
});
