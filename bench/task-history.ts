import { setTimeout as delay } from "node:timers/promises";
import { connect } from "nats";
import type { StreamMessage } from "#model/chunk.ts";
import { DEFAULT_BOUNDS } from "#model/liveness.ts";
import type { SourceState } from "#model/source-state.ts";
import type { TaskMinute } from "#model/tasks/tasks-view.ts";
import type { FleetView } from "#model/view.ts";
import { COORDINATION_STREAM } from "#contract/streams.ts";
import { DEFAULT_PREFIXES, heartbeatSubject } from "#contract/subjects.ts";
import { assert } from "#util/assert.ts";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "#util/units.ts";
import { CoreRig } from "#worker/core-rig.ts";
import type { FeedIo, FeedSink } from "#worker/feed.ts";
import { serveSite } from "../e2e/site.ts";
import type { Benchmark, Row } from "./lib/benchmark.ts";
import { launchBrowser } from "./lib/browser.ts";
import { buildBenchPages, removePages } from "./lib/build-pages.ts";
import { foldTaskHistory } from "./lib/feed-reader.ts";
import { runFleetServer, serversByAge } from "./lib/fleet-server.ts";
import { agentName } from "./lib/names.ts";
import { median, spread } from "./lib/statistics.ts";
import { TaskLife } from "./lib/task-life.ts";
import { ms, seconds } from "./lib/text.ts";

const MESSAGES = 300_000;
const AGENTS = 1_000;
const HISTORY_MS = 6 * HOUR_MS;
const MOST_LATE_MS = 300;
/** As a source hands on what it reads. */
const STRETCH = 5_000;
const CHUNK = 1_000;
/** As fast as batches come into a browser (measured): the newest are long in before the oldest are. */
const MESSAGES_PER_MS = 33;

/**
 * Six hours of history to a whole depth chart. A server stamps what it stores with its own clock, so the way from a real server through a
 * browser's worker is measured with six hours' messages of one minute, and the chart of six hours with our core alone, fed as a source
 * feeds it.
 */
export const taskHistory: Benchmark = {
  name: "task-history",
  about: "a stored past, a third of it about tasks, to the complete chart of the queue's depth",
  async run({ quick, scale }) {
    const count = quick ? 15_000 : Math.round(MESSAGES * scale);
    const rounds = quick ? 1 : 3;
    const wire = await fromServer(count, rounds);
    const hours: HoursRead[] = [];
    for (let round = 0; round < rounds; round++) {
      const read = sixHours(count);
      hours.push(await read);
    }
    return {
      rows: [...wire.rows, ...hourRows(hours, count)],
      rounds: { wire: wire.rounds, hours },
      versions: wire.versions,
    };
  },
};

/** Every third message is about a task. */
function mixed(count: number, start: number, perSecond: number): StreamMessage[] {
  const tasks = new TaskLife(start, perSecond / 3).take(Math.ceil(count / 3));
  const encoder = new TextEncoder();
  return Array.from({ length: count }, (_, index) => {
    const at = start + (index * SECOND_MS) / perSecond;
    const seq = index + 1;
    const task = index % 3 === 0 ? tasks[index / 3] : undefined;
    if (task !== undefined) return { ...task, seq, at };
    const agent = agentName(index % AGENTS);
    const body = `{"agent_id":"${agent}","status":"active","current_task":null,"timestamp":"${new Date(at).toISOString()}"}`;
    return { seq, at, subject: heartbeatSubject(agent), data: encoder.encode(body), headers: {} };
  });
}

// ---- from a real server, in Chromium

