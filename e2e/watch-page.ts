import type { BrowserContext, Page } from "playwright/test";

/** What a browser says by itself when a server is not there. Faults are made on purpose; only the tests that make them allow these. */
export const NETWORK_ERRORS =
  /WebSocket connection to '.*' failed|Failed to load resource: net::ERR_|Failed to load resource: the server responded/u;

export interface PageWatch {
  /** Everything that went wrong so far, one line each. */
  troubles(): string[];
  /** From now on these console errors are part of the test. */
  allow(pattern: RegExp): void;
}

/** Collects console errors, uncaught errors and violations of the content security policy of every page of a context, workers included. */
export async function watchPages(context: BrowserContext): Promise<PageWatch> {
  const seen: string[] = [];
  const allowed: RegExp[] = [];
  context.on("weberror", (error) => seen.push(`page error: ${error.error().stack ?? error.error().message}`));
  context.on("console", (message) => {
    if (message.type() === "error") seen.push(`console error: ${message.text()} (${message.location().url})`);
  });
  await context.exposeBinding("reportViolation", (_source, text: string) => {
    seen.push(`CSP violation: ${text}`);
  });
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      window.reportViolation?.(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return {
    troubles: () => seen.filter((line) => !allowed.some((pattern) => pattern.test(line))),
    allow: (pattern) => allowed.push(pattern),
  };
}

declare global {
  interface Window {
    reportViolation?: (text: string) => void;
    seenByTest?: Look[];
  }
}

/** What one frame showed. */
export interface Look {
  view: string;
  caughtUp: string;
  /** The whole of the page's `main` as text. */
  words: string;
}

/**
 * Writes down what the page shows from now on, each frame that differs from the one before and each change of the marks on `<html>`.
 * @returns takes what was seen so far
 */
export async function recordLooks(page: Page): Promise<() => Promise<Look[]>> {
  await page.evaluate(() => {
    const looks: Look[] = [];
    window.seenByTest = looks;
    const look = (): void => {
      const { view = "", caughtUp = "" } = document.documentElement.dataset;
      const words = document.querySelector("main")?.textContent ?? "";
      const last = looks.at(-1);
      if (last?.view !== view || last.caughtUp !== caughtUp || last.words !== words)
        looks.push({ view, caughtUp, words });
    };
    const eachFrame = (): void => {
      look();
      requestAnimationFrame(eachFrame);
    };
    eachFrame();
  });
  return async () => (await page.evaluate(() => window.seenByTest)) ?? [];
}
