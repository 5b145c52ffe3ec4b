import type { Browser, BrowserContext, Page } from "playwright";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import { type Site, serveSite } from "../../e2e/site.ts";
import { launchBrowser } from "./browser.ts";
import { buildBenchPages, buildRealPage, removePages } from "./build-pages.ts";
import { watchFrames, watchPixels, watchStates } from "../pages/in-page.ts";

/** A busy machine is slow; what takes longer than this does not come. */
export const PATIENCE_MS = 120_000;

/** The built page and the benchmarks' own pages, each on a port of its own, and one browser for both. */
export interface Stage {
  browser: Browser;
  real: Site;
  /** Where the files of the two are. */
  folders: { real: string; bench: string };
  /** Origin of the benchmarks' own pages. */
  bench: string;
  close(): Promise<void>;
}

export async function openStage(benchPages: readonly string[], args: readonly string[] = []): Promise<Stage> {
  const [dist, folder] = [await buildRealPage(), await buildBenchPages(benchPages)];
  const [real, bench] = [await serveSite(dist), await serveSite(folder)];
  const browser = await launchBrowser(args);
  return {
    browser,
    real,
    folders: { real: dist, bench: folder },
    bench: bench.origin,
    async close() {
      await browser.close();
      await Promise.all([real.close(), bench.close(), removePages(dist), removePages(folder)]);
    },
  };
}

export interface OpenPage {
  page: Page;
  context: BrowserContext;
}

/** A page in a context of its own (cold cache), with the watches of `in-page.ts` in place before anything of the page runs. */
export async function openPage(browser: Browser, url: string): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await addWatches(page);
  await page.goto(url);
  return { page, context };
}

/** Puts the watches of `in-page.ts` into whatever this page opens next. */
export async function addWatches(page: Page): Promise<void> {
  // The compiler that runs these files names inner functions through a helper, which the page does not have.
  await page.addInitScript("globalThis.__name ??= (named) => named;");
  for (const watch of [watchFrames, watchPixels, watchStates]) await page.addInitScript(watch);
}

/** The real page on this server; resolves when it is live and its history whole. */
export async function openReal(stage: Stage, server: RunningServer, path: string): Promise<OpenPage> {
  stage.real.deploy({ servers: [server.wsUrl] });
  const opened = await openPage(stage.browser, `${stage.real.origin}/${path}`);
  await opened.page.waitForSelector('html[data-caught-up="true"]', { state: "attached" });
  return opened;
}