async function fromServer(
  count: number,
  rounds: number,
): Promise<{
  rows: Row[];
  rounds: unknown;
  versions: Readonly<Record<string, string>>;
}> {
  const folder = await buildBenchPages(["feed"]);
  const site = await serveSite(folder);
  const browser = await launchBrowser();
  const { newest } = await serversByAge();
  const server = await runFleetServer(newest);
  try {
    const nc = await connect({ servers: server.clientUrl });
    const messages = mixed(count, Date.now(), 20_000);
    for (const [index, { subject, data }] of messages.entries()) {
      // A stream drops what it cannot take in time: now and then it is waited for.
      if (index % 500 === 499 || index === count - 1) await nc.jetstream().publish(subject, data);
      else nc.publish(subject, data);
    }
    await nc.close();
    const taken = [];
    for (let round = 0; round < rounds; round++) {
      const read = await foldTaskHistory(browser, site.origin, server.wsUrl);
      assert(read.messages >= count, `the stream ${COORDINATION_STREAM} was read whole`);
      console.log(
        `    round ${round + 1} of ${rounds} · server · history ${seconds(read.historyMs)}, chart ${seconds(read.chartMs)}`,
      );
      taken.push(read);
    }
    const how = `${count.toLocaleString("en")} messages, ${newest.version}, Chromium`;
    return {
      rows: [
        lateRow(
          `history to a complete depth chart: ${how}`,
          taken.map(({ chartMs }) => chartMs),
          taken.map(({ historyMs }) => historyMs),
        ),
      ],
      rounds: taken,
      versions: { newest: newest.version, chromium: browser.version() },
    };
  } finally {
    await server.stop();
    await browser.close();
    await site.close();
    await removePages(folder);
  }
}

function lateRow(what: string, chart: number[], history: number[]): Row {
  const late = chart.map((value, index) => value - (history[index] ?? 0));
  return {
    what,
    heldTo: `≤ the history's own time + ${MOST_LATE_MS} ms`,
    measured: `${seconds(median(chart))} (${spread(chart, seconds)})`,
    baseline: `${seconds(median(history))} (${spread(history, seconds)}) for the history`,
    ratio: `+ ${ms(median(late))}`,
    holds: median(late) <= MOST_LATE_MS,
  };
}

// ---- six hours, newest stretch first

interface HoursRead {
  historyMs: number;
  chartMs: number;
  /** When the chart's newest hour was as it is at the end. */
  newestHourMs: number;
  minutes: number;
  tasks: number;
}

function now(): number {
  return performance.timeOrigin + performance.now();
}

async function sixHours(count: number): Promise<HoursRead> {
  const end = Math.floor(now() / MINUTE_MS) * MINUTE_MS;
  const perSecond = (count * SECOND_MS) / HISTORY_MS;
  const messages = mixed(count, end - HISTORY_MS, perSecond);
  const io: FeedIo = {
    now,
    probe: () => Promise.resolve(false),
    setTimer: (run, wait) => setTimeout(run, wait),
    clearTimer: (handle) => clearTimeout(handle),
    pageIsHttps: false,
  };
  let sink: FeedSink | null = null;
  const rig = new CoreRig(io, (_settings, of) => {
    sink = of;
    return {
      retryNow: () => undefined,
      storedMessage: () => Promise.resolve({ state: "gone" }),
      session: () => null,
      close: () => Promise.resolve(),
    };
  });
  rig.say({ type: "connect", settings: SETTINGS });
  const feed: FeedSink | null = sink;
  assert(feed !== null, "connect opens a feed");
  const startedAt = now();
  const charts: { atMs: number; newestHour: string }[] = [];
  const read = rig.until("the history is whole", (view) => {
    const minutes = view.tasks.figures?.minutes;
    if (minutes !== undefined) charts.push({ atMs: now() - startedAt, newestHour: hourOf(minutes) });
    return view.history.complete;
  });
  const readAt = read.then(() => now());
  const drawn = rig.until("the chart is whole", (view) => view.history.complete && view.tasks.whole && isDrawn(view));
  await readAll(feed, messages);
  const view = await drawn;
  const drawnAt = now();
  await rig.core.close();
  const minutes = view.tasks.figures?.minutes ?? [];
  const whole = hourOf(minutes);
  const newestHour = charts.find((chart) => chart.newestHour === whole);
  const told = {
    historyMs: (await readAt) - startedAt,
    chartMs: drawnAt - startedAt,
    newestHourMs: newestHour?.atMs ?? drawnAt - startedAt,
    minutes: minutes.length,
    tasks: Object.values(view.tasks.counts).reduce<number>((sum, held) => sum + (held ?? 0), 0),
  };
  console.log(
    `    six hours · history ${seconds(told.historyMs)}, chart ${seconds(told.chartMs)}, its newest hour ${seconds(told.newestHourMs)}, ${told.minutes} minutes of ${told.tasks} tasks`,
  );
  return told;
}

