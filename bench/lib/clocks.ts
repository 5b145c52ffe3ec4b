import type { Page } from "playwright";

/** This process' moment in the unit of `in-page.ts`. */
export function nowHere(): number {
  return performance.timeOrigin + performance.now();
}

/** How far the page's clock is ahead of ours, and how wrong that may be: from the shortest of 30 round trips. */
export async function clockOffset(page: Page): Promise<{ aheadMs: number; plusMinusMs: number }> {
  let best = { aheadMs: 0, plusMinusMs: Number.POSITIVE_INFINITY };
  for (let trip = 0; trip < 30; trip += 1) {
    const asked = nowHere();
    const there = await page.evaluate(() => performance.timeOrigin + performance.now());
    const answered = nowHere();
    const plusMinusMs = (answered - asked) / 2;
    if (plusMinusMs < best.plusMinusMs) best = { aheadMs: there - (asked + answered) / 2, plusMinusMs };
  }
  return best;
}
