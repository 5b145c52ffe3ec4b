import type { KnownTasks } from "./known-tasks.ts";
import type { TaskLedger } from "./ledger.ts";
import { addLedger } from "./ledger.ts";
import { spreadOf } from "./spread.ts";
import type { Tally } from "./tally.ts";
import { clearTally, createTally, tallyTask } from "./tally.ts";
import type { PriorityLoad, TaskFigures, TaskFlow, TaskMinute } from "./tasks-view.ts";
import { workloadsOf } from "./workloads.ts";
import type { ServerMs } from "#util/units.ts";
import { MINUTE_MS } from "#util/units.ts";

/** More than can be held: nothing that is held is left out. */
const MAX_SAMPLES = 2 ** 22;
const FLOW_MINUTES = 10;
/** Less than one task in five minutes is no trend. */
const STEADY_PER_MINUTE = 0.2;

/**
 * Everything that is reckoned from all tasks, in one pass over them.
 *
 * @param ledger of the tasks that were let go; made with `createLedger`, one for each fold
 * @param now the server's time: what stands now stands until then
 * @param minutes how many minutes of the past are told, the running one included
 */
export function figuresOf(
  known: KnownTasks,
  ledger: TaskLedger,
  { now, minutes }: { now: ServerMs; minutes: number },
): TaskFigures {
  const origin = Math.floor(now / MINUTE_MS) - minutes + 1;
  if (ledger.scratch === null || ledger.scratch.minutes !== minutes) {
    ledger.scratch = createTally(origin, minutes, MAX_SAMPLES);
  }
  const tally = ledger.scratch;
  clearTally(tally, origin);
  for (const entry of known.entries.values()) tallyTask(tally, known, entry);
  addLedger(tally, ledger);
  const told = minutesOf(tally, now);
  return {
    minutes: told,
    flow: flowOf(told, now),
    wait: spreadOf(tally.waits.values.slice(0, tally.waits.size)),
    run: spreadOf(tally.runs.values.slice(0, tally.runs.size)),
    agents: workloadsOf(tally, told[0]?.at ?? now, now),
    priorities: prioritiesOf(tally),
  };
}

/** From the minute of the first message that is known: of what was before, nothing is known, and that is not zero. */
function minutesOf(tally: Tally, now: ServerMs): TaskMinute[] {
  if (tally.earliest === Number.POSITIVE_INFINITY) return [];
  const first = Math.min(tally.minutes - 1, Math.max(0, Math.floor(tally.earliest / MINUTE_MS) - tally.origin));
  const waitedSince = earliestFromEnd(tally.waitedSince);
  const told: TaskMinute[] = [];
  let [available, blocked, running] = [0, 0, 0];
  for (let index = 0; index < tally.minutes; index++) {
    available += tally.available[index] ?? 0;
    blocked += tally.blocked[index] ?? 0;
    running += tally.running[index] ?? 0;
    if (index < first) continue;
    const at = (tally.origin + index) * MINUTE_MS;
    const end = Math.min(at + MINUTE_MS, now);
    const since = waitedSince[index + 1] ?? Number.POSITIVE_INFINITY;
    told.push({
      at,
      arrived: tally.arrived[index] ?? 0,
      claimed: tally.claimed[index] ?? 0,
      completed: tally.completed[index] ?? 0,
      failed: tally.failed[index] ?? 0,
      available,
      blocked,
      running,
      oldestWaitingMs: available === 0 || since === Number.POSITIVE_INFINITY ? null : Math.max(0, end - since),
    });
  }
  return told;
}

/** At each place, the earliest from there on: of those that still wait then, the one that waits longest. */
function earliestFromEnd(values: Float64Array): Float64Array {
  const earliest = values.slice();
  for (let index = earliest.length - 2; index >= 0; index--) {
    earliest[index] = Math.min(earliest[index] ?? 0, earliest[index + 1] ?? 0);
  }
  return earliest;
}

function flowOf(told: readonly TaskMinute[], now: ServerMs): TaskFlow {
  const newest = told.slice(-FLOW_MINUTES);
  const [first] = newest;
  const overMs = first === undefined ? 0 : Math.max(MINUTE_MS, now - first.at);
  const perMinute = (total: number): number => (overMs === 0 ? 0 : total / (overMs / MINUTE_MS));
  let [arrived, claimed, ended] = [0, 0, 0];
  for (const minute of newest) {
    arrived += minute.arrived;
    claimed += minute.claimed;
    ended += minute.completed + minute.failed;
  }
  const last = told.at(-1);
  const waiting = last === undefined ? 0 : last.available + last.blocked;
  const netPerMinute = perMinute(arrived - ended);
  return {
    overMs,
    arrivedPerMinute: perMinute(arrived),
    claimedPerMinute: perMinute(claimed),
    endedPerMinute: perMinute(ended),
    netPerMinute,
    trend: trendOf(netPerMinute, waiting),
  };
}

function trendOf(netPerMinute: number, waiting: number): TaskFlow["trend"] {
  if (Math.abs(netPerMinute) < STEADY_PER_MINUTE) return { kind: "steady" };
  const ms = (waiting / Math.abs(netPerMinute)) * MINUTE_MS;
  if (netPerMinute < 0) return { kind: "draining", emptyInMs: ms };
  return { kind: "growing", doubleInMs: waiting === 0 ? null : ms };
}

const WORDS: readonly (string | null)[] = ["high", "medium", "low"];

/** High, medium, low, then other words in their natural order, then those without one. */
function prioritiesOf(tally: Tally): PriorityLoad[] {
  const all = [...tally.priorities.values()];
  const waits = waitsByPriority(tally, all.length);
  return all
    .map(({ priority, index, waiting, claimed, ended }) => ({
      priority,
      waiting,
      claimed,
      ended,
      wait: spreadOf(waits[index] ?? new Float64Array()),
    }))
    .sort((a, b) => rankOf(a.priority) - rankOf(b.priority) || compareNaturally(a.priority ?? "", b.priority ?? ""));
}

function rankOf(priority: string | null): number {
  const rank = WORDS.indexOf(priority);
  return priority === null ? WORDS.length + 1 : rank < 0 ? WORDS.length : rank;
}

const NATURAL = new Intl.Collator("en", { numeric: true });

function compareNaturally(a: string, b: string): number {
  return NATURAL.compare(a, b);
}

function waitsByPriority({ waits, waitPriorities }: Tally, priorities: number): Float64Array[] {
  const sizes = new Uint32Array(priorities);
  for (let at = 0; at < waits.size; at++) {
    const priority = waitPriorities.values[at] ?? 0;
    sizes[priority] = (sizes[priority] ?? 0) + 1;
  }
  const parts = Array.from(sizes, (size) => new Float64Array(size));
  sizes.fill(0);
  for (let at = 0; at < waits.size; at++) {
    const priority = waitPriorities.values[at] ?? 0;
    const part = parts[priority];
    const next = sizes[priority] ?? 0;
    if (part !== undefined) part[next] = waits.values[at] ?? 0;
    sizes[priority] = next + 1;
  }
  return parts;
}
