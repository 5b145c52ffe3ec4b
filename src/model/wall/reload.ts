/** When a page that nobody touches loads itself anew. It asks nobody, so it has to be right. */
import type { ObserverMs } from "#util/units.ts";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "#util/units.ts";

export interface ReloadFacts {
  now: ObserverMs;
  /** When this page was loaded; each load begins anew, so two are never nearer than `LEAST_UPTIME_MS`. */
  loadedAt: ObserverMs;
  /** Minutes since midnight, where the screen is. */
  minuteOfDay: number;
  /** The host serves another page than this one. */
  newVersion: boolean;
  unacknowledgedCritical: boolean;
  /** Heap in use at the newest looks, oldest first; empty where the browser does not tell. */
  heapBytes: readonly number[];
  /** What the browser allows; null: it does not tell. */
  heapLimitBytes: number | null;
  /** How long a frame took at the newest looks, oldest first. */
  frameMs: readonly number[];
  /** The page's own worker ended for good: only another load brings a view back. */
  workerGaveUp: boolean;
}

export interface ReloadPlan {
  /** Hour of the day in which a page that is a day old is loaded anew; null: never. */
  quietHour: number | null;
}

export type ReloadReason = "worker" | "memory" | "frames" | "new-version" | "daily";

export type ReloadDecision =
  | { kind: "stay" }
  /** It would be loaded anew, but for the alarm. */
  | { kind: "wait"; reason: ReloadReason }
  | { kind: "reload"; reason: ReloadReason };

export const LEAST_UPTIME_MS = 10 * MINUTE_MS;
/** How often heap and frames are looked at, and how many looks in a row have to say the same. */
export const LOOK_EVERY_MS = MINUTE_MS;
export const LOOKS = 5;
const MOST_HEAP_BYTES = 600e6;
const MOST_OF_LIMIT = 0.8;
const SLOWEST_FRAME_MS = SECOND_MS;
const DAY_OLD_MS = 20 * HOUR_MS;

export function decideReload(facts: ReloadFacts, plan: ReloadPlan): ReloadDecision {
  if (facts.now - facts.loadedAt < LEAST_UPTIME_MS) return { kind: "stay" };
  // Without a worker there is no view, and soon no page: an alarm that nobody can see any more is no reason to wait.
  if (facts.workerGaveUp) return { kind: "reload", reason: "worker" };
  if (isAbove(facts.heapBytes, heapBound(facts))) return { kind: "reload", reason: "memory" };
  if (isAbove(facts.frameMs, SLOWEST_FRAME_MS)) return { kind: "reload", reason: "frames" };
  const reason = wishedFor(facts, plan);
  if (reason === null) return { kind: "stay" };
  return { kind: facts.unacknowledgedCritical ? "wait" : "reload", reason };
}

function wishedFor(
  { newVersion, now, loadedAt, minuteOfDay }: ReloadFacts,
  { quietHour }: ReloadPlan,
): ReloadReason | null {
  if (newVersion) return "new-version";
  const isQuiet = quietHour !== null && Math.floor(minuteOfDay / 60) === quietHour;
  return isQuiet && now - loadedAt >= DAY_OLD_MS ? "daily" : null;
}

function heapBound({ heapLimitBytes }: ReloadFacts): number {
  return heapLimitBytes === null ? MOST_HEAP_BYTES : Math.min(MOST_HEAP_BYTES, heapLimitBytes * MOST_OF_LIMIT);
}

/** One look proves nothing: a collector may just not have run. */
function isAbove(looks: readonly number[], bound: number): boolean {
  return looks.length >= LOOKS && looks.slice(-LOOKS).every((look) => look > bound);
}
