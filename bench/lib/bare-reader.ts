import type { Browser } from "playwright";
import type { BarePlan, ReadResult } from "../pages/reader-protocol.ts";

export type { BareKind, BarePlan, ReadResult } from "../pages/reader-protocol.ts";

/** Opens a bare reader in a fresh browser context, lets `publish` run once it listens, and gives what it read. */
export async function readBare(
  browser: Browser,
  origin: string,
  plan: BarePlan,
  publish: () => Promise<void> = () => Promise.resolve(),
): Promise<ReadResult> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const broken = new Promise<never>((_resolve, reject) => page.once("pageerror", reject));
    broken.catch(() => {});
    await page.goto(`${origin}/bare.html`);
    await Promise.race([page.evaluate((wanted) => window.bare.start(wanted), plan), broken]);
    await publish();
    return await Promise.race([page.evaluate(() => window.bare.result()), broken]);
  } finally {
    await context.close();
  }
}
