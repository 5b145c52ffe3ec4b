/**
 * When patches go to the page: the first two changes after a quiet moment at once, then at most one every 100 ms, and only after the page has
 * acknowledged the last. So a slow page slows the patches and never the feed. A patch of ten thousand agents takes a while to make and to
 * copy: then they come less often, so that the feed keeps nearly all of its thread, and the page a thread that answers. By timer, not by animation frame: a hidden page
 * still alerts.
 */
import type { TimerHandle } from "./feed.ts";
import type { Patch } from "#model/patch.ts";
import type { ObserverMs } from "#util/units.ts";

export const PATCH_EVERY_MS = 100;
/** Nothing went for so long: the next two may go one after the other. */
const QUIET_MS = 2 * PATCH_EVERY_MS;
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
  /** How long the page has owed an answer. */
  owedMs(now: ObserverMs): number;
  /** Patches go no more often than this; null: as often as there is news. */
  setPace(everyMs: number | null): void;
  close(): void;
}

/** @param take the patch of everything that changed since the last one; null: nothing did */
export function createFlush(take: () => Patch | null, post: (patch: Patch) => void, io: FlushIo): Flush {
  let waitingFor: number | null = null;
  let dirty = false;
  let postedAt = 0;
  let sentAt = Number.NEGATIVE_INFINITY;
  /** The last patch was the first after a quiet moment: what it costs the next one is forgiven, if it is little. */
  let isFirst = false;
  let nextAt = Number.NEGATIVE_INFINITY;
  let timer: TimerHandle | null = null;
  let closed = false;
  let everyMs = PATCH_EVERY_MS;

  function send(): void {
    if (closed) return;
    timer = null;
    dirty = false;
    const startedAt = io.now();
    isFirst = startedAt - sentAt >= QUIET_MS;
    sentAt = startedAt;
    const patch = take();
    if (patch !== null) {
      waitingFor = patch.tick;
      postedAt = io.now();
      post(patch);
    }
    // Posting copies it: that is a part of what it costs.
    pauseUntil(startedAt, Math.max(everyMs, pauseAfter(io.now() - startedAt)));
  }

  /** The clock's own tick or a ping's answer must not hold up the beat that comes a moment after it. */
  function pauseUntil(from: ObserverMs, pauseMs: number): void {
    if (isFirst && pauseMs <= PATCH_EVERY_MS) return;
    nextAt = Math.max(nextAt, from + pauseMs);
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
      pauseUntil(now, Math.min(LONGEST_PAUSE_MS, (now - postedAt) * PAGE_COST_TO_PAUSE));
      schedule();
    },
    setPace(wantedMs) {
      everyMs = Math.max(PATCH_EVERY_MS, wantedMs ?? 0);
    },
    owedMs: (now) => (waitingFor === null ? 0 : now - postedAt),
    close() {
      closed = true;
      if (timer !== null) io.clearTimer(timer);
    },
  };
}

function pauseAfter(costMs: number): number {
  return Math.min(LONGEST_PAUSE_MS, Math.max(PATCH_EVERY_MS, costMs * COST_TO_PAUSE));
}
