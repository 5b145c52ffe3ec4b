/**
 * The feed: everything between the servers' addresses and the fold. It owns the connection, the server's clock and one source per
 * stream, and says what it learns to a sink. It keeps no state of the fleet.
 */
import type { FeedSettings } from "./protocol.ts";
import type { Chunk } from "#model/chunk.ts";
import type { ServerClock } from "#model/clock.ts";
import type { Connection } from "#model/connection.ts";
import type { SourceState } from "#model/source-state.ts";
import type { ObserverMs, ServerMs } from "#util/units.ts";

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
  /** A page on https may not open ws:// to another host. */
  pageIsHttps: boolean;
}

export type TimerHandle = ReturnType<typeof setTimeout>;

export interface Feed {
  /** Tries the next address now rather than when its time comes. */
  retryNow(): void;
  close(): Promise<void>;
}

/** Opens the feed and keeps it open until `close`. */
export function openFeed(settings: FeedSettings, sink: FeedSink, io: FeedIo): Feed {
  throw new Error(`not built yet: ${settings.servers.join(", ")} ${String(sink)} ${String(io)}`);
}
