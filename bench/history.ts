import type { Browser } from "playwright";
import { COORDINATION_STREAM } from "#contract/streams.ts";
import { DEFAULT_PREFIXES, everythingBelow } from "#contract/subjects.ts";
import type { FoundServer } from "#scripts/nats/find-server.ts";
import { serveSite } from "../e2e/site.ts";
import { type BareKind, readBare } from "./lib/bare-reader.ts";
import type { Benchmark, BenchmarkResult, Row } from "./lib/benchmark.ts";
import { launchBrowser } from "./lib/browser.ts";
import { buildBenchPages, removePages } from "./lib/build-pages.ts";
import { foldHistory } from "./lib/feed-reader.ts";
import { runFleetServer, serversByAge } from "./lib/fleet-server.ts";
import { startLoad } from "./lib/load.ts";
import { interleave } from "./lib/rounds.ts";
import { median, spread } from "./lib/statistics.ts";
import { perSecond, ratio, seconds } from "./lib/text.ts";

const AGENTS = 10_000;
/** What the page reads of a server that has single gets only (design: 60,000 first on 2.9 and 2.10). */
const SINGLE_GETS_MOST = 60_000;

export const history: Benchmark = {
  name: "history",
  about: "a stored past, read to complete by our worker beside bare direct gets that only parse",
  async run({ quick, scale }) {
    const folder = await buildBenchPages(["bare", "feed"]);
    const site = await serveSite(folder);
    const browser = await launchBrowser();
    const { newest, oldest } = await serversByAge();
    const bench = { browser, origin: site.origin, rounds: quick ? 1 : 3 };
    try {
      const batched = await readPast(bench, newest, "history-batch", quick ? 20_000 : Math.round(300_000 * scale));
      const single = await readPast(
        bench,
        oldest,
        "history-single",
        quick ? 10_000 : Math.round(SINGLE_GETS_MOST * scale),
      );
      return {
        rows: [...batched.rows, ...single.rows],
        rounds: { batched: batched.rounds, single: single.rounds },
        versions: { newest: newest.version, oldest: oldest.version, chromium: browser.version() },
      };
    } finally {
      await browser.close();
      await site.close();
      await removePages(folder);
    }
  },
};

interface Read {
  messages: number;
  totalMs: number;
  /** Processor time of the worker, in milliseconds; null where the system does not tell. */
  cpuMs: number | null;
}

async function readPast(
  { browser, origin, rounds }: { browser: Browser; origin: string; rounds: number },
  version: FoundServer,
  kind: BareKind,
  count: number,
): Promise<Omit<BenchmarkResult, "versions">> {
  const server = await runFleetServer(version);
  try {
    await startLoad({ url: server.clientUrl, agents: AGENTS, count, perSecond: null, mode: "stored" }).ended;
    const bare = (readHeaders: boolean) => async (): Promise<Read> => {
      const read = await readBare(browser, origin, {
        kind,
        url: server.wsUrl,
        stream: COORDINATION_STREAM,
        subjects: everythingBelow(DEFAULT_PREFIXES.coordination),
        expected: count,
        underWay: kind === "history-batch" ? 2 : 256,
        readHeaders,
      });
      return { messages: read.received, totalMs: read.totalMs, cpuMs: read.cpuMs };
    };
    const taken = await interleave<Read>(
      rounds,
      {
        bare: bare(false),
        "bare that reads headers": bare(true),
        feed: () => foldHistory(browser, origin, server.wsUrl),
      },
      (_name, { messages, totalMs, cpuMs }) =>
        `${messages} in ${seconds(totalMs)}, ${perSecond((messages / totalMs) * 1_000)}, ${seconds(cpuMs ?? Number.NaN)} of processor time`,
    );
    const of = (name: string): number[] => (taken.get(name) ?? []).map(({ totalMs }) => totalMs);
    const missing = (taken.get("feed") ?? []).reduce((sum, { messages }) => sum + count - messages, 0);
    const how = `${count.toLocaleString("en")} messages, ${server.version}, ${kind === "history-batch" ? "batched" : "single"} gets`;
    const rows: Row[] = [
      compare(`history to complete: ${how}, against bare direct gets that only parse`, of("feed"), of("bare"), 0.75),
      compare(
        `the same, against bare ones whose headers are read with the client's own means`,
        of("feed"),
        of("bare that reads headers"),
        null,
      ),
      {
        what: `the same, messages missing when "complete" is said`,
        heldTo: "0",
        measured: String(missing),
        baseline: "",
        ratio: "",
        holds: missing === 0,
      },
    ];
    const cpu = (name: string): number[] => (taken.get(name) ?? []).map(({ cpuMs }) => cpuMs ?? Number.NaN);
    rows.push(compare("the same, processor time of the worker", cpu("feed"), cpu("bare"), null));
    return { rows, rounds: Object.fromEntries(taken) };
  } finally {
    await server.stop();
  }
}

/** Speeds are compared, so the ratio is that of the times turned round. */
function compare(what: string, ours: number[], theirs: number[], bound: number | null): Row {
  const value = median(theirs) / median(ours);
  return {
    what,
    heldTo: bound === null ? "printed" : `≥ ${bound} × as fast`,
    measured: `${seconds(median(ours))} (${spread(ours, seconds)})`,
    baseline: `${seconds(median(theirs))} (${spread(theirs, seconds)})`,
    ratio: ratio(value),
    holds: bound === null ? null : value >= bound,
  };
}
