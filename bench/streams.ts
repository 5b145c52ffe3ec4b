import type { Page } from "playwright";
import { AckPolicy, StorageType, connect } from "nats";
import type { FoundServer } from "#scripts/nats/find-server.ts";
import { type RunningServer, runServer } from "#scripts/nats/run-server.ts";
import type { Benchmark, Row } from "./lib/benchmark.ts";
import { serversByAge } from "./lib/fleet-server.ts";
import { type Stage, openPage, openStage } from "./lib/real-page.ts";
import { median, spread } from "./lib/statistics.ts";
import { ms, seconds } from "./lib/text.ts";

const CONSUMERS_EACH = 10;
const MAKERS = 24;

/** What one visit of the pages took, in milliseconds from the click on. */
interface Visit {
  streamsMs: number;
  /** From the moment on at which the list is there until each row on the screen says how its consumers stand. */
  inViewMs: number;
  consumersMs: number;
  /** Tasks of over 50 ms of the page's own thread, over the whole visit. */
  longTasks: number;
  longMs: number;
}

export const streams: Benchmark = {
  name: "streams",
  about: "the Streams and Consumers pages with 1,000 streams and 10,000 consumers on one server, beside a bare client",
  async run({ quick, scale }) {
    const count = Math.max(20, Math.round((quick ? 200 : 1_000) * scale));
    const stage = await openStage([]);
    const { newest } = await serversByAge();
    try {
      const asked = await withStreams(newest, "full", count, (server) => visits(stage, server, count, quick ? 1 : 3));
      const listed = await withStreams(newest, "plain", count, (server) => visits(stage, server, count, 1));
      return {
        rows: rowsOf(count, asked, listed),
        rounds: { asked, listed },
        versions: { server: newest.version, chromium: stage.browser.version() },
      };
    } finally {
      await stage.close();
    }
  },
};

interface Visits {
  ours: Visit[];
  /** All pages of the list of streams, and of each stream's consumers, by a client in Node. */
  bareStreamsMs: number;
}

async function withStreams<T>(
  binary: FoundServer,
  accounts: "full" | "plain",
  count: number,
  use: (server: RunningServer) => Promise<T>,
): Promise<T> {
  const server = await runServer({ server: binary, accounts });
  try {
    await makeStreams(server, count);
    return await use(server);
  } finally {
    await server.stop();
  }
}

async function makeStreams(server: RunningServer, count: number): Promise<void> {
  const { user, pass } = server.logins.provisioner;
  const nc = await connect({ servers: server.clientUrl, ...(user === "" ? {} : { user, pass }) });
  const manager = await nc.jetstreamManager({ timeout: 60_000 });
  let next = 0;
  const make = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) {
      const name = `stream-${String(index).padStart(4, "0")}`;
      await manager.streams.add({ name, subjects: [`load.${index}`], storage: StorageType.Memory, max_msgs: 10_000 });
      for (let consumer = 0; consumer < CONSUMERS_EACH; consumer += 1) {
        await manager.consumers.add(name, { durable_name: `worker-${consumer}`, ack_policy: AckPolicy.Explicit });
      }
    }
  };
  await Promise.all(Array.from({ length: MAKERS }, make));
  await nc.close();
}

async function visits(stage: Stage, server: RunningServer, count: number, rounds: number): Promise<Visits> {
  const ours: Visit[] = [];
  for (let round = 0; round < rounds; round += 1) ours.push(await visit(stage, server, count));
  return { ours, bareStreamsMs: await bareList(server) };
}

async function bareList(server: RunningServer): Promise<number> {
  const { user, pass } = server.logins.provisioner;
  const nc = await connect({ servers: server.clientUrl, ...(user === "" ? {} : { user, pass }) });
  const manager = await nc.jetstreamManager();
  const start = performance.now();
  for (let lister = manager.streams.list(), page = await lister.next(); page.length > 0; page = await lister.next());
  const took = performance.now() - start;
  await nc.close();
  return took;
}

