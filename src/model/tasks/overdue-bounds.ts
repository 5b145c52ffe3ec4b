import type { TaskEntry, TaskPresent } from "./task-entry.ts";
import { spreadOf } from "./spread.ts";
import { formatDuration } from "#util/format.ts";
import { textPattern } from "#util/text-pattern.ts";

/** From this many samples on a kind of task has a usual run time. */
export const KIND_SAMPLES = 20;
const TIMES_P95 = 3;

export interface OverdueBound {
  ms: number;
  /** In a sentence. */
  detail: string;
}

/** How long tasks of each kind may run, ms: three times what 95 of 100 of those that ended took. */
export interface OverdueBounds {
  byKind: ReadonlyMap<string, OverdueBound>;
  /** The least of them: a task that runs for less is overdue by none. */
  leastMs: number;
}

/** Tasks whose titles differ in numbers and ids alone are of one kind. Null: it has no title. */
export function kindOf(present: TaskPresent): string | null {
  if (present.title === null) return null;
  present.kind ??= textPattern(present.title);
  return present.kind;
}

export function overdueBySetting(ms: number): OverdueBound {
  return { ms, detail: `Runs for longer than the ${formatDuration(ms)} that are set.` };
}

/** From the ended tasks that are held: those of one kind, at least twenty, whose claim and end are both known. */
export function overdueBounds(entries: Iterable<TaskEntry>): OverdueBounds {
  const runs = new Map<string, number[]>();
  for (const { present, state } of entries) {
    if (present === null || (state !== "completed" && state !== "failed")) continue;
    const { claimedAt, endedAt } = present;
    if (claimedAt === null || endedAt === null) continue;
    const kind = kindOf(present);
    if (kind === null) continue;
    const known = runs.get(kind);
    const runMs = Math.max(0, endedAt - claimedAt);
    if (known === undefined) runs.set(kind, [runMs]);
    else known.push(runMs);
  }
  const byKind = new Map<string, OverdueBound>();
  let leastMs = Number.POSITIVE_INFINITY;
  for (const [kind, samples] of runs) {
    if (samples.length < KIND_SAMPLES) continue;
    const ms = TIMES_P95 * (spreadOf(Float64Array.from(samples)).p95 ?? 0);
    const detail = `Runs for longer than ${formatDuration(ms)}: three times what 95 of 100 tasks of its kind take.`;
    byKind.set(kind, { ms, detail });
    leastMs = Math.min(leastMs, ms);
  }
  return { byKind, leastMs };
}
