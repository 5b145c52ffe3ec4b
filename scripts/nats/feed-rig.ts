import { WebSocket } from "ws";
import { DEFAULT_PREFIXES } from "#contract/subjects.ts";
import type { Chunk } from "#model/chunk.ts";
import type { ServerClock } from "#model/clock.ts";
import type { Connection } from "#model/connection.ts";
import { DEFAULT_BOUNDS } from "#model/liveness.ts";
import type { SourceState } from "#model/source-state.ts";
import { HOUR_MS, SECOND_MS } from "#util/units.ts";
import type { Feed, FeedIo, FeedSink } from "#worker/feed.ts";
import { openFeed } from "#worker/feed.ts";
import type { FeedSettings } from "#worker/protocol.ts";

/** The feed as it runs in Node: `ws` is its WebSocket, and a probe is a fetch whose answer is not read. */
export function nodeFeedIo(overrides: Partial<FeedIo> = {}): FeedIo {
  // The client asks its realm for a WebSocket; Node 20 has none.
  Object.assign(globalThis, { WebSocket });
  return {
    now: () => performance.timeOrigin + performance.now(),
    probe: (url, signal) =>
      fetch(url, { signal }).then(
        () => true,
        () => false,
      ),
    setTimer: (run, ms) => setTimeout(run, ms),
    clearTimer: (handle) => clearTimeout(handle),
    pageIsHttps: false,
    ...overrides,
  };
}

export function feedSettings(servers: string[], overrides: Partial<FeedSettings> = {}): FeedSettings {
  return {
    servers,
    login: { kind: "none" },
    inboxPrefix: "_INBOX",
    domain: null,
    prefixes: DEFAULT_PREFIXES,
    streams: null,
    historyMs: 6 * HOUR_MS,
    historyMaxMessages: 300_000,
    historyMaxBytes: 128 * 2 ** 20,
    reportsMaxBytes: 2 ** 20,
    heartbeatIntervalMs: 30 * SECOND_MS,
    bounds: DEFAULT_BOUNDS,
    overdueAfterMs: null,
    ...overrides,
  };
}

/** One stream as the rig has seen it since its last reset. */
export interface SeenStream {
  /** Bodies by sequence. */
  bodies: Map<number, string>;
  subjects: Map<number, string>;
  at: Map<number, number>;
  /** Sequences that came more than once. The roll brings each agent's last beat ahead of the history: those count too. */
  twice: number[];
  /** In the order in which they came. */
  order: number[];
  /** Stretches that are known whole, holes included. */
  known: { from: number; to: number }[];
}

/** For a machine that does several heavy things at once. */
const PATIENCE_MS = 45_000;

/** A sink that keeps everything, for tests that wait on what it has seen. */
export class FeedRig implements FeedSink {
  readonly streams = new Map<string, SeenStream>();
  readonly sources = new Map<string, SourceState>();
  readonly connections: Connection[] = [];
  readonly clocks: (ServerClock | null)[] = [];
  readonly resets: string[] = [];
  readonly mayWrites: (boolean | null)[] = [];
  /** Broken laws of chunks: sequences outside or not ascending. Must stay empty. */
  readonly broken: string[] = [];
  wantedSince: number | null = null;
  feed: Feed | null = null;
  readonly #waiting = new Set<() => void>();

  static open(settings: FeedSettings, io: FeedIo = nodeFeedIo()): FeedRig {
    const rig = new FeedRig();
    rig.feed = openFeed(settings, rig, io);
    return rig;
  }

  get state(): Connection | undefined {
    return this.connections.at(-1);
  }

  get serverClock(): ServerClock | null {
    return this.clocks.at(-1) ?? null;
  }

  stream(name: string): SeenStream {
    const held = this.streams.get(name) ?? {
      bodies: new Map<number, string>(),
      subjects: new Map<number, string>(),
      at: new Map<number, number>(),
      twice: [],
      order: [],
      known: [],
    };
    this.streams.set(name, held);
    return held;
  }

  /** Everything seen of all streams, as bodies. */
  allBodies(): string[] {
    return [...this.streams.values()].flatMap((stream) => [...stream.bodies.values()]);
  }

  /** Connected, at least one source, and each of them whole. */
  get caughtUp(): boolean {
    const sources = [...this.sources.values()];
    return this.state?.state === "live" && sources.length > 0 && sources.every((one) => one.phase.state === "complete");
  }

  /** Resolves as soon as `when` holds; looked at after everything that the feed says. */
  until(what: string, when: () => boolean, patienceMs = PATIENCE_MS): Promise<void> {
    if (when()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (!when()) return;
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`waited in vain until ${what}; ${this.describe()}`));
      }, patienceMs);
      this.#waiting.add(look);
    });
  }

  describe(): string {
    const streams = [...this.streams].map(([name, seen]) => `${name}: ${seen.bodies.size} messages`);
    return [
      JSON.stringify(this.state),
      ...streams,
      ...[...this.sources.values()].map((source) => JSON.stringify(source)),
    ].join("\n");
  }

  async close(): Promise<void> {
    await this.feed?.close();
  }

  connection(state: Connection): void {
    this.connections.push(state);
    this.#said();
  }

  clock(clock: ServerClock | null): void {
    this.clocks.push(clock);
    this.#said();
  }

  source(state: SourceState): void {
    this.sources.set(state.name, state);
    this.#said();
  }

  sourceGone(name: string): void {
    this.sources.delete(name);
    this.#said();
  }

  chunk(chunk: Chunk): void {
    const seen = this.stream(chunk.stream);
    const decoder = new TextDecoder();
    let previous = chunk.from - 1;
    for (const message of chunk.messages) {
      if (message.seq <= previous || message.seq > chunk.to) this.broken.push(`${chunk.stream} ${message.seq}`);
      previous = message.seq;
      if (seen.bodies.has(message.seq)) seen.twice.push(message.seq);
      seen.bodies.set(message.seq, decoder.decode(message.data));
      seen.subjects.set(message.seq, message.subject);
      seen.at.set(message.seq, message.at);
      seen.order.push(message.seq);
    }
    if (chunk.filter === undefined) seen.known.push({ from: chunk.from, to: chunk.to });
    this.#said();
  }

  reset(stream: string): void {
    this.resets.push(stream);
    this.streams.delete(stream);
    this.#said();
  }

  mayWrite(mayWrite: boolean | null): void {
    this.mayWrites.push(mayWrite);
    this.#said();
  }

  wanted(history: { wantedSince: number | null }): void {
    this.wantedSince = history.wantedSince;
    this.#said();
  }

  #said(): void {
    for (const look of this.#waiting) look();
  }
}
