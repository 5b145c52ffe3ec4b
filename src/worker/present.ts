/**
 * Whether the page shows the present yet. Until then it needs the processor and the connection for itself: the past is not read, and what is
 * only asked for later is not fetched.
 */
import type { FeedIo } from "./feed.ts";

/** A page that never says that it has rendered may be hidden, or broken: what waits goes on all the same. */
const SHOWN_AT_LATEST_MS = 2_000;

export interface Present {
  /** Resolves once, then for good. */
  shown: Promise<void>;
  /** The page has rendered a patch: the first one has the fleet, or says that there is none. */
  noteShown(): void;
}

export function watchPresent(io: Pick<FeedIo, "setTimer" | "clearTimer">): Present {
  const waiting: (() => void)[] = [];
  const shown = new Promise<void>((done) => {
    waiting.push(done);
  });
  function noteShown(): void {
    io.clearTimer(timer);
    for (const done of waiting.splice(0)) done();
  }
  const timer = io.setTimer(noteShown, SHOWN_AT_LATEST_MS);
  return { shown, noteShown };
}
