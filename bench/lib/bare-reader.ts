import type { Browser } from "playwright";
import type { BarePlan, ReadResult } from "../pages/reader-protocol.ts";
import { workerCpuMs } from "./worker-cpu.ts";

export type { BareKind, BarePlan, ReadResult } from "../pages/reader-protocol.ts";

/** Opens a bare reader in a fresh browser context, lets `publish` run once it listens, and gives what it read. */
export async function readBare(
  browser: Browser,
  origin: string,
  plan: BarePlan,
  publish: (() => Promise<void>) | null = null,
): Promise<ReadResult & { cpuMs: number | null }> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const broken = new Promise<never>((_resolve, reject) => page.once("pageerror", reject));
    broken.catch(() => {});
    await page.goto(`${origin}/bare.html`);
    await Promise.race([page.evaluate((wanted) => window.bare.start(wanted), plan), broken]);
    // Of a live reader only what comes after its start counts; a history is read from the start on.
    const cpuBefore = publish === null ? 0 : (workerCpuMs() ?? 0);
    await publish?.();
    const result = await Promise.race([page.evaluate(() => window.bare.result()), broken]);
    return { ...result, cpuMs: since(cpuBefore) };
  } finally {
    await context.close();
  }
}

function since(cpuBefore: number): number | null {
  const cpu = workerCpuMs();
  return cpu === null ? null : cpu - cpuBefore;
}
