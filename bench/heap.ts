import { setTimeout as delay } from "node:timers/promises";
import type { Page } from "playwright";
import { freePort } from "#scripts/free-port.ts";
import type { Benchmark, Row } from "./lib/benchmark.ts";
import { type Cdp, openCdp } from "./lib/cdp.ts";
import { runFleetServer, serversByAge } from "./lib/fleet-server.ts";
import { startLoad } from "./lib/load.ts";
import { openPage, openReal, openStage } from "./lib/real-page.ts";
import { megabytes } from "./lib/text.ts";

const AGENTS = 10_000;
const BOUND_BYTES = 150e6;
/** What two measurements of the same state may lie apart: the collector is not obliged to find everything. */
const NOISE_BYTES = 3e6;

export const heap: Benchmark = {
  name: "heap",
  about: "memory of page and worker after two million messages of 10,000 agents, the Agents page open",
  async run({ quick, scale }) {
    const port = await freePort();
    const stage = await openStage([], [`--remote-debugging-port=${port}`]);
    const { newest } = await serversByAge();
    const server = await runFleetServer(newest);
    try {
      const cdp = await openCdp(port);
      await openPage(stage.browser, `${stage.bench}/index.html`);
      const empty = await heapUse(cdp, (await cdp.sessionsOf(stage.bench)).page);
      const { page } = await openReal(stage, server, "#/agents");
      const sessions = await cdp.sessionsOf(stage.real.origin);
      const [worker] = sessions.workers;
      if (worker === undefined || sessions.workers.length > 1)
        throw new Error(`${sessions.workers.length} workers, not one`);
      const each = quick ? 20_000 : Math.round(500_000 * scale);
      const steps: Step[] = [];
      for (let step = 1; step <= 4; step += 1) {
        await startLoad({ url: server.clientUrl, agents: AGENTS, count: each, perSecond: null, mode: "stored" }).ended;
        await folded(page, each * step);
        const use = { page: await heapUse(cdp, sessions.page), worker: await heapUse(cdp, worker) };
        steps.push({ messages: each * step, ...use });
        console.log(
          `    ${(each * step).toLocaleString("en")} messages · page ${megabytes(use.page)} · worker ${megabytes(use.worker)}`,
        );
      }
      cdp.close();
      return {
        rows: rowsOf(steps, empty),
        rounds: { empty, steps },
        versions: { server: newest.version, chromium: stage.browser.version() },
      };
    } finally {
      await stage.close();
      await server.stop();
    }
  },
};

/** Bytes in use after a collection. */
interface Step {
  messages: number;
  page: number;
  worker: number;
}

/** Objects, what the embedder keeps for them (DOM), and the memory behind typed arrays. */
export async function heapUse(cdp: Cdp, session: string): Promise<number> {
  await cdp.send("HeapProfiler.enable", {}, session);
  for (let time = 0; time < 2; time += 1) await cdp.send("HeapProfiler.collectGarbage", {}, session);
  const use = await cdp.send<{ usedSize: number; embedderHeapUsedSize?: number; backingStorageSize?: number }>(
    "Runtime.getHeapUsage",
    {},
    session,
  );
  await cdp.send("HeapProfiler.disable", {}, session);
  return use.usedSize + (use.embedderHeapUsedSize ?? 0) + (use.backingStorageSize ?? 0);
}

async function folded(page: Page, messages: number): Promise<void> {
  for (;;) {
    const snapshot = await page.evaluate<{ view: { messages: number } }>("window.rollcall.snapshot({ agents: 1 })");
    if (snapshot.view.messages >= messages) return;
    await delay(250);
  }
}

function rowsOf(steps: readonly Step[], empty: number): Row[] {
  const total = (step: Step | undefined): number => (step === undefined ? Number.NaN : step.page + step.worker);
  const [half, end] = [steps[1], steps[3]];
  const growth = total(end) - total(half);
  const count = (end?.messages ?? 0).toLocaleString("en");
  return [
    {
      what: `heap, page and worker, ${AGENTS.toLocaleString("en")} agents after ${count} messages`,
      heldTo: `≤ ${BOUND_BYTES / 1e6} MB`,
      measured: `${megabytes(total(end))} (page ${megabytes(end?.page ?? 0)}, worker ${megabytes(end?.worker ?? 0)})`,
      baseline: `${megabytes(empty)}: an empty page`,
      ratio: "",
      holds: total(end) <= BOUND_BYTES,
    },
    {
      what: "the same, growth over the second half",
      heldTo: `none (± ${NOISE_BYTES / 1e6} MB between two measurements)`,
      measured: megabytes(growth),
      baseline: `${megabytes(total(half))} at half`,
      ratio: "",
      holds: growth <= NOISE_BYTES,
    },
  ];
}
