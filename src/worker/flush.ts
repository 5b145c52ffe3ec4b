/**
 * When patches go to the page: the first change after a quiet moment at once, then at most one every 100 ms, and only after the page has
 * acknowledged the last. So a slow page slows the patches and never the feed. A patch of ten thousand agents takes a while to make and to
 * copy: then they come less often, so that the feed keeps nearly all of its thread, and the page a thread that answers. By timer, not by animation frame: a hidden page
 * still alerts.
 */
import type { TimerHandle } from "./feed.ts";
import type { Patch } from "#model/patch.ts";
import type { ObserverMs } from "#util/units.ts";

export const PATCH_EVERY_MS = 100;
const COST_TO_PAUSE = 20;
/** The page says a patch is applied once it has rendered it: of its thread patches take a ninth at most, whatever else the machine does. */
const PAGE_COST_TO_PAUSE = 8;
/** However dear a patch is (or this thread was held up meanwhile), the page hears of the fleet once a second. */
const LONGEST_PAUSE_MS = 1_000;

export interface FlushIo {
  now(): ObserverMs;
  setTimer(run: () => void, ms: number): TimerHandle;
  clearTimer(handle: TimerHandle): void;
}

export interface Flush {
  /** Something changed that a patch would carry. */
  changed(): void;
  /** The page has applied and rendered the patch of that tick. */
  acknowledged(tick: number): void;
  close(): void;
}

/** @param take the patch of everything that changed since the last one; null: nothing did */
export function createFlush(take: () => Patch | null, post: (patch: Patch) => void, io: FlushIo): Flush {
  let waitingFor: number | null = null;
  let dirty = false;
  let postedAt = 0;
  let nextAt = Number.NEGATIVE_INFINITY;
  let timer: TimerHandle | null = null;
  let closed = false;

  function send(): void {
    if (closed) return;
    timer = null;
    dirty = false;
    const startedAt = io.now();
    const patch = take();
    if (patch !== null) {
      waitingFor = patch.tick;
      post(patch);
      postedAt = io.now();
    }
    nextAt = startedAt + pauseAfter(io.now() - startedAt);
  }

  function schedule(): void {
    if (!dirty || waitingFor !== null || timer !== null || closed) return;
    const wait = nextAt - io.now();
    if (wait <= 0) send();
    else timer = io.setTimer(send, wait);
  }

  return {
    changed() {
      dirty = true;
      schedule();
    },
    acknowledged(tick) {
      if (tick !== waitingFor) return;
      waitingFor = null;
      const now = io.now();
      nextAt = Math.max(nextAt, now + Math.min(LONGEST_PAUSE_MS, (now - postedAt) * PAGE_COST_TO_PAUSE));
      schedule();
    },
    close() {
      closed = true;
      if (timer !== null) io.clearTimer(timer);
    },
  };
}

function pauseAfter(costMs: number): number {
  return Math.min(LONGEST_PAUSE_MS, Math.max(PATCH_EVERY_MS, costMs * COST_TO_PAUSE));
}
