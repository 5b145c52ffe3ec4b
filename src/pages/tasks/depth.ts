import type { TaskMinute } from "#model/tasks/tasks-view.ts";
import type { ServerMs } from "#util/units.ts";
import { MINUTE_MS } from "#util/units.ts";

interface DepthLayer {
  key: string;
  label: string;
  points: readonly { at: number; value: number | null }[];
}

/** The queue over time, in the shape that `ui/time-series` draws. */
export interface DepthChart {
  window: { from: number; to: number };
  /** The minute that is still running. */
  openFrom: number;
  /** The lowest first: what runs, what waits, what is blocked. */
  layers: readonly DepthLayer[];
  oldest: DepthLayer;
}

/**
 * Tasks by state at the end of each minute, and the age of the one that waited longest then. A minute that is not held is a gap; one in
 * which nothing waited has nobody who waits: zero.
 * @param windowMs how far back the chart goes; null: as far as anything is held, a quarter of an hour at least
 */
export function depthChart(minutes: readonly TaskMinute[], seen: ServerMs, windowMs: number | null): DepthChart {
  const openFrom = startOfMinute(seen);
  const oldestHeld = minutes[0]?.at ?? openFrom;
  const from = windowMs === null ? Math.min(oldestHeld, openFrom - 15 * MINUTE_MS) : startOfMinute(seen - windowMs);
  const byMinute = new Map(minutes.map((minute) => [minute.at, minute]));
  const moments = Array.from({ length: (openFrom - from) / MINUTE_MS + 1 }, (_, index) => from + index * MINUTE_MS);
  const layer = (key: string, label: string, read: (minute: TaskMinute) => number): DepthLayer => ({
    key,
    label,
    points: moments.map((at) => {
      const minute = byMinute.get(at);
      return { at, value: minute === undefined ? null : read(minute) };
    }),
  });
  return {
    window: { from, to: seen },
    openFrom,
    layers: [
      layer("running", "held", ({ running }) => running),
      layer("available", "waiting", ({ available }) => available),
      layer("blocked", "blocked", ({ blocked }) => blocked),
    ],
    oldest: layer("oldest", "oldest", ({ oldestWaitingMs }) => oldestWaitingMs ?? 0),
  };
}

function startOfMinute(at: number): number {
  return Math.floor(at / MINUTE_MS) * MINUTE_MS;
}
