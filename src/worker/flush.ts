/**
 * When patches go to the page: the first change after a quiet moment at once, then at most one every 100 ms, and only after the page has
 * acknowledged the last. So a slow page slows the patches and never the feed. By timer, not by animation frame: a hidden page still alerts.
 */
import type { TimerHandle } from "./feed.ts";
import type { Patch } from "#model/patch.ts";
import type { ObserverMs } from "#util/units.ts";

export const PATCH_EVERY_MS = 100;

export interface FlushIo {
  now(): ObserverMs;
  setTimer(run: () => void, ms: number): TimerHandle;
  clearTimer(handle: TimerHandle): void;
}

export interface Flush {
  /** Something changed that a patch would carry. */
  changed(): void;
  /** The page has applied the patch of that tick. */
  acknowledged(tick: number): void;
  close(): void;
}

/** @param take the patch of everything that changed since the last one */
export function createFlush(take: () => Patch, post: (patch: Patch) => void, io: FlushIo): Flush {
  let waitingFor: number | null = null;
  let dirty = false;
  let sentAt = Number.NEGATIVE_INFINITY;
  let timer: TimerHandle | null = null;
  let closed = false;

  function send(): void {
    if (closed) return;
    timer = null;
    dirty = false;
    sentAt = io.now();
    const patch = take();
    waitingFor = patch.tick;
    post(patch);
  }

  function schedule(): void {
    if (!dirty || waitingFor !== null || timer !== null || closed) return;
    const wait = sentAt + PATCH_EVERY_MS - io.now();
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
      schedule();
    },
    close() {
      closed = true;
      if (timer !== null) io.clearTimer(timer);
    },
  };
}
