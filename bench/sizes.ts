import { gzipSync } from "node:zlib";
import type { Benchmark, Row } from "./lib/benchmark.ts";
import { runFleetServer, serversByAge } from "./lib/fleet-server.ts";
import { startLoad } from "./lib/load.ts";
import { type Stage, openStage } from "./lib/real-page.ts";
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
      const files = await loadedFiles(stage, `${stage.real.origin}/#/`, true);
      const bare = await loadedFiles(stage, `${stage.bench}/bare.html`, false);
      const entry = files.filter(({ path }) => /\/entry-[^/]*\.js$/u.test(path));
      const worker = files.filter(({ path }) => /\/worker-[^/]*\.js$/u.test(path));
      if (entry.length !== 1 || worker.length !== 1)
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

/** Every file that came from the page's own host until it was quiet, at gzip's best. */
async function loadedFiles(stage: Stage, url: string, untilCaughtUp: boolean): Promise<Loaded[]> {
  const context = await stage.browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const bodies = new Map<string, Promise<Buffer>>();
    context.on("response", (response) => {
      const { origin, pathname } = new URL(response.url());
      if (origin === new URL(url).origin && response.ok()) bodies.set(pathname, response.body());
    });
    const page = await context.newPage();
    await page.goto(url, { waitUntil: "networkidle" });
    if (untilCaughtUp) await page.waitForSelector('html[data-caught-up="true"]', { state: "attached" });
    else
      await page.evaluate(() =>
        window.bare
          .start({
            kind: "subscriber",
            url: "",
            stream: "",
            subjects: ">",
            expected: 1,
            underWay: 1,
            readHeaders: false,
          })
          .catch(() => {}),
      );
    await page.waitForLoadState("networkidle");
    const loaded: Loaded[] = [];
    for (const [path, body] of bodies) loaded.push({ path, gzipBytes: gzipSync(await body, { level: 9 }).length });
    return loaded.toSorted((a, b) => b.gzipBytes - a.gzipBytes);
  } finally {
    await context.close();
  }
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
