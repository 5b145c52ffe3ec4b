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
    seenByTest?: Seen[];
  }
}

/** One thing that stood on the screen, in the order of its coming. */
export interface Seen {
  view: string;
  caughtUp: string;
  /** The page's words of that moment: the heading region's status sentences. */
  sentences: string[];
}

/** Writes down every state that the page shows from now on: each mutation of the document is one look. */
export async function recordLooks(page: Page): Promise<() => Promise<Seen[]>> {
  await page.evaluate(() => {
    const looks: Seen[] = [];
    window.seenByTest = looks;
    const look = (): void => {
      const { view = "", caughtUp = "" } = document.documentElement.dataset;
      const sentences = [...document.querySelectorAll('main output, main [role="status"]')].map(
        (one) => one.textContent ?? "",
      );
      looks.push({ view, caughtUp, sentences });
    };
    look();
    new MutationObserver(look).observe(document.documentElement, {
      attributes: true,
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  return async () => (await page.evaluate(() => window.seenByTest)) ?? [];
}
