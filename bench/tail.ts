import type { Page } from "playwright";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import type { Benchmark, Row } from "./lib/benchmark.ts";
import { emptyStream, runFleetServer, serversByAge } from "./lib/fleet-server.ts";
import { startLoad } from "./lib/load.ts";
import type { ThreadSample } from "./lib/page-thread-sample.ts";
import { sampleThread, threadRows } from "./lib/page-thread-sample.ts";
import { type OpenPage, openPage, openReal, openStage } from "./lib/real-page.ts";
import { interleave } from "./lib/rounds.ts";
import { median, percentile, spread } from "./lib/statistics.ts";
import { ms, percent } from "./lib/text.ts";

const PER_SECOND = 5_000;
const AGENTS = 1_000;
const LONG_BOUND = 0.03;
const AGE_BOUND_MS = 300;
const TAIL = `#/messages?tail=${encodeURIComponent("mjwork.heartbeat.>")}`;

export const tail: Benchmark = {
  name: "tail",
  about: "the live tail's page under load, while the fleet is folded as well, beside an empty page under the same load",
  async run({ quick }) {
    const stage = await openStage([]);
    const { newest } = await serversByAge();
    const server = await runFleetServer(newest);
    try {
      const taken = await interleave<Sample>(
        quick ? 1 : 3,
        {
          empty: () => sample(server, quick, () => openPage(stage.browser, `${stage.bench}/index.html`), false),
          ours: () => sample(server, quick, () => openReal(stage, server, TAIL), true),
        },
        (_name, { longShare, p95FrameMs, agesMs, counts }) =>
          `${percent(longShare)} long, p95 frame ${ms(p95FrameMs)}${counts === null ? "" : `, newest shown p95 ${ms(percentile(agesMs, 0.95))} old, ${counts.heard} of ${counts.published} heard`}`,
      );
      const ours = taken.get("ours") ?? [];
      const empty = taken.get("empty") ?? [];
      return {
        rows: rowsOf(ours, empty),
        rounds: { ours: ours.map(withoutAges), empty: empty.map(withoutAges) },
        versions: { server: newest.version, chromium: stage.browser.version() },
      };
    } finally {
      await stage.close();
      await server.stop();
    }
  },
};

interface Sample extends ThreadSample {
  /** Of the newest row, from its publisher's clock to each frame that showed it; empty for a page without rows. */
  agesMs: number[];
  /** Once the load was over; null for a page that counts nothing. */
  counts: { published: number; heard: number; held: number; dropped: number } | null;
}

async function sample(
  server: RunningServer,
  quick: boolean,
  open: () => Promise<OpenPage>,
  isTail: boolean,
): Promise<Sample> {
  const windowMs = quick ? 3_000 : 6_000;
  await emptyStream(server);
  const everyone = { url: server.clientUrl, agents: AGENTS, mode: "stored" as const };
  await startLoad({ ...everyone, count: AGENTS, perSecond: null }).ended;
  const opened = await open();
  const { page, context } = opened;
  if (isTail) await page.getByText(/Listening to .+ since/u).waitFor();
  // A hand on the rows would keep them still.
  await page.mouse.move(0, 0);
  const load = startLoad({ ...everyone, count: Math.ceil((PER_SECOND * windowMs * 2) / 1_000), perSecond: PER_SECOND });
  try {
    await load.started;
    // The load's own start belongs to nobody.
    await page.waitForTimeout(1_000);
    if (isTail) await page.evaluate(watchAges);
    const thread = await sampleThread(opened, windowMs);
    const agesMs = isTail ? await page.evaluate(() => window.benchAges.splice(0)) : [];
    const { published } = await load.ended;
    return { ...thread, agesMs, counts: isTail ? { published, ...(await countsOf(page, published)) } : null };
  } finally {
    load.stop();
    await context.close();
  }
}

declare global {
  interface Window {
    benchAges: number[];
  }
}

/** Runs in the page: at each frame, how old the newest row is by the time that its publisher wrote into it. Both have one clock. */
function watchAges(): void {
  window.benchAges = [];
  const look = (): void => {
    const row = document.querySelector('table[aria-label="Messages"] tr[data-id]');
    const written = /"timestamp":"([^"]+)"/u.exec(row?.textContent ?? "")?.[1];
    if (written !== undefined) window.benchAges.push(Date.now() - Date.parse(written));
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** As the page says them, once it has heard all, or does not get any further. */
async function countsOf(page: Page, published: number): Promise<{ heard: number; held: number; dropped: number }> {
  const read = (name: string): Promise<number> =>
    page
      .locator('dl[aria-label="Counts"] > div', { has: page.locator(`dt:text-is("${name}")`) })
      .locator("dd")
      .textContent()
      .then((text) => Number((text ?? "").replaceAll(",", "")));
  for (let looks = 0; looks < 100 && (await read("heard")) < published; looks += 1) await page.waitForTimeout(100);
  return { heard: await read("heard"), held: await read("held"), dropped: await read("dropped") };
}

function withoutAges({ agesMs, ...rest }: Sample): object {
  return { ...rest, p95AgeMs: percentile(agesMs, 0.95), maxAgeMs: Math.max(0, ...agesMs) };
}

function rowsOf(ours: readonly Sample[], empty: readonly Sample[]): Row[] {
  const name = `live tail open, ${PER_SECOND.toLocaleString("en")} msg/s`;
  const oldest = ours.map(({ agesMs }) => Math.max(...agesMs));
  const p95 = ours.map(({ agesMs }) => percentile(agesMs, 0.95));
  const counts = ours.flatMap((one) => (one.counts === null ? [] : [one.counts]));
  const exact = counts.filter(
    ({ published, heard, held, dropped }) => heard === published && dropped === published - held,
  );
  return [
    ...threadRows(`page thread, ${name}`, LONG_BOUND, ours, empty),
    {
      what: `${name}: age of the newest row shown, the worst frame`,
      heldTo: `≤ ${AGE_BOUND_MS} ms`,
      measured: `${ms(median(oldest))} (${spread(oldest, ms)}), p95 ${ms(median(p95))}`,
      baseline: "",
      ratio: "",
      holds: median(oldest) <= AGE_BOUND_MS,
    },
    {
      what: `${name}: messages heard, and dropped, to the last one`,
      heldTo: "exact in every round",
      measured: counts
        .map(({ heard, published, dropped }) => `${heard} of ${published}, ${dropped} dropped`)
        .join("; "),
      baseline: "",
      ratio: "",
      holds: exact.length === counts.length,
    },
  ];
}
