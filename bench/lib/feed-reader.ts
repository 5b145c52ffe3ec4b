import type { Browser, Page } from "playwright";
import type { FeedProgress } from "../pages/feed-page.ts";

export type { FeedProgress };

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
    await publish();
    return page.evaluate((count) => window.feed.until(count), expected);
  });
}

/** Our worker in a fresh browser context, from its first message to the end of the history. */
export function foldHistory(browser: Browser, origin: string, url: string): Promise<FeedProgress> {
  return inFeedPage(browser, origin, (page) => page.evaluate((server) => window.feed.history(server), url));
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
