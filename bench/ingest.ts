import type { Browser } from "playwright";
import { COORDINATION_STREAM } from "#contract/streams.ts";
import { DEFAULT_PREFIXES, everythingBelow } from "#contract/subjects.ts";
import { type RunningServer, runServer } from "#scripts/nats/run-server.ts";
import { serveSite } from "../e2e/site.ts";
import { type BareKind, readBare } from "./lib/bare-reader.ts";
import type { Benchmark, BenchmarkResult, Row } from "./lib/benchmark.ts";
import { launchBrowser } from "./lib/browser.ts";
import { buildBenchPages, removePages } from "./lib/build-pages.ts";
import { foldLive } from "./lib/feed-reader.ts";
import { emptyStream, runFleetServer, serversByAge } from "./lib/fleet-server.ts";
import { startLoad } from "./lib/load.ts";
import { interleave } from "./lib/rounds.ts";
import { median, spread } from "./lib/statistics.ts";
import { microseconds, perSecond, ratio } from "./lib/text.ts";

const AGENTS = 10_000;

export const ingest: Benchmark = {
  name: "ingest",
  about: "live messages of 10,000 agents as fast as they come, folded in our worker beside bare readers",
  async run({ quick, scale }) {
    const folder = await buildBenchPages(["bare", "feed"]);
    const site = await serveSite(folder);
    const browser = await launchBrowser();
    const { newest } = await serversByAge();
    const stored = await runFleetServer(newest);
    const plain = await runServer({ server: newest, accounts: "no-jetstream" });
    try {
      const count = quick ? 20_000 : Math.round(150_000 * scale);
      const bench = { browser, origin: site.origin, count, rounds: quick ? 1 : 3 };
      const first = await throughStream(bench, stored);
      const second = await throughSubscription(bench, plain);
      return {
        rows: [...first.rows, ...second.rows],
        rounds: { stored: first.rounds, plain: second.rounds },
        versions: { server: newest.version, chromium: browser.version() },
      };
    } finally {
      await browser.close();
      await site.close();
      await Promise.all([stored.stop(), plain.stop(), removePages(folder)]);
    }
  },
};

interface Bench {
  browser: Browser;
  origin: string;
  count: number;
  rounds: number;
}

/** What one reader did in one round. */
interface Read {
  perSecond: number;
  lost: number;
  /** Processor time of the worker per message, in microseconds; null where the system does not tell. */
  cpuUs: number | null;
  /** The largest backlog that the feed told of; null where the reader tells nothing. */
  mostBehind: number | null;
}

type Part = Omit<BenchmarkResult, "versions">;

async function throughStream(bench: Bench, server: RunningServer): Promise<Part> {
  const publish = async (): Promise<void> => {
    const end = await startLoad(load(server, bench.count, "stored")).ended;
    if (end.lastSeq !== bench.count) throw new Error(`the stream holds ${end.lastSeq} of ${bench.count} messages`);
  };
  const bare = (kind: BareKind, readHeaders: boolean) => async (): Promise<Read> => {
    await emptyStream(server);
    return readOnce(bench, server, kind, readHeaders, publish);
  };
  const taken = await interleave<Read>(
    bench.rounds,
    {
      "bare subscriber": bare("subscriber", false),
      "bare doorbell": bare("doorbell", false),
      "bare doorbell that reads headers": bare("doorbell", true),
      feed: async () => {
        await emptyStream(server);
        return foldOnce(bench, server, publish);
      },
    },
    sayRead,
  );
  const of = ratesOf(taken);
  const feed = of("feed");
  const lost = (taken.get("feed") ?? []).reduce((sum, one) => sum + one.lost, 0);
  const behind = Math.max(...(taken.get("feed") ?? []).map((one) => one.mostBehind ?? 0));
  const rows: Row[] = [
    compare(
      `live ingest in Chromium, ${AGENTS.toLocaleString("en")} agents, against bare doorbell and direct gets that only parse`,
      feed,
      of("bare doorbell"),
      0.75,
    ),
    compare(
      "the same, against bare doorbell whose headers are read with the client's own means",
      feed,
      of("bare doorbell that reads headers"),
      null,
    ),
    compare("the same, its share of a bare subscriber", feed, of("bare subscriber"), null),
    {
      what: `the same, messages lost of ${(bench.count * bench.rounds).toLocaleString("en")} (counted by sequence)`,
      heldTo: "0",
      measured: String(lost),
      baseline: "",
      ratio: "",
      holds: lost === 0,
    },
    {
      what: "the same, the page says how far behind it is",
      heldTo: "said",
      measured: `at most ${behind.toLocaleString("en")} messages behind`,
      baseline: "",
      ratio: "",
      holds: behind > 0,
    },
  ];
  rows.push(compareCpu(taken, "feed", "bare doorbell"));
  return { rows, rounds: Object.fromEntries(taken) };
}

