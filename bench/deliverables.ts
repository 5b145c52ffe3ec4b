import { setTimeout as delay } from "node:timers/promises";
import { connect } from "nats";
import type { Page } from "playwright";
import { STAGES } from "#contract/streams.ts";
import { deliverableSubject } from "#contract/subjects.ts";
import { freePort } from "#scripts/free-port.ts";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import { heapUse } from "./heap.ts";
import type { Benchmark, Row } from "./lib/benchmark.ts";
import { openCdp } from "./lib/cdp.ts";
import { runFleetServer, serversByAge } from "./lib/fleet-server.ts";
import { PATIENCE_MS, type Stage, addWatches, openPage, openStage } from "./lib/real-page.ts";
import { interleave } from "./lib/rounds.ts";
import { median, percentile, spread } from "./lib/statistics.ts";
import { megabytes, ms, ratio, seconds } from "./lib/text.ts";

const FEATURES = 10_000;
const QUICK_FEATURES = 1_000;
const BODY_BYTES = 6_000;
const LOAD_BOUND_MS = 2_000;
const HEAP_BOUND_BYTES = 40e6;
/** They are old: what the feed reads of its own accord is over when they were published. */
const HISTORY_HOURS = 1 / 3_600;
const SCROLL_STEPS = 120;
const STEP_PX = 160;

export const deliverables: Benchmark = {
  name: "deliverables",
  about:
    "the matrix of features by stages from a cold cache, with the ages of the rows in view, its heap and its scrolling",
  async run({ quick, scale }) {
    const features = quick ? QUICK_FEATURES : Math.round(FEATURES * scale);
    const port = await freePort();
    const stage = await openStage([], [`--remote-debugging-port=${port}`]);
    const { newest } = await serversByAge();
    const server = await runFleetServer(newest);
    try {
      await deliverAll(server, features);
      stage.real.deploy({ servers: [server.wsUrl], historyHours: HISTORY_HOURS });
      const rounds = quick ? 1 : 3;
      const loads: number[] = [];
      for (let round = 0; round < rounds; round += 1) loads.push(await loadMs(stage, features));
      const frames = await interleave<number>(
        rounds,
        {
          "an empty page": () => scrolled(() => openPage(stage.browser, `${stage.bench}/index.html`), null),
          "the matrix": () => scrolled(() => openPage(stage.browser, matrixUrl(stage)), features),
        },
        (_name, value) => `p95 frame ${ms(value)}`,
      );
      const heap = await heapOf(stage, port, features);
      return {
        rows: rowsOf(features, loads, frames.get("the matrix") ?? [], frames.get("an empty page") ?? [], heap),
        rounds: { loads, frames: Object.fromEntries(frames), heap },
        versions: { server: newest.version, chromium: stage.browser.version() },
      };
    } finally {
      await stage.close();
      await server.stop();
    }
  },
};

function matrixUrl(stage: Stage): string {
  return `${stage.real.origin}/#/deliverables`;
}

/** Every feature in every stage, once; resolves when all of it is stored and older than the history that the page reads. */
async function deliverAll(server: RunningServer, features: number): Promise<void> {
  const nc = await connect({ servers: server.clientUrl });
  const manager = await nc.jetstreamManager();
  const body = JSON.stringify({ content: "A sentence of a report. ".repeat(BODY_BYTES / 24), metadata: {} });
  for (let index = 1; index <= features; index += 1) {
    for (const { agent, stage } of STAGES) nc.publish(deliverableSubject(agent, stage, `feature-${index}`), body);
    if (index % 100 === 0) await nc.flush();
  }
  await nc.flush();
  for (const { stream } of STAGES) {
    while ((await manager.streams.info(stream)).state.messages < features) await delay(100);
  }
  await nc.close();
  await delay(HISTORY_HOURS * 3_600_000);
}

