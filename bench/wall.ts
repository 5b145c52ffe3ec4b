import { setTimeout as delay } from "node:timers/promises";
import { loadavg } from "node:os";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import { freePort } from "#scripts/free-port.ts";
import { heapUse } from "./heap.ts";
import type { Benchmark, Row } from "./lib/benchmark.ts";
import { openCdp } from "./lib/cdp.ts";
import { emptyStream, runFleetServer, serversByAge } from "./lib/fleet-server.ts";
import { startLoad } from "./lib/load.ts";
import type { ProcessKind } from "./lib/process-cpu.ts";
import { browserCpuMs, browserMemoryBytes } from "./lib/process-cpu.ts";
import type { OpenPage, Stage } from "./lib/real-page.ts";
import { openPage, openStage } from "./lib/real-page.ts";
import { median, spread } from "./lib/statistics.ts";
import { megabytes, percent } from "./lib/text.ts";

const AGENTS = 1_000;
const LOOK_MS = 10_000;
/** The page's own start, and the past that it reads, belong to nobody. */
const SETTLE_MS = 10_000;
const MINUTES = 5;
/** As many as are held: a wall that hung there for hours has them, and takes one in for each that it lets go. */
const HELD = 300_000;

const CASES = [
  { name: "an empty page, 500 msg/s on the server", page: "empty", perSecond: 500, bound: null },
  { name: "an idle fleet (a beat every 30 s each: 33 msg/s)", page: "wall", perSecond: AGENTS / 30, bound: 0.04 },
  { name: "500 msg/s", page: "wall", perSecond: 500, bound: 0.12 },
] as const;

type Case = (typeof CASES)[number];

export const wall: Benchmark = {
  name: "wall",
  about: "processor time and memory of a wall of 1,000 agents that hangs there, beside an idle fleet and an empty page",
  async run({ quick, minutes }) {
    const port = await freePort();
    const stage = await openStage([], [`--remote-debugging-port=${port}`]);
    const { newest } = await serversByAge();
    const server = await runFleetServer(newest);
    const longest = quick ? 0.5 : (minutes ?? MINUTES);
    try {
      const rows: Row[] = [];
      const rounds: Record<string, Watched> = {};
      for (const one of CASES) {
        // What is only compared with need not hang as long.
        const watchedFor = one.bound === 0.12 ? longest : Math.min(longest, 2);
        const held = quick ? 10_000 : HELD;
        const watched = await watch(stage, server, port, one, { ms: watchedFor * 60_000, held });
        rounds[one.name] = watched;
        rows.push(...rowsOf(one, watched));
      }
      return { rows, rounds, versions: { server: newest.version, chromium: stage.browser.version() } };
    } finally {
      await stage.close();
      await server.stop();
    }
  },
};

interface Watched {
  minutes: number;
  /** Share of one core, by kind of process, in each look of ten seconds. */
  cpu: Record<ProcessKind, number>[];
  /** Bytes in use after a collection, page and worker together, at the beginning, the middle and the end. */
  heap: number[];
  residentBytes: number;
  loadAverage: number;
}

async function watch(
  stage: Stage,
  server: RunningServer,
  port: number,
  { page, perSecond }: Case,
  { ms, held }: { ms: number; held: number },
): Promise<Watched> {
  await emptyStream(server);
  const everyone = { url: server.clientUrl, agents: AGENTS, mode: "stored" as const };
  await startLoad({ ...everyone, count: page === "wall" ? held : AGENTS, perSecond: null }).ended;
  const load = startLoad({ ...everyone, count: Math.ceil(perSecond * (ms / 1_000 + 120) * 2), perSecond });
  await load.started;
  const { context } = await open(stage, server, page);
  const cdp = await openCdp(port);
  try {
    await delay(SETTLE_MS);
    const sessions = await cdp.sessionsOf(page === "wall" ? stage.real.origin : stage.bench);
    const heap = async (): Promise<number> => {
      let bytes = 0;
      for (const session of [sessions.page, ...sessions.workers]) bytes += await heapUse(cdp, session);
      return bytes;
    };
    const watched: Watched = { minutes: ms / 60_000, cpu: [], heap: [await heap()], residentBytes: 0, loadAverage: 0 };
    const start = performance.now();
    const half = start + ms / 2;
    for (let isHalf = false; performance.now() - start < ms;) {
      watched.cpu.push(await cpuOf(Math.min(LOOK_MS, ms)));
      if (!isHalf && performance.now() >= half) {
        isHalf = true;
        watched.heap.push(await heap());
      }
    }
    watched.heap.push(await heap());
    watched.residentBytes = browserMemoryBytes()?.renderer ?? Number.NaN;
    watched.loadAverage = loadavg()[0] ?? Number.NaN;
    return watched;
  } finally {
    load.stop();
    await load.ended.catch(() => {});
    cdp.close();
    await context.close();
  }
}

async function open(stage: Stage, server: RunningServer, page: Case["page"]): Promise<OpenPage> {
  if (page === "empty") return openPage(stage.browser, `${stage.bench}/index.html`);
  stage.real.deploy({ servers: [server.wsUrl] });
  // Without the watch of frames: it has the page paint sixty times a second, which a wall does not.
  const context = await stage.browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const opened = await context.newPage();
  await opened.goto(`${stage.real.origin}/#/wall`);
  await opened.waitForSelector('html[data-caught-up="true"]', { state: "attached", timeout: 120_000 });
  return { page: opened, context };
}

async function cpuOf(ms: number): Promise<Record<ProcessKind, number>> {
  const before = browserCpuMs();
  const from = performance.now();
  await delay(ms);
  const after = browserCpuMs();
  if (before === null || after === null) throw new Error("this benchmark needs /proc");
  const spanMs = performance.now() - from;
  const share = (kind: ProcessKind): number => (after[kind] - before[kind]) / spanMs;
  return {
    renderer: share("renderer"),
    gpu: share("gpu"),
    network: share("network"),
    browser: share("browser"),
    other: share("other"),
  };
}

function rowsOf({ name, page, bound }: Case, { cpu, heap, minutes, residentBytes, loadAverage }: Watched): Row[] {
  const shares = cpu.map(({ renderer }) => renderer);
  const around = (kind: ProcessKind): string => percent(median(cpu.map((look) => look[kind])));
  const what = page === "wall" ? `wall of ${AGENTS.toLocaleString("en")} agents, ${name}` : name;
  const rows: Row[] = [
    {
      what: `${what}, ${minutes} min: processor time of the page's processes`,
      heldTo: bound === null ? "printed" : `≤ ${bound * 100} % of one core`,
      measured: `${percent(median(shares))} (${spread(shares, percent)})`,
      baseline: `beside it: graphics ${around("gpu")}, network ${around("network")}, browser ${around("browser")}; load average ${loadAverage.toFixed(1)}`,
      ratio: "",
      holds: bound === null ? null : median(shares) <= bound,
    },
  ];
  if (page !== "wall") return rows;
  const [first, half, last] = [heap[0] ?? Number.NaN, heap.at(-2) ?? Number.NaN, heap.at(-1) ?? Number.NaN];
  rows.push({
    what: `the same: heap of page and worker`,
    heldTo: bound === 0.12 ? "flat: ≤ 3 MB more at the end than half-way" : "printed",
    measured: `${megabytes(last)} at the end, ${megabytes(half)} half-way, ${megabytes(first)} at first`,
    baseline: `${megabytes(residentBytes)} resident`,
    ratio: "",
    holds: bound === 0.12 ? last - half <= 3e6 : null,
  });
  return rows;
}