/** As a source does: stretches from the newest to the oldest, each ascending, at a browser's pace. */
async function readAll(sink: FeedSink, messages: readonly StreamMessage[]): Promise<void> {
  sink.connection({ state: "live", since: now(), server: SERVER, rttMs: 1 });
  sink.clock({ offsetMs: 0, plusMinusMs: 1, source: "stream-info", jump: null });
  const startedAt = now();
  let handedOn = 0;
  for (let to = messages.length; to > 0; to -= STRETCH) {
    sink.source({ ...SOURCE, phase: { state: "reading-past", doneRatio: 1 - to / messages.length } });
    for (let from = Math.max(0, to - STRETCH); from < to; from += CHUNK) {
      const chunk = messages.slice(from, Math.min(to, from + CHUNK));
      sink.chunk({ stream: COORDINATION_STREAM, from: from + 1, to: from + chunk.length, messages: chunk });
      handedOn += chunk.length;
      await delay(Math.max(0, startedAt + handedOn / MESSAGES_PER_MS - now()));
    }
  }
  sink.source({ ...SOURCE, phase: { state: "complete" }, tasksPast: "whole", lastSeq: messages.length });
}

/** What happened in each minute of the newest hour, as one text to compare. How many stood there is told by all that came before. */
function hourOf(minutes: readonly TaskMinute[]): string {
  return JSON.stringify(
    minutes.slice(-60).map(({ arrived, claimed, completed, failed }) => [arrived, claimed, completed, failed]),
  );
}

function isDrawn({ tasks }: FleetView): boolean {
  const last = tasks.figures?.minutes.at(-1);
  const { available, blocked, claimed } = tasks.counts;
  return last !== undefined && last.available === available && last.blocked === blocked && last.running === claimed;
}

function hourRows(hours: readonly HoursRead[], count: number): Row[] {
  const how = `${count.toLocaleString("en")} messages of 6 hours at ${MESSAGES_PER_MS},000/s, our core in Node`;
  const history = hours.map(({ historyMs }) => historyMs);
  const newest = hours.map(({ newestHourMs }) => newestHourMs);
  return [
    lateRow(
      `history to a complete depth chart: ${how}`,
      hours.map(({ chartMs }) => chartMs),
      history,
    ),
    {
      what: `the newest hour of the chart: ${how}`,
      heldTo: "≤ 0.75 × the history's own time",
      measured: `${seconds(median(newest))} (${spread(newest, seconds)})`,
      baseline: `${seconds(median(history))} (${spread(history, seconds)}) for the history`,
      ratio: (median(newest) / median(history)).toFixed(2),
      holds: median(newest) <= median(history) * 0.75,
    },
  ];
}

const SERVER = { name: "bench", version: "2.15.1", url: "ws://127.0.0.1:9222", cluster: null };
const SETTINGS = {
  servers: [SERVER.url],
  login: { kind: "none" as const },
  inboxPrefix: "_INBOX",
  domain: null,
  prefixes: DEFAULT_PREFIXES,
  streams: null,
  historyMs: HISTORY_MS,
  historyMaxMessages: MESSAGES,
  historyMaxBytes: Number.POSITIVE_INFINITY,
  reportsMaxBytes: Number.POSITIVE_INFINITY,
  heartbeatIntervalMs: 30 * SECOND_MS,
  bounds: DEFAULT_BOUNDS,
  overdueAfterMs: null,
};
const SOURCE: SourceState = {
  name: COORDINATION_STREAM,
  stream: COORDINATION_STREAM,
  subjects: ["mjwork.>"],
  past: "direct-batch",
  live: "doorbell",
  phase: { state: "opening" },
  completeSince: null,
  tasksPast: "reading",
  agentsKnown: true,
  behind: null,
  advice: null,
  restarts: 0,
  firstSeq: 1,
  lastSeq: null,
};
