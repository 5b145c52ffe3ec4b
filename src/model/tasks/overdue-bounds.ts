import type { TaskEntry } from "./task-entry.ts";
import { textPattern } from "#util/text-pattern.ts";

/** From this many samples on a kind of task has a usual run time. */
export const KIND_SAMPLES = 20;
const TIMES_P95 = 3;

/** How long a task of a kind may run, ms: three times what 95 % of those that ended took. */
export interface OverdueBounds {
  byKind: ReadonlyMap<string, number>;
  /** The least of them: a task that runs for less is overdue by none. */
  leastMs: number;
}

/** Titles are many and their patterns few; a fleet's titles are looked at once a second. */
const patterns = new Map<string, string>();
const MAX_PATTERNS = 100_000;

/** Tasks whose titles differ in numbers and ids alone are of one kind. */
export function kindOf(title: string): string {
  const known = patterns.get(title);
  if (known !== undefined) return known;
  if (patterns.size >= MAX_PATTERNS) patterns.clear();
  const kind = textPattern(title);
  patterns.set(title, kind);
  return kind;
}

/** From the ended tasks that are held: those of one kind, at least twenty, whose claim and end are both known. */
export function overdueBounds(entries: Iterable<TaskEntry>): OverdueBounds {
  const runs = new Map<string, number[]>();
  for (const { present, state } of entries) {
    if (present === null || (state !== "completed" && state !== "failed")) continue;
    const { title, claimedAt, endedAt } = present;
    if (title === null || claimedAt === null || endedAt === null) continue;
    const kind = kindOf(title);
    const known = runs.get(kind);
    const runMs = Math.max(0, endedAt - claimedAt);
    if (known === undefined) runs.set(kind, [runMs]);
    else known.push(runMs);
  }
  const byKind = new Map<string, number>();
  let leastMs = Number.POSITIVE_INFINITY;
  for (const [kind, samples] of runs) {
    if (samples.length < KIND_SAMPLES) continue;
    const sorted = Float64Array.from(samples).sort();
    const boundMs = TIMES_P95 * (sorted[Math.ceil(0.95 * sorted.length) - 1] ?? 0);
    byKind.set(kind, boundMs);
    leastMs = Math.min(leastMs, boundMs);
  }
  return { byKind, leastMs };
}
