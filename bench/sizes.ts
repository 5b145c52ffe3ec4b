import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright";
import { DEFAULT_PREFIXES, everythingBelow } from "#contract/subjects.ts";
import type { Benchmark, Row } from "./lib/benchmark.ts";
import { runFleetServer, serversByAge } from "./lib/fleet-server.ts";
import { startLoad } from "./lib/load.ts";
import { PATIENCE_MS, openStage } from "./lib/real-page.ts";
import { kilobytes } from "./lib/text.ts";

export const sizes: Benchmark = {
  name: "sizes",
  about: "what a first visit to the Overview really loads, compressed, by the browser's own log",
  async run() {
    const stage = await openStage(["bare"]);
    const { newest } = await serversByAge();
    const server = await runFleetServer(newest);
    try {
      await startLoad({ url: server.clientUrl, agents: 24, count: 2_400, perSecond: null, mode: "stored" }).ended;
      stage.real.deploy({ servers: [server.wsUrl] });
      const files = await loadedFiles(stage.browser, `${stage.real.origin}/#/`, stage.folders.real, (page) =>
        page.waitForSelector('html[data-caught-up="true"]', { state: "attached" }),
      );
      const bare = await loadedFiles(stage.browser, `${stage.bench}/bare.html`, stage.folders.bench, (page) =>
        startBare(page, server.wsUrl),
      );
      // All code that every page waits for; see scripts/chunk-groups.ts.
      const entry = files.filter(({ path }) =>
        /\/(entry|boot|react|app|mount-app|rolldown-runtime)-[^/]*\.js$/u.test(path),
      );
      const worker = files.filter(({ path }) => /\/worker-[^/]*\.js$/u.test(path));
      if (entry.length < 5 || worker.length !== 1)
        throw new Error(`no entry or worker among ${files.map(({ path }) => path).join(", ")}`);
      const fonts = files.filter(({ path }) => path.endsWith(".woff2"));
      return {
        rows: [
          row("gzip: entry", 150_000, entry, ""),
          row("gzip: worker", 80_000, worker, `${kilobytes(total(bare))}: a bare page with nats.ws alone`),
          row("gzip: everything the Overview loads", 350_000, files, `of it ${kilobytes(total(fonts))} fonts`),
        ],
        rounds: files,
        versions: { server: newest.version, chromium: stage.browser.version() },
      };
    } finally {
      await stage.close();
      await server.stop();
    }
  },
};

interface Loaded {
  path: string;
  gzipBytes: number;
}

/** Every file that came from the page's own host, at gzip's best. */
async function loadedFiles(
  browser: Browser,
  url: string,
  folder: string,
  settle: (page: Page) => Promise<unknown>,
): Promise<Loaded[]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const paths = new Set<string>();
    context.on("response", (response) => {
      const { origin, pathname } = new URL(response.url());
      if (origin === new URL(url).origin && response.ok()) paths.add(pathname === "/" ? "/index.html" : pathname);
    });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(url);
    await settle(page);
    await page.waitForLoadState("networkidle");
    const loaded: Loaded[] = [];
    for (const path of paths) {
      // What a deployment writes is no part of the page.
      if (path === "/rollcall.json") continue;
      loaded.push({ path, gzipBytes: gzipSync(await readFile(join(folder, path)), { level: 9 }).length });
    }
    return loaded.toSorted((a, b) => b.gzipBytes - a.gzipBytes);
  } finally {
    await context.close();
  }
}

/** Makes the bare page load its worker. */
function startBare(page: Page, url: string): Promise<void> {
  const plan = {
    kind: "subscriber" as const,
    url,
    stream: "",
    subjects: everythingBelow(DEFAULT_PREFIXES.coordination),
    expected: 1,
    underWay: 1,
    readHeaders: false,
  };
  return page.evaluate((wanted) => window.bare.start(wanted), plan);
}

function total(files: readonly Loaded[]): number {
  return files.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0);
}

function row(what: string, bound: number, files: readonly Loaded[], baseline: string): Row {
  const bytes = total(files);
  return {
    what,
    heldTo: `≤ ${bound / 1_000} kB`,
    measured: kilobytes(bytes),
    baseline,
    ratio: "",
    holds: bytes <= bound,
  };
}
