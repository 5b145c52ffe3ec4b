import type { Chunk } from "#model/chunk.ts";
import type { SourceState } from "#model/source-state.ts";
import type { ObserverMs, ServerMs } from "#util/units.ts";
import type { FeedIo } from "./feed.ts";
import type { StreamInfo } from "./js-api.ts";
import type { FeedSettings } from "./protocol.ts";
import type { Session } from "./session.ts";

/** What a source needs of the feed around it. */
export interface SourceHost {
  io: FeedIo;
  settings: FeedSettings;
  chunk(chunk: Chunk): void;
  reset(stream: string): void;
  changed(state: SourceState): void;
  /** The server's time now; null while there is no clock. */
  serverNow(): ServerMs | null;
  /** Stream time before which nothing is wanted; null while there is no clock to tell it by. */
  wantedSince(): ServerMs | null;
  /** A `STREAM.INFO` answer carries the server's time from 2.10 on. */
  sampleInfo(info: StreamInfo): void;
  /** A message was received that the server stamped. */
  sampleLive(at: ServerMs, receivedAt: ObserverMs): void;
  /** The past of the stream may not be read with this login: its subjects have to be heard plainly. */
  unreadable(stream: string): void;
}

/** One stream's (or, without a stream, some subjects') feed. It outlives connections: each loss detaches it, each session attaches it anew. */
export interface Source {
  readonly name: string;
  /** Says that it is there, before anything is known of it. */
  announce(): void;
  /** @param known what the stream said of itself just now over this session: then it is not asked again */
  attach(session: Session, known?: StreamInfo | null): void;
  detach(): void;
}
