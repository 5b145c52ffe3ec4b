import type { Page } from "playwright";
import type { Benchmark, Row } from "./lib/benchmark.ts";
import { emptyStream, runFleetServer, serversByAge } from "./lib/fleet-server.ts";
import { holdTasks } from "./lib/held-tasks.ts";
import type { ThreadSample } from "./lib/page-thread-sample.ts";
import { sampleThread, threadRows } from "./lib/page-thread-sample.ts";
import { type OpenPage, openPage, openReal, openStage } from "./lib/real-page.ts";
import { interleave } from "./lib/rounds.ts";
import { median, spread } from "./lib/statistics.ts";
import { ms, percent } from "./lib/text.ts";

const HELD = 100_000;
const PER_SECOND = 500;
const LONG_BOUND = 0.03;
const ANSWER_BOUND_MS = 150;
const TASKS_PAGE = "#/tasks";

export const tasksPage: Benchmark = {
  name: "tasks-page",
  about: "the Tasks page with many tasks held, under task events, beside an empty page under the same events",
  async run({ quick, scale }) {
    const held = quick ? 10_000 : Math.round(HELD * scale);
    const windowMs = quick ? 2_000 : 6_000;
    const stage = await openStage([]);
    const { newest } = await serversByAge();
    const server = await runFleetServer(newest);
    try {
      await emptyStream(server);
      const tasks = await holdTasks(server, held);
      const taken = await interleave<Sample>(
        quick ? 1 : 3,
        {
          empty: () => sample(tasks, windowMs, () => openPage(stage.browser, `${stage.bench}/index.html`), false),
          ours: () => sample(tasks, windowMs, () => openReal(stage, server, TASKS_PAGE), true),
        },
        (_name, { longShare, p95FrameMs, answersMs }) =>
          `${percent(longShare)} long, p95 frame ${ms(p95FrameMs)}${answersMs.length === 0 ? "" : `, answers ${answersMs.map(ms).join(" ")}`}`,
      );
      await tasks.close();
      const ours = taken.get("ours") ?? [];
      const empty = taken.get("empty") ?? [];
      return {
        rows: rowsOf(held, ours, empty),
        rounds: { ours, empty },
        versions: { server: newest.version, chromium: stage.browser.version() },
      };
    } finally {
      await stage.close();
      await server.stop();
    }
  },
};

interface Sample extends ThreadSample {
  /** From each choice to the list that answers it; empty for a page without a list. */
  answersMs: number[];
}

async function sample(
  tasks: Awaited<ReturnType<typeof holdTasks>>,
  windowMs: number,
  open: () => Promise<OpenPage>,
  hasList: boolean,
): Promise<Sample> {
  const opened = await open();
  const { page, context } = opened;
  if (hasList) await page.waitForSelector('table[aria-label="Tasks"] tr[data-id]');
  const load = tasks.start(PER_SECOND);
  try {
    // The load's own start belongs to nobody.
    await page.waitForTimeout(1_000);
    const thread = await sampleThread(opened, windowMs);
    return { ...thread, answersMs: hasList ? await answersOf(page) : [] };
  } finally {
    await load.stop();
    await context.close();
  }
}

/** What a person chooses, each of which another list answers: three sorts, two states, and all again. */
const CHOICES = [
  'th button:text("Task")',
  'th button:text("Title")',
  'th button:text("Title")',
  'nav a:text("claimed")',
  'nav a:text("done")',
  'nav a:text("all")',
] as const;

async function answersOf(page: Page): Promise<number[]> {
  const answers: number[] = [];
  for (const choice of CHOICES) {
    const control = page.locator("main").locator(choice).first();
    answers.push(
      await control.evaluate(async (element) => {
        // The browser gets this function alone.
        // oxlint-disable-next-line unicorn/consistent-function-scoping
        const listed = (): string => {
          const table = document.querySelector('table[aria-label="Tasks"]');
          const ids = [...(table?.querySelectorAll("tr[data-id]") ?? [])].slice(0, 5);
          return [table?.getAttribute("aria-rowcount"), ...ids.map((row) => row.getAttribute("data-id"))].join(" ");
        };
        const before = listed();
        const from = performance.now();
        if (element instanceof HTMLElement) element.click();
        while (listed() === before) await new Promise((frame) => requestAnimationFrame(frame));
        return performance.now() - from;
      }),
    );
    // A person looks at what came.
    await page.waitForTimeout(500);
  }
  return answers;
}

function rowsOf(held: number, ours: readonly Sample[], empty: readonly Sample[]): Row[] {
  const answers = ours.flatMap(({ answersMs }) => answersMs);
  const name = `${held.toLocaleString("en")} tasks held, ${PER_SECOND} events/s`;
  return [
    ...threadRows(`page thread, Tasks page open, ${name}`, LONG_BOUND, ours, empty),
    {
      what: "the same: a filter or a sort chosen, to the list that answers it",
      heldTo: `≤ ${ANSWER_BOUND_MS} ms`,
      measured: `${ms(median(answers))} (${spread(answers, ms)})`,
      baseline: "",
      ratio: "",
      holds: median(answers) <= ANSWER_BOUND_MS,
    },
  ];
}
