import type { CDPSession, Page } from "playwright";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import type { Benchmark, Row } from "./lib/benchmark.ts";
import { emptyStream, runFleetServer, serversByAge } from "./lib/fleet-server.ts";
import { startLoad } from "./lib/load.ts";
import { type OpenPage, openPage, openReal, openStage } from "./lib/real-page.ts";
import { interleave } from "./lib/rounds.ts";
import { median, percentile, spread } from "./lib/statistics.ts";
import { ms, percent, ratio } from "./lib/text.ts";

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
        rows.push(...rowsOf(name, one.longBound, ours, empty));
        rounds[name] = { ours, empty };
      }
      return { rows, rounds, versions: { server: newest.version, chromium: stage.browser.version() } };
    } finally {
      await stage.close();
      await server.stop();
    }
  },
};

interface Sample {
  /** Share of the time that was spent in tasks of over 50 ms. */
  longShare: number;
  p95FrameMs: number;
  frames: number;
  /** Processor time of the page's thread by time that passed, 0..1: hardly changed by what else the machine does. */
  cpuShare: number;
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
  const { page, context } = await open();
  const load = startLoad({ ...everyone, count: Math.ceil((perSecond * windowMs * 3) / 1_000), perSecond });
  try {
    await load.started;
    // The load's own start belongs to nobody.
    await page.waitForTimeout(1_000);
    const devtools = await context.newCDPSession(page);
    await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
    const before = await folded(page);
    const cpuBefore = await threadSeconds(devtools);
    await page.evaluate(() => window.benchFrames.reset());
    await page.waitForTimeout(windowMs);
    const { spanMs, longMs, framesMs } = await page.evaluate(() => window.benchFrames.read());
    const cpuAfter = await threadSeconds(devtools);
    const after = await folded(page);
    return {
      longShare: longMs / spanMs,
      p95FrameMs: percentile(framesMs, 0.95),
      frames: framesMs.length,
      cpuShare: ((cpuAfter - cpuBefore) * 1_000) / spanMs,
      foldedPerSecond: before === null || after === null ? null : ((after - before) / spanMs) * 1_000,
    };
  } finally {
    load.stop();
    await load.ended.catch(() => {});
    await context.close();
  }
}

/** What the page's thread worked in its tasks so far, in seconds of processor time. */
async function threadSeconds(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN;
}

/** How many messages the page has folded, as its automation surface says; null for a page without one. */
async function folded(page: Page): Promise<number | null> {
  const taken = await page.evaluate<{ view: { messages: number } } | null>(
    "window.rollcall?.snapshot({ agents: 1 }) ?? null",
  );
  return taken === null ? null : taken.view.messages;
}

function rowsOf(name: string, longBound: number, ours: readonly Sample[], empty: readonly Sample[]): Row[] {
  const long = (samples: readonly Sample[]): number[] => samples.map(({ longShare }) => longShare);
  const frame = (samples: readonly Sample[]): number[] => samples.map(({ p95FrameMs }) => p95FrameMs);
  const cpu = (samples: readonly Sample[]): number[] => samples.map(({ cpuShare }) => cpuShare);
  const slower = median(frame(ours)) / median(frame(empty));
  return [
    {
      what: `page thread, Agents page open, ${name}: long tasks`,
      heldTo: `≤ ${longBound * 100} % of the time`,
      measured: `${percent(median(long(ours)))} (${spread(long(ours), percent)})`,
      baseline: `${percent(median(long(empty)))} on an empty page`,
      ratio: "",
      holds: median(long(ours)) <= longBound,
    },
    {
      what: `the same: p95 frame`,
      heldTo: "≤ 1.5 × an empty page's",
      measured: `${ms(median(frame(ours)))} (${spread(frame(ours), ms)})`,
      baseline: `${ms(median(frame(empty)))} (${spread(frame(empty), ms)})`,
      ratio: ratio(slower),
      holds: slower <= 1.5,
    },
    {
      what: "the same: processor time of the page's thread",
      heldTo: "printed",
      measured: `${percent(median(cpu(ours)))} (${spread(cpu(ours), percent)})`,
      baseline: percent(median(cpu(empty))),
      ratio: "",
      holds: null,
    },
  ];
}