/** Told beside the speeds: it hardly depends on what else the machine does. */
function compareCpu(taken: ReadonlyMap<string, Read[]>, ours: string, theirs: string): Row {
  const of = (name: string): number[] => (taken.get(name) ?? []).map((read) => read.cpuUs ?? Number.NaN);
  return {
    what: "the same, processor time of the worker per message",
    heldTo: "printed",
    measured: `${microseconds(median(of(ours)))} (${spread(of(ours), microseconds)})`,
    baseline: `${microseconds(median(of(theirs)))} (${spread(of(theirs), microseconds)})`,
    ratio: ratio(median(of(theirs)) / median(of(ours))),
    holds: null,
  };
}

async function throughSubscription(bench: Bench, server: RunningServer): Promise<Part> {
  const publish = async (): Promise<void> => {
    await startLoad(load(server, bench.count, "core")).ended;
  };
  const taken = await interleave<Read>(
    bench.rounds,
    {
      "bare subscriber": () => readOnce(bench, server, "subscriber", false, publish),
      "plain source": () => foldOnce(bench, server, publish),
    },
    sayRead,
  );
  const of = ratesOf(taken);
  const what = "plain source (no JetStream) against a bare subscriber";
  return {
    rows: [
      compare(what, of("plain source"), of("bare subscriber"), 0.7),
      compareCpu(taken, "plain source", "bare subscriber"),
    ],
    rounds: Object.fromEntries(taken),
  };
}

function load(server: RunningServer, count: number, mode: "stored" | "core"): Parameters<typeof startLoad>[0] {
  return { url: server.clientUrl, agents: AGENTS, count, perSecond: null, mode };
}

async function readOnce(
  { browser, origin, count }: Bench,
  server: RunningServer,
  kind: BareKind,
  readHeaders: boolean,
  publish: () => Promise<void>,
): Promise<Read> {
  const subjects = everythingBelow(DEFAULT_PREFIXES.coordination);
  const plan = {
    kind,
    url: server.wsUrl,
    stream: COORDINATION_STREAM,
    subjects,
    expected: count,
    underWay: 1,
    readHeaders,
  };
  const { received, elapsedMs, lost, cpuMs } = await readBare(browser, origin, plan, publish);
  return { perSecond: (received / elapsedMs) * 1_000, lost, cpuUs: perMessage(cpuMs, received), mostBehind: null };
}

async function foldOnce(
  { browser, origin, count }: Bench,
  server: RunningServer,
  publish: () => Promise<void>,
): Promise<Read> {
  const progress = await foldLive(browser, origin, server.wsUrl, count, publish);
  return {
    perSecond: (progress.messages / progress.elapsedMs) * 1_000,
    lost: count - progress.messages,
    cpuUs: perMessage(progress.cpuMs, progress.messages),
    mostBehind: progress.mostBehind,
  };
}

function perMessage(cpuMs: number | null, messages: number): number | null {
  return cpuMs === null ? null : (cpuMs / messages) * 1_000;
}

function sayRead(_name: string, read: Read): string {
  return `${perSecond(read.perSecond)}, ${microseconds(read.cpuUs ?? Number.NaN)} of processor time a message${read.lost === 0 ? "" : `, ${read.lost} lost`}`;
}

function ratesOf(taken: ReadonlyMap<string, Read[]>): (name: string) => number[] {
  return (name) => (taken.get(name) ?? []).map((read) => read.perSecond);
}

function compare(what: string, ours: number[], theirs: number[], bound: number | null): Row {
  const value = median(ours) / median(theirs);
  return {
    what,
    heldTo: bound === null ? "printed" : `≥ ${bound} ×`,
    measured: `${perSecond(median(ours))} (${spread(ours, perSecond)})`,
    baseline: `${perSecond(median(theirs))} (${spread(theirs, perSecond)})`,
    ratio: ratio(value),
    holds: bound === null ? null : value >= bound,
  };
}