async function visit(stage: Stage, server: RunningServer, count: number): Promise<Visit> {
  stage.real.deploy({ servers: [server.wsUrl] });
  const { page, context } = await openPage(stage.browser, `${stage.real.origin}/#/connection`);
  try {
    await page.waitForSelector('html[data-view="live"], html[data-view="replaying"]', { state: "attached" });
    await page.evaluate(() => window.benchFrames.reset());
    const streamsMs = await shownMs(page, "#/streams", "Streams", count);
    const inViewMs = await judgedMs(page);
    const consumersMs = await shownMs(page, "#/consumers", "Consumers", count * CONSUMERS_EACH);
    const { longTasks, longMs } = await page.evaluate(() => window.benchFrames.read());
    return { streamsMs, inViewMs, consumersMs, longTasks, longMs };
  } finally {
    await context.close();
  }
}

/** From the change of the address to the end of the frame in which a table of that name has so many rows. */
function shownMs(page: Page, hash: string, table: string, rows: number): Promise<number> {
  return page.evaluate(
    ([to, name, wanted]) => {
      const start = performance.now();
      window.location.hash = to;
      return new Promise<number>((resolve) => {
        const look = (): void => {
          const found = document.querySelector(`table[aria-label="${name}"]`);
          const said = found?.getAttribute("aria-rowcount");
          const there = said == null ? (found?.querySelectorAll("tbody tr").length ?? 0) : Number(said) - 1;
          if (window.location.hash === to && there >= wanted) resolve(performance.now() - start);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
    },
    [hash, table, rows] as const,
  );
}

/** Until no row of the list on the screen waits for its consumers any more. */
function judgedMs(page: Page): Promise<number> {
  return page.evaluate(() => {
    const start = performance.now();
    return new Promise<number>((resolve) => {
      const look = (): void => {
        const cells = [...document.querySelectorAll('table[aria-label="Streams"] tbody tr[data-id] td:last-child')];
        const judged = cells.filter((cell) => /\d\S* *(healthy|nobody|behind|unbound)/u.test(cell.textContent));
        if (cells.length > 0 && judged.length === cells.length) resolve(performance.now() - start);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  });
}

function rowsOf(count: number, asked: Visits, listed: Visits): Row[] {
  const name = `${count.toLocaleString("en")} streams, ${(count * CONSUMERS_EACH).toLocaleString("en")} consumers`;
  const of = (visits: Visits, pick: (visit: Visit) => number): number[] => visits.ours.map(pick);
  const row = (what: string, values: number[], bound: number | null, baseline = ""): Row => ({
    what: `${name}: ${what}`,
    heldTo: bound === null ? "–" : `≤ ${seconds(bound)}`,
    measured: `${seconds(median(values))} (${spread(values, seconds)})`,
    baseline,
    ratio: "",
    holds: bound === null ? null : median(values) <= bound,
  });
  const longest = of(asked, ({ longTasks }) => longTasks);
  return [
    row(
      "streams complete and sorted",
      of(asked, ({ streamsMs }) => streamsMs),
      2_000,
      `${ms(asked.bareStreamsMs)} for the list alone, by a client in Node`,
    ),
    row(
      "consumers of the rows in view, after the list is there",
      of(asked, ({ inViewMs }) => inViewMs),
      1_000,
    ),
    row(
      "all consumers, by one question to the servers",
      of(asked, ({ consumersMs }) => consumersMs),
      3_000,
    ),
    row(
      "all consumers, stream by stream at 200 requests a second",
      of(listed, ({ consumersMs }) => consumersMs),
      null,
    ),
    {
      what: `${name}: tasks of over 50 ms of the page's own thread in one visit`,
      heldTo: "0",
      measured: `${median(longest)} (${ms(median(of(asked, ({ longMs }) => longMs)))} in all)`,
      baseline: "",
      ratio: "",
      holds: median(longest) === 0,
    },
  ];
}
