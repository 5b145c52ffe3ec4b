import type { KnownTasks } from "./known-tasks.ts";
import { addSample } from "./samples.ts";
import type { Tally } from "./tally.ts";
import { agentOf, createTally, priorityOf, tallyTask } from "./tally.ts";
import type { TaskEntry } from "./task-entry.ts";
import { MINUTE_MS } from "#util/units.ts";

/** What ended tasks that were let go for a bound amount to: they stay in the figures, though nobody can look at them any more. */
export interface TaskLedger {
  /** Null: none was let go. */
  letGo: Tally | null;
  /** Used again at each reckoning: it is as large as the figures are. */
  scratch: Tally | null;
}

/** Newest waits, runs and stretches of holding that are kept of tasks let go, 8 bytes each. */
const MAX_SAMPLES = 50_000;

export function createLedger(): TaskLedger {
  return { letGo: null, scratch: null };
}

/**
 * Adds an ended task before it is let go.
 *
 * @param minutes how many minutes of depth are kept
 */
export function addToLedger(ledger: TaskLedger, known: KnownTasks, entry: TaskEntry, minutes: number): void {
  const endedAt = entry.steps.at(-1)?.at;
  if (endedAt === undefined) return;
  const minute = Math.floor(endedAt / MINUTE_MS);
  ledger.letGo ??= createTally(minute - minutes, 2 * minutes, MAX_SAMPLES);
  // A minute that has not ended yet takes part in the depth of none: one to spare.
  if (minute >= ledger.letGo.origin + ledger.letGo.minutes - 1) moveTo(ledger.letGo, minute - minutes);
  tallyTask(ledger.letGo, known, entry);
}

/** Forgets the minutes before another first one; what stood then stands at the new beginning. */
function moveTo(tally: Tally, origin: number): void {
  const by = origin - tally.origin;
  tally.origin = origin;
  for (const counts of [tally.arrived, tally.claimed, tally.completed, tally.failed]) shift(counts, by, 0);
  for (const depth of [tally.available, tally.blocked, tally.running]) {
    let before = 0;
    for (let index = 0; index <= Math.min(by, depth.length - 1); index++) before += depth[index] ?? 0;
    shift(depth, by, 0);
    depth[0] = before;
  }
  shift(tally.waitedSince, by, Number.POSITIVE_INFINITY);
}

function shift(cells: Int32Array | Float64Array, by: number, empty: number): void {
  cells.copyWithin(0, by);
  cells.fill(empty, Math.max(0, cells.length - by));
}

/** Adds what was let go to a reckoning of what is held. */
export function addLedger(tally: Tally, { letGo }: TaskLedger): void {
  if (letGo === null) return;
  const offset = letGo.origin - tally.origin;
  for (const name of ["arrived", "claimed", "completed", "failed"] as const) {
    addCells(tally[name], letGo[name], offset, false);
  }
  for (const name of ["available", "blocked", "running"] as const) addCells(tally[name], letGo[name], offset, true);
  for (let index = 0; index < letGo.waitedSince.length; index++) {
    const to = index + offset;
    const since = letGo.waitedSince[index] ?? Number.POSITIVE_INFINITY;
    if (to > 0 && to < tally.minutes && since < (tally.waitedSince[to] ?? 0)) tally.waitedSince[to] = since;
  }
  addSamples(tally, letGo);
  if (letGo.earliest < tally.earliest) tally.earliest = letGo.earliest;
}

/** @param keepBefore what lies before the first cell counts in it: a depth, not a count of what happened */
function addCells(into: Int32Array, from: Int32Array, offset: number, keepBefore: boolean): void {
  for (let index = 0; index < from.length; index++) {
    const to = keepBefore ? Math.max(0, index + offset) : index + offset;
    if (to >= 0 && to < into.length) into[to] = (into[to] ?? 0) + (from[index] ?? 0);
  }
}

function addSamples(tally: Tally, letGo: Tally): void {
  const agents: number[] = [];
  for (const { agent, done, failed, firstClaimAt } of letGo.agents.values()) {
    const known = agentOf(tally, agent, firstClaimAt);
    known.done += done;
    known.failed += failed;
    agents.push(known.index);
  }
  const priorities: number[] = [];
  for (const { priority, ended } of letGo.priorities.values()) {
    const known = priorityOf(tally, priority);
    known.ended += ended;
    priorities.push(known.index);
  }
  for (let index = 0; index < letGo.waits.size; index++) {
    addSample(tally.waits, letGo.waits.values[index] ?? 0);
    addSample(tally.waitPriorities, priorities[letGo.waitPriorities.values[index] ?? 0] ?? 0);
  }
  for (let index = 0; index < letGo.runs.size; index++) addSample(tally.runs, letGo.runs.values[index] ?? 0);
  for (let index = 0; index < letGo.heldFrom.size; index++) {
    const agent = agents[letGo.heldBy.values[index] ?? 0];
    if (agent === undefined) continue;
    addSample(tally.heldFrom, letGo.heldFrom.values[index] ?? 0);
    addSample(tally.heldTo, letGo.heldTo.values[index] ?? 0);
    addSample(tally.heldBy, agent);
  }
}
