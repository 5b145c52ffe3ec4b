import type { ChannelFacts } from "#model/view.ts";
import type { RateScale } from "#model/rate-series.ts";
import { agentsPath, channelPath, tasksPath } from "../../paths.ts";
import type { ServerMs } from "#util/units.ts";

export interface ChannelRow {
  name: string;
  href: string;
  /** Within the history held. */
  count: number;
  lastAt: ServerMs | null;
  /** Messages in the last ten minutes, a minute. */
  perMinute: number | null;
  /** Messages a bucket, oldest first; null: not read. */
  buckets: readonly (number | null)[];
}

const RECENT_MINUTES = 10;

/** Those that people write to come first, then what nobody told us of, then the machines' own. */
const ORDER: Readonly<Record<string, number>> = { errors: 0, coordination: 1, roadmap: 2 };
const MACHINES: Readonly<Record<string, number>> = { deliverables: 1, tasks: 2, heartbeat: 3, foreign: 4 };
const UNNAMED = 3;

/** @param bucketMinutes how many minutes of the scale are one bar */
export function channelRows(
  channels: Iterable<ChannelFacts>,
  scale: Pick<RateScale, "line"> | null,
  bucketMinutes: number,
): ChannelRow[] {
  return [...channels]
    .map(({ name, count, lastAt }) => {
      const points = scale?.line(name, [name]).points.map(({ value }) => value) ?? [];
      return {
        name,
        href: hrefOf(name),
        count,
        lastAt,
        perMinute: meanOf(points.slice(-1 - RECENT_MINUTES, -1)),
        buckets: bucketsOf(points, bucketMinutes),
      };
    })
    .sort((a, b) => rankOf(a.name) - rankOf(b.name) || (a.name < b.name ? -1 : 1));
}

/** Beats and tasks have pages of their own, which say more than a list of messages does. */
function hrefOf(name: string): string {
  if (name === "heartbeat") return agentsPath();
  return name === "tasks" ? tasksPath() : channelPath(name);
}

function rankOf(name: string): number {
  if (Object.hasOwn(ORDER, name)) return ORDER[name] ?? UNNAMED;
  return Object.hasOwn(MACHINES, name) ? UNNAMED + (MACHINES[name] ?? 0) : UNNAMED;
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** From the newest back, so that the running bucket is the last; one that is not wholly read is not known. */
function bucketsOf(points: readonly (number | null)[], size: number): (number | null)[] {
  const buckets: (number | null)[] = [];
  for (let end = points.length; end > 0; end -= size) {
    const group = points.slice(Math.max(0, end - size), end);
    buckets.unshift(
      group.reduce((sum: number | null, value) => (sum === null || value === null ? null : sum + value), 0),
    );
  }
  return buckets;
}

/** How many errors came in the last hour; null where that is not known. */
export function errorsInLastHour(scale: Pick<RateScale, "line">): number | null {
  const [hour] = bucketsOf(
    scale
      .line("errors", ["errors"])
      .points.slice(-HOUR_MINUTES)
      .map(({ value }) => value),
    HOUR_MINUTES,
  );
  return hour ?? null;
}

const HOUR_MINUTES = 60;
