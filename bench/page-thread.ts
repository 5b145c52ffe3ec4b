import type { Page } from "playwright";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import type { Benchmark, Row } from "./lib/benchmark.ts";
import { emptyStream, runFleetServer, serversByAge } from "./lib/fleet-server.ts";
import { startLoad } from "./lib/load.ts";
import type { ThreadSample } from "./lib/page-thread-sample.ts";
import { sampleThread, threadRows } from "./lib/page-thread-sample.ts";
import { type OpenPage, openPage, openReal, openStage } from "./lib/real-page.ts";
import { interleave } from "./lib/rounds.ts";
import { ms, percent } from "./lib/text.ts";

const AGENTS_PAGE = "#/agents";
const CASES = [
  { agents: 1_000, perSecond: 5_000, longBound: 0.01 },
  { agents: 10_000, perSecond: 5_000, longBound: 0.01 },
  { agents: 1_000, perSecond: 20_000, longBound: 0.03 },
  { agents: 10_000, perSecond: 20_000, longBound: 0.03 },
] as const;

export const pageThread: Benchmark = {
  name: "page-thread",
  about: "the page's own thread under load with the Agents page open, beside an empty page under the same load",
  async run({ quick }) {
    const stage = await openStage([]);
    const { newest } = await serversByAge();
    const server = await runFleetServer(newest);
    try {
      const rows: Row[] = [];
      const rounds: Record<string, unknown> = {};
      for (const one of CASES) {
        const name = `${one.agents.toLocaleString("en")} agents, ${one.perSecond.toLocaleString("en")} msg/s`;
        const taken = await interleave<Sample>(
          quick ? 1 : 3,
          {
            [`empty page · ${name}`]: () =>
              sample(server, one, quick, () => openPage(stage.browser, `${stage.bench}/index.html`)),
            [`Agents page · ${name}`]: () => sample(server, one, quick, () => openReal(stage, server, AGENTS_PAGE)),
          },
          (_name, { longShare, p95FrameMs, cpuShare, foldedPerSecond }) =>
            `${percent(longShare)} long, p95 frame ${ms(p95FrameMs)}, ${percent(cpuShare)} of a processor${foldedPerSecond === null ? "" : `, ${Math.round(foldedPerSecond)} msg/s folded`}`,
        );
        const ours = taken.get(`Agents page · ${name}`) ?? [];
        const empty = taken.get(`empty page · ${name}`) ?? [];
        rows.push(...threadRows(`page thread, Agents page open, ${name}`, one.longBound, ours, empty));
        rounds[name] = { ours, empty };
      }
      return { rows, rounds, versions: { server: newest.version, chromium: stage.browser.version() } };
    } finally {
      await stage.close();
      await server.stop();
    }
  },
};

interface Sample extends ThreadSample {
  /** Messages a second that the page folded within the window; null for a page that reads none. */
  foldedPerSecond: number | null;
}

async function sample(
  server: RunningServer,
  { agents, perSecond }: { agents: number; perSecond: number },
  quick: boolean,
  open: () => Promise<OpenPage>,
): Promise<Sample> {
  const windowMs = quick ? 2_000 : 6_000;
  await emptyStream(server);
  const everyone = { url: server.clientUrl, agents, mode: "stored" as const };
  await startLoad({ ...everyone, count: agents, perSecond: null }).ended;
  const opened = await open();
  const { page, context } = opened;
  const load = startLoad({ ...everyone, count: Math.ceil((perSecond * windowMs * 3) / 1_000), perSecond });
  try {
    await load.started;
    // The load's own start belongs to nobody.
    await page.waitForTimeout(1_000);
    const before = await folded(page);
    const thread = await sampleThread(opened, windowMs);
    const after = await folded(page);
    return {
      ...thread,
      foldedPerSecond: before === null || after === null ? null : ((after - before) / thread.spanMs) * 1_000,
    };
  } finally {
    load.stop();
    await load.ended.catch(() => {});
    await context.close();
  }
}

/** How many messages the page has folded, as its automation surface says; null for a page without one. */
async function folded(page: Page): Promise<number | null> {
  const taken = await page.evaluate<{ view: { messages: number } } | null>(
    "window.rollcall?.snapshot({ agents: 1 }) ?? null",
  );
  return taken === null ? null : taken.view.messages;
}
