import { claimableSince, freeFrom, freeSpans } from "./free-spans.ts";
import type { KnownTasks } from "./known-tasks.ts";
import { roundsOf } from "./rounds.ts";
import type { Samples } from "./samples.ts";
import { addSample, clearSamples, createSamples } from "./samples.ts";
import type { TaskEntry, TaskStep } from "./task-entry.ts";
import type { ServerMs } from "#util/units.ts";
import { MINUTE_MS } from "#util/units.ts";

/**
 * What tasks amount to, one after the other added up. Depths are kept as differences from minute to minute, so that a task costs the
 * same whether it waited a second or a week.
 */
export interface Tally {
  /** The first minute, counted since 1970. */
  origin: number;
  readonly minutes: number;
  arrived: Int32Array;
  claimed: Int32Array;
  completed: Int32Array;
  failed: Int32Array;
  /** One more than there are minutes: the last cell takes what goes on. */
  available: Int32Array;
  blocked: Int32Array;
  running: Int32Array;
  /** By the minute in which they stopped waiting unblocked: the earliest moment since when one of them did. */
  waitedSince: Float64Array;
  waits: Samples;
  /** Of each wait, the index of its priority. */
  waitPriorities: Samples;
  runs: Samples;
  /** Stretches in which an agent held a task: from, to (infinite while it holds it), and the agent's index. */
  heldFrom: Samples;
  heldTo: Samples;
  heldBy: Samples;
  agents: Map<string, AgentTally>;
  priorities: Map<string | null, PriorityTally>;
  earliest: ServerMs;
}

export interface AgentTally {
  agent: string;
  index: number;
  holds: number;
  done: number;
  failed: number;
  firstClaimAt: ServerMs;
}

export interface PriorityTally {
  priority: string | null;
  index: number;
  waiting: number;
  claimed: number;
  ended: number;
}

/** Words that agents make up: past this many they are counted as having none. */
const MAX_PRIORITIES = 200;
const MAX_AGENTS = 20_000;
const NEVER = Number.POSITIVE_INFINITY;

/** @param maxSamples of each kind: waits, runs, stretches of holding */
export function createTally(origin: number, minutes: number, maxSamples: number): Tally {
  return {
    origin,
    minutes,
    arrived: new Int32Array(minutes),
    claimed: new Int32Array(minutes),
    completed: new Int32Array(minutes),
    failed: new Int32Array(minutes),
    available: new Int32Array(minutes + 1),
    blocked: new Int32Array(minutes + 1),
    running: new Int32Array(minutes + 1),
    waitedSince: new Float64Array(minutes + 1).fill(NEVER),
    waits: createSamples(maxSamples),
    waitPriorities: createSamples(maxSamples),
    runs: createSamples(maxSamples),
    heldFrom: createSamples(maxSamples),
    heldTo: createSamples(maxSamples),
    heldBy: createSamples(maxSamples),
    agents: new Map(),
    priorities: new Map(),
    earliest: NEVER,
  };
}

export function clearTally(tally: Tally, origin: number): void {
  tally.origin = origin;
  for (const counts of [tally.arrived, tally.claimed, tally.completed, tally.failed]) counts.fill(0);
  for (const depth of [tally.available, tally.blocked, tally.running]) depth.fill(0);
  tally.waitedSince.fill(NEVER);
  for (const samples of [tally.waits, tally.waitPriorities, tally.runs]) clearSamples(samples);
  for (const samples of [tally.heldFrom, tally.heldTo, tally.heldBy]) clearSamples(samples);
  tally.agents.clear();
  tally.priorities.clear();
  tally.earliest = NEVER;
}

/** Adds one task: its whole life as far as it is held. */
export function tallyTask(tally: Tally, known: KnownTasks, entry: TaskEntry): void {
  const { steps } = entry;
  const [first, second, third] = steps;
  if (first === undefined) return;
  if (first.at < tally.earliest) tally.earliest = first.at;
  if (isPlain(steps, first, second, third)) tallyPlain(tally, known, entry, first, second, third);
  else tallyAny(tally, known, entry);
}

/** Available, claimed, ended, each said once: nearly every task, and the only one that has to be fast. */
function isPlain(
  steps: readonly TaskStep[],
  first: TaskStep,
  second: TaskStep | undefined,
  third: TaskStep | undefined,
): boolean {
  if (steps.length > 3 || first.state !== "available") return false;
  if (second === undefined) return true;
  if (second.state !== "claimed" || second.at < first.at) return false;
  return third === undefined || (isEnd(third) && third.at >= second.at);
}

