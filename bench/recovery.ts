import { setTimeout as delay } from "node:timers/promises";
import type { Page } from "playwright";
import type { RunningServer } from "#scripts/nats/run-server.ts";
import type { Benchmark, Row } from "./lib/benchmark.ts";
import { clockOffset, nowHere } from "./lib/clocks.ts";
import { runFleetServer, serversByAge } from "./lib/fleet-server.ts";
import { startLoad } from "./lib/load.ts";
import { openPage, openReal, openStage } from "./lib/real-page.ts";
import { median, spread } from "./lib/statistics.ts";
import { seconds } from "./lib/text.ts";

const BLIND: ReadonlySet<string> = new Set(["stale", "lost", "connecting", "refused"]);
/** How long a bare client is watched before "not said" is written down. */
const WATCH_MS = 30_000;

export const recovery: Benchmark = {
  name: "recovery",
  about: "a killed and a half-open server: how soon the page says it, how soon it is live again, beside a bare nats.ws",
  async run({ quick }) {
    const stage = await openStage(["bare"]);
    const { newest } = await serversByAge();
    const server = await runFleetServer(newest);
    try {
      await startLoad({ url: server.clientUrl, agents: 24, count: 240, perSecond: null, mode: "stored" }).ended;
      const ours = await openReal(stage, server, "#/agents");
      const bare = await openPage(stage.browser, `${stage.bench}/bare.html`);
      await bare.page.evaluate((url) => {
        const plan = {
          kind: "reconnecting" as const,
          url,
          stream: "",
          subjects: "",
          expected: 1,
          underWay: 1,
          readHeaders: false,
        };
        return window.bare.start(plan);
      }, server.wsUrl);
      const pages = { ours: ours.page, bare: bare.page };
      const short: Outage[] = [];
      for (let round = 0; round < (quick ? 1 : 3); round += 1) short.push(await killed(server, pages, 1_000));
      const longMs = quick ? 5_000 : 60_000;
      const long = [await killed(server, pages, longMs)];
      const halfOpen: Outage[] = [];
      for (let round = 0; round < (quick ? 1 : 2); round += 1) halfOpen.push(await frozen(server, pages));
      return {
        rows: [
          ...rowsOf("down 1 s", short, true),
          ...rowsOf(`down ${longMs / 1_000} s`, long, false),
          saidRow("a half-open link (server stopped, socket open) is said", 15_000, halfOpen),
        ],
        rounds: { short, long, halfOpen },
        versions: { server: newest.version, chromium: stage.browser.version() },
      };
    } finally {
      server.resume();
      await stage.close();
      await server.stop();
    }
  },
};

/** Milliseconds; null: not within the time it was watched. */
interface Outage {
  saidMs: Both;
  /** From the moment when the server takes connections again. */
  liveMs: Both;
}

interface Both {
  ours: number | null;
  bare: number | null;
}

interface Pages {
  ours: Page;
  bare: Page;
}

async function killed(server: RunningServer, pages: Pages, downMs: number): Promise<Outage> {
  const killedAt = nowHere();
  await server.kill();
  await delay(downMs);
  await server.restart();
  const backAt = nowHere();
  return watchOutage(pages, killedAt, backAt);
}

async function frozen(server: RunningServer, pages: Pages): Promise<Outage> {
  const stoppedAt = nowHere();
  server.pause();
  await firstAfter(
    () => oursStates(pages.ours),
    stoppedAt,
    (state) => BLIND.has(state),
    WATCH_MS,
  );
  const bareSaid = await firstAfter(
    () => bareStates(pages.bare),
    stoppedAt,
    (state) => state === "disconnect",
    1_000,
  );
  server.resume();
  const resumedAt = nowHere();
  const outage = await watchOutage(pages, stoppedAt, resumedAt);
  // A bare client that said nothing while the server stood still has nothing to come back from.
  return { ...outage, saidMs: { ...outage.saidMs, bare: bareSaid } };
}

async function watchOutage(pages: Pages, from: number, backAt: number): Promise<Outage> {
  const ours = (): Promise<State[]> => oursStates(pages.ours);
  const bare = (): Promise<State[]> => bareStates(pages.bare);
  const liveOurs = await firstAfter(ours, backAt, (state) => state === "live", WATCH_MS);
  const liveBare = await firstAfter(bare, backAt, (state) => state === "reconnect", WATCH_MS);
  const saidOurs = await firstAfter(ours, from, (state) => BLIND.has(state), 0);
  const saidBare = await firstAfter(bare, from, (state) => state === "disconnect", 0);
  await pages.ours.waitForSelector('html[data-caught-up="true"]', { state: "attached" });
  return { saidMs: { ours: saidOurs, bare: saidBare }, liveMs: { ours: liveOurs, bare: liveBare } };
}

interface State {
  state: string;
  /** On this process' clock. */
  at: number;
}

/** Milliseconds from `from` to the first such state after it, looked for until `patienceMs` from now. */
async function firstAfter(
  read: () => Promise<State[]>,
  from: number,
  is: (state: string) => boolean,
  patienceMs: number,
): Promise<number | null> {
  const until = nowHere() + patienceMs;
  for (;;) {
    const found = (await read()).find(({ state, at }) => at >= from && is(state));
    if (found !== undefined) return found.at - from;
    if (nowHere() >= until) return null;
    await delay(100);
  }
}

async function oursStates(page: Page): Promise<State[]> {
  const { aheadMs } = await clockOffset(page);
  const states = await page.evaluate(() => window.benchStates.read());
  return states.map(({ state, at }) => ({ state, at: at - aheadMs }));
}

async function bareStates(page: Page): Promise<State[]> {
  const { aheadMs } = await clockOffset(page);
  const states = await page.evaluate(() => window.bare.statuses());
  return states.map(({ state, at }) => ({ state, at: at - aheadMs }));
}

function rowsOf(name: string, outages: readonly Outage[], withSaid: boolean): Row[] {
  const live = outages.map(({ liveMs }) => liveMs);
  const rows: Row[] = [row(`server back after a kill, ${name}, to the page live again`, 2_000, live)];
  if (withSaid) rows.push(saidRow("a killed server is said", 1_000, outages));
  return rows;
}

function saidRow(what: string, boundMs: number, outages: readonly Outage[]): Row {
  return row(
    what,
    boundMs,
    outages.map(({ saidMs }) => saidMs),
  );
}

function row(what: string, boundMs: number, all: readonly Both[]): Row {
  const ours = all.map((one) => one.ours ?? Number.POSITIVE_INFINITY);
  const bare = all.map((one) => one.bare ?? Number.POSITIVE_INFINITY);
  return {
    what,
    heldTo: `≤ ${boundMs / 1_000} s`,
    measured: shown(ours),
    baseline: `${shown(bare)}, nats.ws with its defaults`,
    ratio: "",
    holds: Math.max(...ours) <= boundMs,
  };
}

function show(value: number): string {
  return Number.isFinite(value) ? seconds(value) : "not within the time watched";
}

function shown(values: readonly number[]): string {
  return values.length === 1
    ? show(values[0] ?? Number.POSITIVE_INFINITY)
    : `${show(median(values))} (${spread(values, show)})`;
}
