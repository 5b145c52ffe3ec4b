/**
 * The feed: everything between the servers' addresses and the fold. It owns the connection, the server's clock and one source per
 * stream, and says what it learns to a sink. It keeps no state of the fleet.
 */
import type { Chunk } from "#model/chunk.ts";
import type { ServerClock } from "#model/clock.ts";
import { serverNow } from "#model/clock.ts";
import type { Connection } from "#model/connection.ts";
import type { SourceState } from "#model/source-state.ts";
import type { ObserverMs, ServerMs } from "#util/units.ts";
import type { ClockSample } from "./clock-offset.ts";
import { ClockEstimate } from "./clock-offset.ts";
import { ConnectionLoop } from "./connection.ts";
import type { Discovery } from "./discover.ts";
import { discover, uncaptured, wantedFilters } from "./discover.ts";
import { ForgetfulSource } from "./forgetful.ts";
import type { StreamInfo } from "./js-api.ts";
import { isPlain, plainName } from "./plain-tap.ts";
import { PlainSource } from "./plain.ts";
import type { FeedSettings, StoredMessageAnswer } from "./protocol.ts";
import type { Gate } from "./run.ts";
import { Run } from "./run.ts";
import type { Session } from "./session.ts";
import { atLeast } from "./session.ts";
import { StreamSource } from "./source.ts";
import type { Source, SourceHost } from "./source-host.ts";
import { readStoredMessage } from "./stored-message.ts";
import { askUserInfo, askVarzClock, mayPublish } from "./user-info.ts";

/** Where the feed says what it learns. Called synchronously, never re-entered. */
export interface FeedSink {
  connection(state: Connection): void;
  clock(clock: ServerClock | null): void;
  /** On every change; a source is known by its `name`. */
  source(state: SourceState): void;
  sourceGone(name: string): void;
  /** Messages of one stream; chunks come in any order and may overlap. */
  chunk(chunk: Chunk): void;
  /** The stream was made again or lost its tail: everything folded from it is void. */
  reset(stream: string): void;
  /** Whether this login may publish into the fleet; null: not known. */
  mayWrite(mayWrite: boolean | null): void;
  wanted(history: { wantedSince: ServerMs | null }): void;
}

/** What the feed needs of the place it runs in: a worker, or Node under test. `WebSocket` is the realm's own. */
export interface FeedIo {
  now(): ObserverMs;
  /** Probes an address; only whether it answers at all is used. */
  probe(httpUrl: string, signal: AbortSignal): Promise<boolean>;
  setTimer(run: () => void, ms: number): TimerHandle;
  clearTimer(handle: TimerHandle): void;
  /**
   * The page shows the present: until then the past is not read, which would take from it the processor and the connection that it needs to
   * show anything. Where absent, nobody is waited for.
   */
  presentShown?(): Promise<void>;
  /** Streams are read for what is new no more often than this; where absent, as often as somebody rings. */
  paceMs?(): number;
  /** A page on https may not open ws:// to another host. */
  pageIsHttps: boolean;
  /** Whether the browser keeps this page from addresses of the local network; where absent, that cannot be known. */
  localNetworkDenied?(): Promise<boolean>;
}

export type TimerHandle = ReturnType<typeof setTimeout>;

export interface Feed {
  /** Tries the next address now rather than when its time comes. */
  retryNow(): void;
  /** One message as its stream holds it now. */
  storedMessage(stream: string, seq: number): Promise<StoredMessageAnswer>;
  /** The open connection, over which everything else is asked; null while there is none. */
  session(): Session | null;
  close(): Promise<void>;
}

/** Opens the feed and keeps it open until `close`. */
export function openFeed(settings: FeedSettings, sink: FeedSink, io: FeedIo): Feed {
  return new FeedEngine(settings, sink, io);
}

const DISCOVER_EVERY_MS = 30_000;
/** While something is heard plainly, a stream for it may be made at any moment. */
const DISCOVER_SOON_MS = 5_000;
const DISCOVER_AGAIN_MS = 500;
const CLOCK_EVERY_MS = 30_000;

class FeedEngine implements Feed, SourceHost {
  readonly settings: FeedSettings;
  readonly io: FeedIo;
  readonly #sink: FeedSink;
  readonly #connection: ConnectionLoop;
  readonly #clock = new ClockEstimate();
  readonly #sources = new Map<string, Source>();
  readonly #unreadable = new Set<string>();
  #wantedSince: ServerMs | null = null;
  #run: Run | null = null;
  #session: Session | null = null;
  #discoverGate: Gate | null = null;
  #closed = false;