function tallyPlain(
  tally: Tally,
  known: KnownTasks,
  entry: TaskEntry,
  first: TaskStep,
  second: TaskStep | undefined,
  third: TaskStep | undefined,
): void {
  const priority = priorityOf(tally, third?.priority ?? second?.priority ?? first.priority);
  count(tally, tally.arrived, first.at);
  const claimedAt = second === undefined ? NEVER : second.at;
  const hasBlockers = first.blockedBy !== null && first.blockedBy.length > 0;
  let claimableAt: ServerMs | null = first.at;
  if (hasBlockers || first.blockedByLeftOut > 0) {
    claimableAt = addWait(tally, known, entry, 0, 1, first.at, claimedAt);
  } else {
    addFree(tally, first.at, claimedAt);
  }
  if (second === undefined) {
    priority.waiting++;
    return;
  }
  count(tally, tally.claimed, claimedAt);
  if (claimableAt !== null) addWaitSample(tally, claimedAt - claimableAt, priority);
  const holder = second.owner;
  const endedAt = third === undefined ? NEVER : third.at;
  addDepth(tally, tally.running, claimedAt, endedAt);
  const agent = holder === null ? null : agentOf(tally, holder, claimedAt);
  if (agent !== null) addHeld(tally, agent, claimedAt, endedAt);
  if (third === undefined) {
    priority.claimed++;
    if (agent !== null) agent.holds++;
    return;
  }
  priority.ended++;
  addSample(tally.runs, endedAt - claimedAt);
  if (third.owner !== null && third.owner !== holder) addEnd(tally, third, holder);
  else if (agent !== null) countEnd(agent, third);
  count(tally, third.state === "failed" ? tally.failed : tally.completed, endedAt);
}

/** Any life at all: claimed by several, given back, reopened, ended without a claim, with words that nobody knows. */
function tallyAny(tally: Tally, known: KnownTasks, entry: TaskEntry): void {
  const { steps } = entry;
  const priority = priorityOf(tally, steps.findLast((step) => step.priority !== null)?.priority ?? null);
  tallyStates(tally, known, entry);
  for (const round of roundsOf(steps)) {
    const { to, firstClaimAt, claimedAt, holder } = round;
    const last = steps[to - 1];
    if (firstClaimAt !== null) {
      const claimableAt = claimableSince(known, entry, round);
      if (claimableAt !== null) addWaitSample(tally, Math.max(0, firstClaimAt - claimableAt), priority);
    }
    if (last === undefined || !isEnd(last)) continue;
    if (claimedAt !== null) addSample(tally.runs, Math.max(0, last.at - claimedAt));
    addEnd(tally, last, holder);
  }
  const last = steps.at(-1);
  if (last === undefined) return;
  if (last.state === "available") priority.waiting++;
  if (isEnd(last)) priority.ended++;
  if (last.state !== "claimed") return;
  priority.claimed++;
  const { holder = null, claimedAt = null } = roundsOf(steps).at(-1) ?? {};
  if (holder !== null) agentOf(tally, holder, claimedAt ?? last.at).holds++;
}

/** The states that it went through, each from its message to the next one that says another. */
function tallyStates(tally: Tally, known: KnownTasks, entry: TaskEntry): void {
  const { steps } = entry;
  let hasArrived = false;
  let hasEnded = false;
  let at = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < steps.length;) {
    const step = steps[index];
    if (step === undefined) return;
    at = Math.max(at, step.at);
    const { to, until } = stretchOf(steps, index, at);
    switch (step.state) {
      case "available":
        if (!hasArrived) count(tally, tally.arrived, at);
        hasArrived = true;
        hasEnded = false;
        addWait(tally, known, entry, index, to, at, until);
        break;
      case "claimed":
        // The winner's claim said again, because another's was taken back, begins nothing.
        if (step.withdrawnBy === null) {
          if (steps[index - 1]?.state !== "claimed") count(tally, tally.claimed, at);
          hasEnded = false;
        }
        addDepth(tally, tally.running, at, until);
        if (step.owner !== null) addHeld(tally, agentOf(tally, step.owner, at), at, until);
        break;
      case "completed":
      case "failed":
        if (!hasEnded) count(tally, step.state === "failed" ? tally.failed : tally.completed, at);
        hasEnded = true;
        hasArrived = false;
        break;
      case "unknown":
        break;
    }
    at = Math.max(at, ...steps.slice(index, to).map((each) => each.at));
    index = to;
  }
}