/** Milliseconds from the start of the navigation to the frame in which the list is whole and each row in view has its ages. */
async function loadMs(stage: Stage, features: number): Promise<number> {
  const context = await stage.browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await addWatches(page);
    await page.goto(matrixUrl(stage), { waitUntil: "commit" });
    return await wholeMatrix(page, features);
  } finally {
    await context.close();
  }
}

function wholeMatrix(page: Page, features: number): Promise<number> {
  return page.evaluate(
    (rows) =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          const table = document.querySelector(`table[aria-label="Deliverables"][aria-rowcount="${rows}"]`);
          const shown = [...(table?.querySelectorAll("tbody tr[data-id]") ?? [])];
          const whole =
            shown.length >= 10 && shown.every((row) => row.children.length > 6 && !row.textContent.includes("…"));
          if (whole) resolve(performance.now());
          else requestAnimationFrame(look);
        };
        look();
      }),
    features + 1,
  );
}

/** The p95 frame while the page is scrolled, a step a frame. `features` null: a page without a matrix. */
async function scrolled(open: () => ReturnType<typeof openPage>, features: number | null): Promise<number> {
  const { page, context } = await open();
  try {
    if (features !== null) await wholeMatrix(page, features);
    await page.evaluate(() => window.benchFrames.reset());
    await page.evaluate(
      ({ steps, stepPx }) =>
        new Promise<void>((resolve) => {
          let left = steps;
          const step = (): void => {
            window.scrollBy(0, stepPx);
            left -= 1;
            if (left === 0) resolve();
            else requestAnimationFrame(step);
          };
          requestAnimationFrame(step);
        }),
      { steps: SCROLL_STEPS, stepPx: STEP_PX },
    );
    const { framesMs } = await page.evaluate(() => window.benchFrames.read());
    return percentile(framesMs, 0.95);
  } finally {
    await context.close();
  }
}

interface Heap {
  page: number;
  worker: number;
}

async function heapOf(stage: Stage, port: number, features: number): Promise<Heap> {
  const { page, context } = await openPage(stage.browser, matrixUrl(stage));
  try {
    await wholeMatrix(page, features);
    const cdp = await openCdp(port);
    const sessions = await cdp.sessionsOf(stage.real.origin);
    const [worker] = sessions.workers;
    if (worker === undefined) throw new Error("the page has no worker");
    const use = { page: await heapUse(cdp, sessions.page), worker: await heapUse(cdp, worker) };
    cdp.close();
    return use;
  } finally {
    await context.close();
  }
}

function rowsOf(
  features: number,
  loads: readonly number[],
  matrix: readonly number[],
  empty: readonly number[],
  heap: Heap,
): Row[] {
  const count = (features * STAGES.length).toLocaleString("en");
  const slower = median(matrix) / median(empty);
  return [
    {
      what: `${count} deliverables in the matrix, cold cache, to the whole list with the ages of the rows in view`,
      heldTo: `≤ ${LOAD_BOUND_MS / 1_000} s`,
      measured: `${seconds(median(loads))} (${spread(loads, seconds)})`,
      baseline: "",
      ratio: "",
      holds: median(loads) <= LOAD_BOUND_MS,
    },
    {
      what: "the same: heap, page and worker",
      heldTo: `≤ ${HEAP_BOUND_BYTES / 1e6} MB`,
      measured: `${megabytes(heap.page + heap.worker)} (page ${megabytes(heap.page)}, worker ${megabytes(heap.worker)})`,
      baseline: "",
      ratio: "",
      holds: heap.page + heap.worker <= HEAP_BOUND_BYTES,
    },
    {
      what: "the same: p95 frame while scrolling",
      heldTo: "≤ 1.5 × an empty page's",
      measured: `${ms(median(matrix))} (${spread(matrix, ms)})`,
      baseline: `${ms(median(empty))} (${spread(empty, ms)})`,
      ratio: ratio(slower),
      holds: slower <= 1.5,
    },
  ];
}