  constructor(settings: FeedSettings, sink: FeedSink, io: FeedIo) {
    this.settings = settings;
    this.io = io;
    this.#sink = sink;
    this.#connection = new ConnectionLoop(settings, io, {
      changed: (state) => this.#tell(() => sink.connection(state)),
      opened: (session) => this.#opened(session),
      lost: () => this.#lost(),
    });
    sink.wanted({ wantedSince: null });
    this.#connection.start();
  }

  retryNow(): void {
    this.#connection.retryNow();
  }

  storedMessage(stream: string, seq: number): Promise<StoredMessageAnswer> {
    // What was heard plainly has numbers of our own, which no stream knows.
    if (isPlain(stream)) return Promise.resolve({ state: "not-stored" });
    if (this.#session === null) return Promise.resolve({ state: "not-connected" });
    return readStoredMessage(this.#session, stream, seq);
  }

  session(): Session | null {
    return this.#session;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#lost();
    await this.#connection.close();
  }

  // ---- what sources say

  chunk(chunk: Chunk): void {
    this.#tell(() => this.#sink.chunk(chunk));
  }

  reset(stream: string): void {
    this.#tell(() => this.#sink.reset(stream));
  }

  changed(state: SourceState): void {
    this.#tell(() => this.#sink.source(state));
  }

  serverNow(): ServerMs | null {
    return serverNow(this.#clock.clock, this.io.now());
  }

  wantedSince(): ServerMs | null {
    return this.#wantedSince;
  }

  sampleInfo(info: StreamInfo): void {
    if (info.serverAt === null) return;
    this.#sampleClock({
      source: "stream-info",
      serverAt: info.serverAt,
      askedAt: info.askedAt,
      answeredAt: info.answeredAt,
    });
  }

  sampleLive(at: ServerMs, receivedAt: ObserverMs): void {
    if (this.#clock.live(at, receivedAt)) this.#tellClock();
  }

  unreadable(stream: string): void {
    this.#unreadable.add(stream);
    this.#discoverGate?.open();
  }

  // ---- connections come and go

  #opened(session: Session): void {
    const run = new Run(this.io);
    this.#run = run;
    this.#session = session;
    for (const source of this.#sources.values()) source.attach(session);
    this.#unreadable.clear();
    void this.#learnLogin(run, session);
    void this.#keepClock(run, session);
    void this.#keepDiscovering(run, session);
  }

  #lost(): void {
    this.#run?.end();
    this.#run = null;
    this.#session = null;
    for (const source of this.#sources.values()) source.detach();
  }

  async #learnLogin(run: Run, session: Session): Promise<void> {
    if (!atLeast(session.version, 2, 10)) {
      this.#tell(() => this.#sink.mayWrite(null));
      return;
    }
    const info = await askUserInfo(session.requests, this.io);
    if (!run.alive) return;
    if (info?.clock) this.#sampleClock(info.clock);
    const mayWrite = info === null ? null : mayPublish(info.publish, this.settings.prefixes);
    this.#tell(() => this.#sink.mayWrite(mayWrite));
  }

  /** From 2.10 on every `STREAM.INFO` tells the time; before, and where there is no stream, somebody has to be asked. */
  async #keepClock(run: Run, session: Session): Promise<void> {
    const told = atLeast(session.version, 2, 10);
    while (run.alive) {
      if (told) await run.sleep(CLOCK_EVERY_MS);
      if (!run.alive) return;
      const sample = told
        ? (await askUserInfo(session.requests, this.io))?.clock
        : await askVarzClock(session.requests, this.io);
      if (!run.alive) return;
      if (sample) this.#sampleClock(sample);
      if (!told) await run.sleep(CLOCK_EVERY_MS);
    }
  }

  #sampleClock(sample: ClockSample): void {
    if (this.#clock.sample(sample)) this.#tellClock();
  }

  #tellClock(): void {
    const { clock } = this.#clock;
    const now = this.serverNow();
    this.#tell(() => this.#sink.clock(clock));
    if (this.#wantedSince !== null || now === null) return;
    const wantedSince = now - this.settings.historyMs;
    this.#wantedSince = wantedSince;
    this.#tell(() => this.#sink.wanted({ wantedSince }));
  }

  // ---- which streams there are

  async #keepDiscovering(run: Run, session: Session): Promise<void> {
    const gate = run.gate();
    this.#discoverGate = gate;
    while (run.alive) {
      const found = await discover(session.api, this.settings);
      if (!run.alive) return;
      if (found !== null) this.#settleSources(found, session);
      const waiting = [...this.#sources.values()].some((source) => source instanceof PlainSource);
      await gate.wait(found === null ? DISCOVER_AGAIN_MS : waiting ? DISCOVER_SOON_MS : DISCOVER_EVERY_MS);
    }
  }

  #settleSources(found: Discovery, session: Session): void {
    const wanted = wantedFilters(this.settings);
    const readable = found.streams.filter((stream) => !this.#unreadable.has(stream.name));
    const plain = readable.length === found.streams.length ? found.plain : uncaptured(wanted, readable, "forbidden");
    const fresh: Source[] = [];
    for (const stream of found.streams) {
      const held = this.#sources.get(stream.name);
      const suits = stream.forgets === null || held instanceof ForgetfulSource === stream.forgets;
      if (held !== undefined && suits) continue;
      if (held !== undefined) this.#drop(held);
      const source =
        stream.forgets === true
          ? new ForgetfulSource(stream.name, wanted, this)
          : new StreamSource(stream.name, wanted, this);
      this.#sources.set(source.name, source);
      fresh.push(source);
    }
    for (const source of this.#sources.values()) {
      if (source instanceof PlainSource && !plain.some((wish) => wish.subject === source.wish.subject))
        this.#drop(source);
    }
    for (const wish of plain) {
      const held = this.#sources.get(plainName(wish.subject));
      if (held instanceof PlainSource) held.update(wish);
      else {
        const source = new PlainSource(wish, this);
        this.#sources.set(source.name, source);
        fresh.push(source);
      }
    }
    // All are announced before the first of them is complete: the page must not take a part for the whole.
    for (const source of fresh) source.announce();
    const infos = new Map(found.streams.map(({ name, info }) => [name, info]));
    for (const source of fresh) source.attach(session, infos.get(source.name) ?? null);
  }

  #drop(source: Source): void {
    source.detach();
    this.#sources.delete(source.name);
    // What was heard while a stream held it as well would be counted twice.
    this.reset(source.name);
    this.#tell(() => this.#sink.sourceGone(source.name));
  }

  #tell(say: () => void): void {
    if (!this.#closed) say();
  }
}
