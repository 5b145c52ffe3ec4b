/** How a page's own thread fares under a load, beside an empty page's: shared by all benchmarks that ask that. */
import type { CDPSession } from "playwright";
import type { Row } from "./benchmark.ts";
import type { OpenPage } from "./real-page.ts";
import { median, percentile, spread } from "./statistics.ts";
import { ms, percent, ratio } from "./text.ts";

export interface ThreadSample {
  /** Share of the time that was spent in tasks of over 50 ms. */
  longShare: number;
  p95FrameMs: number;
  frames: number;
  /** Processor time of the page's thread by time that passed, 0..1: hardly changed by what else the machine does. */
  cpuShare: number;
  /** How long it was looked at. */
  spanMs: number;
}

/** Looks at the page's thread for so long. */
export async function sampleThread({ page, context }: OpenPage, windowMs: number): Promise<ThreadSample> {
  const devtools = await context.newCDPSession(page);
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  const cpuBefore = await threadSeconds(devtools);
  await page.evaluate(() => window.benchFrames.reset());
  await page.waitForTimeout(windowMs);
  const { spanMs, longMs, framesMs } = await page.evaluate(() => window.benchFrames.read());
  const cpuAfter = await threadSeconds(devtools);
  return {
    longShare: longMs / spanMs,
    p95FrameMs: percentile(framesMs, 0.95),
    frames: framesMs.length,
    cpuShare: ((cpuAfter - cpuBefore) * 1_000) / spanMs,
    spanMs,
  };
}

/** What the page's thread worked in its tasks so far, in seconds of processor time. */
async function threadSeconds(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN;
}

/**
 * Long tasks, frames and processor time of a page, each beside an empty page's.
 * @param what such as "page thread, Agents page open, 1,000 agents" @param longBound share of the time, 0..1
 */
export function threadRows(
  what: string,
  longBound: number,
  ours: readonly ThreadSample[],
  empty: readonly ThreadSample[],
): Row[] {
  const long = (samples: readonly ThreadSample[]): number[] => samples.map(({ longShare }) => longShare);
  const frame = (samples: readonly ThreadSample[]): number[] => samples.map(({ p95FrameMs }) => p95FrameMs);
  const cpu = (samples: readonly ThreadSample[]): number[] => samples.map(({ cpuShare }) => cpuShare);
  const slower = median(frame(ours)) / median(frame(empty));
  return [
    {
      what: `${what}: long tasks`,
      heldTo: `≤ ${longBound * 100} % of the time`,
      measured: `${percent(median(long(ours)))} (${spread(long(ours), percent)})`,
      baseline: `${percent(median(long(empty)))} on an empty page`,
      ratio: "",
      holds: median(long(ours)) <= longBound,
    },
    {
      what: "the same: p95 frame",
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
