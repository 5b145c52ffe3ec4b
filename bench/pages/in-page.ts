/**
 * Watches that run inside a page before the page's own scripts. Each is one function without imports, for the browser gets its text.
 * All moments are `performance.timeOrigin + performance.now()`.
 */

export interface FrameWatch {
  /** Throws away what was seen so far. */
  reset(): void;
  read(): { spanMs: number; longMs: number; longTasks: number; framesMs: number[] };
}

export interface PixelWatch {
  /** From now on, looks for each text anywhere on the page. */
  expect(texts: string[]): void;
  /** The moment when the first frame with one of the texts was done; waits for it. */
  seen(): Promise<{ changedAt: number; paintedAt: number }>;
}

export interface StateWatch {
  /** Every `data-view` of the document since it was opened, oldest first. */
  read(): { state: string; at: number }[];
}

declare global {
  interface Window {
    benchFrames: FrameWatch;
    benchPixels: PixelWatch;
    benchStates: StateWatch;
  }
}

/** Long tasks of the page's own thread, and the time from frame to frame. */
export function watchFrames(): void {
  let startedAt = performance.now();
  let longMs = 0;
  let longTasks = 0;
  let framesMs: number[] = [];
  let lastFrame: number | null = null;
  const take = (entries: PerformanceEntryList): void => {
    for (const entry of entries) {
      if (entry.startTime < startedAt) continue;
      longMs += entry.duration;
      longTasks += 1;
    }
  };
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  observer.observe({ type: "longtask" });
  const frame = (now: number): void => {
    if (lastFrame !== null) framesMs.push(now - lastFrame);
    lastFrame = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  window.benchFrames = {
    reset() {
      observer.takeRecords();
      [startedAt, longMs, longTasks, framesMs] = [performance.now(), 0, 0, []];
    },
    read() {
      take(observer.takeRecords());
      return { spanMs: performance.now() - startedAt, longMs, longTasks, framesMs };
    },
  };
}

/** When a text came onto the page: the change of the document, and the end of the frame that painted it. */
export function watchPixels(): void {
  interface Seen {
    changedAt: number;
    paintedAt: number;
  }
  let wanted: string[] = [];
  let answer: ((seen: Seen) => void) | null = null;
  let result: Promise<Seen> = new Promise(() => {});
  const look = (): void => {
    if (answer === null) return;
    const text = document.body?.textContent ?? "";
    if (!wanted.some((one) => text.includes(one))) return;
    const found = answer;
    answer = null;
    const changedAt = performance.timeOrigin + performance.now();
    requestAnimationFrame(() => {
      // A message that is posted within a frame is delivered after the frame was painted.
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener(
        "message",
        () => found({ changedAt, paintedAt: performance.timeOrigin + performance.now() }),
        { once: true },
      );
      port1.start();
      port2.postMessage(null);
    });
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  window.benchPixels = {
    expect(texts) {
      wanted = texts;
      result = new Promise((resolve) => {
        answer = resolve;
      });
      look();
    },
    seen: () => result,
  };
}

export function watchStates(): void {
  const states: { state: string; at: number }[] = [];
  const take = (): void => {
    const state = document.documentElement?.dataset["view"];
    if (state === undefined || states.at(-1)?.state === state) return;
    states.push({ state, at: performance.timeOrigin + performance.now() });
  };
  new MutationObserver(take).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-view"] });
  window.benchStates = { read: () => states };
}
