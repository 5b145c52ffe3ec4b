import type { ObserverMs } from "#util/units.ts";

/** One moment for everything that is painted with ages: all hooks of one pace see the same one. */
export interface Ticker {
  subscribe(this: void, listener: () => void): () => void;
  /** The moment of the last tick, on the observer's clock. */
  getMoment(this: void): ObserverMs;
}

/** This machine's monotonic clock, as ObserverMs. */
export function observerNow(): ObserverMs {
  return performance.timeOrigin + performance.now();
}

const tickers = new Map<number, Ticker>();

/** The page's one ticker of that pace. It runs only while somebody listens. */
export function tickerOf(everyMs: number): Ticker {
  const known = tickers.get(everyMs);
  if (known !== undefined) return known;
  const made = createTicker(everyMs);
  tickers.set(everyMs, made);
  return made;
}

function createTicker(everyMs: number): Ticker {
  const listeners = new Set<() => void>();
  let moment = observerNow();
  let timer: ReturnType<typeof setInterval> | null = null;

  function tick(): void {
    moment = observerNow();
    for (const listener of listeners) listener();
  }
  /** Hidden tabs slow timers to one a minute: a page that comes back into view must not show old ages for a moment. */
  function onVisible(): void {
    if (document.visibilityState === "visible") tick();
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      if (timer === null) {
        moment = observerNow();
        timer = setInterval(tick, everyMs);
        document.addEventListener("visibilitychange", onVisible);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0 || timer === null) return;
        clearInterval(timer);
        timer = null;
        document.removeEventListener("visibilitychange", onVisible);
      };
    },
    getMoment: () => moment,
  };
}
