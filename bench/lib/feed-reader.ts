import type { Browser, Page } from "playwright";
import type { FeedProgress as Told, TaskHistoryProgress } from "../pages/feed-page.ts";
import { workerCpuMs } from "./worker-cpu.ts";

/** What the page told, and the processor time that its worker used. */
export type FeedProgress = Told & { cpuMs: number | null };

/** Our worker in a fresh browser context: live first, then `publish`, then the time until all of it is folded. */
export function foldLive(
  browser: Browser,
  origin: string,
  url: string,
  expected: number,
  publish: () => Promise<void>,
): Promise<FeedProgress> {
  return inFeedPage(browser, origin, async (page) => {
    await page.evaluate((server) => window.feed.start(server), url);
    const before = workerCpuMs() ?? 0;
    await publish();
    const told = await page.evaluate((count) => window.feed.until(count), expected);
    const after = workerCpuMs();
    return { ...told, cpuMs: after === null ? null : after - before };
  });
}

/** Our worker in a fresh browser context, from its first message to the end of the history. */
export function foldHistory(browser: Browser, origin: string, url: string): Promise<FeedProgress> {
  return inFeedPage(browser, origin, async (page) => {
    const told = await page.evaluate((server) => window.feed.history(server), url);
    return { ...told, cpuMs: workerCpuMs() };
  });
}

/** The same, until the chart of the queue is whole as well. */
export function foldTaskHistory(browser: Browser, origin: string, url: string): Promise<TaskHistoryProgress> {
  return inFeedPage(browser, origin, (page) => page.evaluate((server) => window.feed.taskHistory(server), url));
}

async function inFeedPage<T>(browser: Browser, origin: string, use: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const broken = new Promise<never>((_resolve, reject) => page.once("pageerror", reject));
    broken.catch(() => {});
    await page.goto(`${origin}/feed.html`);
    return await Promise.race([use(page), broken]);
  } finally {
    await context.close();
  }
}