/** How many steps say the same as this one, and when another came. */
function stretchOf(steps: readonly TaskStep[], from: number, at: ServerMs): { to: number; until: ServerMs } {
  const first = steps[from];
  let newest = at;
  for (let index = from; index < steps.length; index++) {
    const step = steps[index];
    if (step === undefined) break;
    newest = Math.max(newest, step.at);
    const isSame = step.state === first?.state && (step.state !== "claimed" || step.owner === first.owner);
    if (!isSame) return { to: index, until: newest };
  }
  return { to: steps.length, until: NEVER };
}

/**
 * Adds a stretch of waiting, blocked and free. Returns since when it was free at its end; null: it was blocked then.
 */
function addWait(
  tally: Tally,
  known: KnownTasks,
  entry: TaskEntry,
  from: number,
  to: number,
  at: ServerMs,
  until: ServerMs,
): ServerMs | null {
  const only = to - from === 1 ? entry.steps[from] : undefined;
  const usual = only === undefined || only.at !== at ? null : freeFrom(known, only);
  if (usual !== null) {
    if (usual > at) addDepth(tally, tally.blocked, at, Math.min(usual, until));
    if (usual < until) addFree(tally, usual, until);
    return usual <= until ? usual : null;
  }
  let blockedFrom = at;
  let freeSince: ServerMs | null = null;
  for (const free of freeSpans(known, entry, from, to, until)) {
    if (free.from > blockedFrom) addDepth(tally, tally.blocked, blockedFrom, free.from);
    addFree(tally, free.from, free.to);
    blockedFrom = free.to;
    freeSince = free.to >= until ? free.from : null;
  }
  if (blockedFrom < until) addDepth(tally, tally.blocked, blockedFrom, until);
  return freeSince;
}

function addFree(tally: Tally, from: ServerMs, to: ServerMs): void {
  addDepth(tally, tally.available, from, to);
  const ended = endIndex(tally, to);
  if (ended >= 0 && from < (tally.waitedSince[ended] ?? 0)) tally.waitedSince[ended] = from;
}

function addDepth(tally: Tally, depth: Int32Array, from: ServerMs, to: ServerMs): void {
  const begin = Math.min(tally.minutes - 1, Math.max(0, Math.floor(from / MINUTE_MS) - tally.origin));
  const end = endIndex(tally, to);
  if (end <= begin) return;
  depth[begin] = (depth[begin] ?? 0) + 1;
  depth[end] = (depth[end] ?? 0) - 1;
}

function endIndex(tally: Tally, to: ServerMs): number {
  return to === NEVER ? tally.minutes : Math.min(tally.minutes - 1, Math.floor(to / MINUTE_MS) - tally.origin);
}

function count(tally: Tally, counts: Int32Array, at: ServerMs): void {
  const index = Math.min(tally.minutes - 1, Math.floor(at / MINUTE_MS) - tally.origin);
  if (index >= 0) counts[index] = (counts[index] ?? 0) + 1;
}

function addWaitSample(tally: Tally, waitMs: number, priority: PriorityTally): void {
  addSample(tally.waits, waitMs);
  addSample(tally.waitPriorities, priority.index);
}

function addHeld(tally: Tally, { index }: AgentTally, from: ServerMs, to: ServerMs): void {
  addSample(tally.heldFrom, from);
  addSample(tally.heldTo, to);
  addSample(tally.heldBy, index);
}

function addEnd(tally: Tally, step: TaskStep, holder: string | null): void {
  const who = step.owner ?? holder;
  if (who !== null) countEnd(agentOf(tally, who, step.at), step);
}

function countEnd(agent: AgentTally, { state }: TaskStep): void {
  if (state === "failed") agent.failed++;
  else agent.done++;
}

export function agentOf(tally: Tally, agent: string, at: ServerMs): AgentTally {
  const known = tally.agents.get(agent);
  if (known !== undefined) {
    if (at < known.firstClaimAt) known.firstClaimAt = at;
    return known;
  }
  const index = tally.agents.size;
  const made = { agent, index, holds: 0, done: 0, failed: 0, firstClaimAt: at };
  if (index < MAX_AGENTS) tally.agents.set(agent, made);
  return made;
}

export function priorityOf(tally: Tally, priority: string | null): PriorityTally {
  const known = tally.priorities.get(priority);
  if (known !== undefined) return known;
  if (priority !== null && tally.priorities.size >= MAX_PRIORITIES) return priorityOf(tally, null);
  const made = { priority, index: tally.priorities.size, waiting: 0, claimed: 0, ended: 0 };
  tally.priorities.set(priority, made);
  return made;
}

function isEnd({ state }: TaskStep): boolean {
  return state === "completed" || state === "failed";
}
