import { setTimeout as delay } from "node:timers/promises";
import { type NatsConnection, connect } from "nats";
import type { Page } from "playwright";
import { heartbeatSubject } from "#contract/subjects.ts";
import type { Benchmark, Row } from "./lib/benchmark.ts";
import { clockOffset, nowHere } from "./lib/clocks.ts";
import { runFleetServer, serversByAge } from "./lib/fleet-server.ts";
import { startLoad } from "./lib/load.ts";
import { openPage, openReal, openStage } from "./lib/real-page.ts";
import { percentile } from "./lib/statistics.ts";
import { ms } from "./lib/text.ts";

const PROBE = "pixel-probe";
const SUBJECT = heartbeatSubject(PROBE);

export const pixel: Benchmark = {
  name: "pixel",
  about: "from a publish to the painted pixel, at rest and among 1,000 messages a second, beside a bare page",
  async run({ quick }) {
    const stage = await openStage(["pixel"]);
    const { newest } = await serversByAge();
    const server = await runFleetServer(newest);
    const nc = await connect({ servers: server.clientUrl });
    try {
      await startLoad({ url: server.clientUrl, agents: 1_000, count: 1_000, perSecond: null, mode: "stored" }).ended;
      publishBeat(nc, "begin");
      const ours = await openReal(stage, server, `#/agents?q=${PROBE}`);
      const bare = await openPage(stage.browser, `${stage.bench}/pixel.html`);
      await bare.page.evaluate(([url, subject]) => window.listen(url, subject), [server.wsUrl, SUBJECT] as const);
      const pages = { ours: ours.page, bare: bare.page };
      const [blocks, size] = quick ? [1, 5] : [4, 20];
      const atRest = await probeBlocks(nc, pages, blocks, size);
      const perSecond = 1_000;
      const load = startLoad({
        url: server.clientUrl,
        agents: 1_000,
        count: quick ? 60_000 : 300_000,
        perSecond,
        mode: "stored",
      });
      await load.started;
      const underLoad = await probeBlocks(nc, pages, blocks, size);
      load.stop();
      await load.ended.catch(() => {});
      return {
        rows: [...rowsAtRest(atRest), rowUnderLoad(underLoad)],
        rounds: { atRest, underLoad },
        versions: { server: newest.version, chromium: stage.browser.version() },
      };
    } finally {
      await nc.close();
      await stage.close();
      await server.stop();
    }
  },
};

/** Milliseconds from just before the publish. */
interface Probes {
  /** The frame that shows it was done. */
  ours: number[];
  /** The document was changed. */
  oursChanged: number[];
  bare: number[];
  /** How wrong the comparison of the two clocks may be. */
  plusMinusMs: number;
}

async function probeBlocks(
  nc: NatsConnection,
  pages: { ours: Page; bare: Page },
  blocks: number,
  size: number,
): Promise<Probes> {
  const probes: Probes = { ours: [], oursChanged: [], bare: [], plusMinusMs: 0 };
  for (let block = 0; block < blocks; block += 1) {
    for (const name of ["bare", "ours"] as const) {
      const page = pages[name];
      const clock = await clockOffset(page);
      probes.plusMinusMs = Math.max(probes.plusMinusMs, clock.plusMinusMs);
      for (let index = 0; index < size; index += 1) {
        const { changedMs, paintedMs } = await probe(
          nc,
          page,
          `${name}-${block}-${index}-${Math.floor(nowHere())}`,
          clock.aheadMs,
        );
        probes[name].push(paintedMs);
        if (name === "ours") probes.oursChanged.push(changedMs);
      }
    }
  }
  return probes;
}

async function probe(
  nc: NatsConnection,
  page: Page,
  task: string,
  aheadMs: number,
): Promise<{ changedMs: number; paintedMs: number }> {
  await page.evaluate((text) => window.benchPixels.expect([text]), task);
  // At rest, and at no fixed distance from a frame or a tick of the page.
  await delay(300 + Math.random() * 300);
  const at = nowHere() + aheadMs;
  publishBeat(nc, task);
  const { changedAt, paintedAt } = await page.evaluate(() => window.benchPixels.seen());
  return { changedMs: changedAt - at, paintedMs: paintedAt - at };
}

function publishBeat(nc: NatsConnection, task: string): void {
  const beat = { status: "busy", current_task: task, timestamp: new Date().toISOString() };
  nc.publish(SUBJECT, new TextEncoder().encode(JSON.stringify(beat)));
}

function rowsAtRest({ ours, oursChanged, bare, plusMinusMs }: Probes): Row[] {
  return [
    rowOf("publish to pixel, one message at rest, p50", 0.5, 25, ours, bare),
    rowOf("the same, p95", 0.95, 35, ours, bare),
    {
      what: "the same, publish to the changed document (before the browser's frame)",
      heldTo: "printed",
      measured: `p50 ${ms(percentile(oursChanged, 0.5))}, p95 ${ms(percentile(oursChanged, 0.95))} (clocks ± ${ms(plusMinusMs)})`,
      baseline: "",
      ratio: "",
      holds: null,
    },
  ];
}

function rowUnderLoad({ ours, bare }: Probes): Row {
  return rowOf("publish to pixel among 1,000 msg/s, p95", 0.95, 150, ours, bare);
}

function rowOf(what: string, p: number, boundMs: number, ours: readonly number[], bare: readonly number[]): Row {
  const [value, base] = [percentile(ours, p), percentile(bare, p)];
  return {
    what,
    heldTo: `≤ ${boundMs} ms`,
    measured: `${ms(value)} (${ms(Math.min(...ours))}–${ms(Math.max(...ours))}, ${ours.length} probes)`,
    baseline: `${ms(base)} on a bare page that writes one element`,
    ratio: (value / base).toFixed(2),
    holds: value <= boundMs,
  };
}
