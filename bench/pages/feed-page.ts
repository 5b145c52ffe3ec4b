import type { FleetView } from "#model/view.ts";
import { createMirror } from "#store/mirror.ts";
import { mergeSettings } from "#store/settings.ts";
import type { FromPage, FromWorker } from "#worker/protocol.ts";

export interface FeedProgress {
  messages: number;
  /** Milliseconds from the first patch that told of a message. */
  elapsedMs: number;
  /** Milliseconds from the start of the worker, connecting included. */
  totalMs: number;
  agents: number;
  malformed: number;
  /** Sums of what was let go for a bound, by what it was. */
  dropped: Readonly<Record<string, number>>;
  /** The largest "behind by" that any patch told. */
  mostBehind: number;
  patches: number;
}

export interface TaskHistoryProgress {
  /** Milliseconds from the start of the worker, connecting included: until the history was said to be complete, and the chart was. */
  historyMs: number;
  chartMs: number;
  /** Until there was any chart. */
  firstChartMs: number;
  messages: number;
  tasks: number;
  arrived: number;
}

/** What the harness calls: the real worker and the real mirror, without pages. */
export interface FeedPage {
  /** Resolves when the view is live and its history whole. */
  start(url: string): Promise<void>;
  /** Starts and resolves when the history is whole. */
  history(url: string): Promise<FeedProgress>;
  /** Starts and resolves when the history and the chart of the queue are whole. */
  taskHistory(url: string): Promise<TaskHistoryProgress>;
  /** Resolves when so many messages are folded. */
  until(messages: number): Promise<FeedProgress>;
}

declare global {
  interface Window {
    feed: FeedPage;
  }
}

const mirror = createMirror();
let firstAt: number | null = null;
let startedAt = 0;
let mostBehind = 0;
let patches = 0;

function open(url: string): void {
  startedAt = performance.now();
  const worker = new Worker(new URL("../../src/worker/worker.ts", import.meta.url), { type: "module" });
  const post = (message: FromPage): void => worker.postMessage(message, { transfer: [] });
  worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
    if (data.type === "broken") throw new Error(data.message);
    if (data.type !== "patch") return;
    patches += 1;
    mirror.apply(data.patch);
    post({ type: "ack", tick: data.patch.tick });
  });
  mirror.subscribe(() => {
    const { counters, sources } = mirror.getView();
    if (firstAt === null && counters.messages > 0) firstAt = performance.now();
    for (const source of sources) mostBehind = Math.max(mostBehind, source.behind?.messages ?? 0);
  });
  const { hostname, protocol } = location;
  post({ type: "connect", settings: mergeSettings({ hostname, protocol }, { servers: [url] }, {}, "") });
}

function when(holds: (view: FleetView) => boolean): Promise<FeedProgress> {
  return new Promise((resolve) => {
    let stop: (() => void) | null = null;
    const look = (): void => {
      const view = mirror.getView();
      if (!holds(view)) return;
      stop?.();
      resolve({
        messages: view.counters.messages,
        elapsedMs: firstAt === null ? 0 : performance.now() - firstAt,
        totalMs: performance.now() - startedAt,
        agents: view.agents.size,
        malformed: view.counters.malformed,
        dropped: view.counters.dropped,
        mostBehind,
        patches,
      });
    };
    stop = mirror.subscribe(look);
    look();
  });
}

const live = (view: FleetView): boolean => view.connection.state === "live" && view.history.complete;

/** Which tasks there are, over all states. */
function tasksIn({ tasks }: FleetView): number {
  return Object.values(tasks.counts).reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

async function taskHistory(url: string): Promise<TaskHistoryProgress> {
  open(url);
  const first = when((view) => view.tasks.figures !== null && tasksIn(view) > 0);
  const read = when(live);
  const drawn = when((view) => live(view) && view.tasks.whole && isDrawn(view));
  const view = await drawn.then(() => mirror.getView());
  return {
    historyMs: (await read).totalMs,
    chartMs: (await drawn).totalMs,
    firstChartMs: (await first).totalMs,
    messages: view.counters.messages,
    tasks: tasksIn(view),
    arrived: arrivedIn(view),
  };
}

function arrivedIn({ tasks }: FleetView): number {
  return tasks.figures?.minutes.reduce((sum, minute) => sum + minute.arrived, 0) ?? 0;
}

/** The chart's last minute stands for every task that is there. */
function isDrawn(view: FleetView): boolean {
  const last = view.tasks.figures?.minutes.at(-1);
  const { available, blocked, claimed } = view.tasks.counts;
  return last !== undefined && last.available === available && last.blocked === blocked && last.running === claimed;
}

window.feed = {
  taskHistory,
  async start(url) {
    open(url);
    await when(live);
  },
  history(url) {
    open(url);
    return when(live);
  },
  until: (messages) => when((view) => view.counters.messages >= messages),
};
