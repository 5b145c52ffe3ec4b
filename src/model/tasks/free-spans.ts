import type { TaskEntry, TaskStep } from "./task-entry.ts";
import type { KnownTasks } from "./known-tasks.ts";
import type { Round } from "./rounds.ts";
import { tombstoneOf } from "./tombstones.ts";
import type { ServerMs } from "#util/units.ts";

/** From one moment to another; `to` is infinite while it lasts. */
export interface Span {
  from: ServerMs;
  to: ServerMs;
}

const EVER: ServerMs = Number.POSITIVE_INFINITY;

/**
 * When, of a stretch in which a task waited, nothing held it up: told at each moment by what its messages named in `blocked_by` until
 * then, and by whether each of those was completed then. Ids past the bound are not held, so nobody can tell that they are
 * completed: they hold it up for good.
 *
 * @param from index of the step from which it waited
 * @param to   index of the step that ended that, left out
 * @param until its time; infinite while it waits
 * @returns ascending, apart from each other
 */
export function freeSpans(known: KnownTasks, { steps }: TaskEntry, from: number, to: number, until: ServerMs): Span[] {
  const spans: Span[] = [];
  let ids: readonly string[] | null = null;
  let leftOut = 0;
  for (let index = from; index < to; index++) {
    const step = steps[index];
    if (step === undefined) continue;
    if (step.blockedBy !== null) {
      ids = step.blockedBy;
      leftOut = step.blockedByLeftOut;
    }
    if (leftOut > 0) continue;
    const end = index + 1 < to ? timeOf(steps, index + 1, from) : until;
    for (const span of freeOf(known, ids ?? [], { from: timeOf(steps, index, from), to: end })) append(spans, span);
  }
  return spans;
}

/**
 * Since when a round's task could be claimed, at the moment of its first claim or, while nobody claimed it, now. Null: it is (or was
 * then) blocked, or nothing made it available before.
 *
 * @param firstClaimAt null: nobody claimed it
 */
export function claimableSince(
  known: KnownTasks,
  entry: TaskEntry,
  { from, to, firstClaimAt }: Pick<Round, "from" | "to" | "firstClaimAt">,
): ServerMs | null {
  const { steps } = entry;
  let begins = from;
  while (begins < to && steps[begins]?.state !== "available") begins++;
  let ends = begins;
  while (ends < to && (steps[ends]?.state === "available" || steps[ends]?.state === "unknown")) ends++;
  // Ended before anybody claimed it: it waited for nobody.
  if (ends < to && steps[ends]?.state !== "claimed") return null;
  const until = firstClaimAt ?? EVER;
  const only = ends === begins + 1 ? steps[begins] : undefined;
  if (only !== undefined) {
    const usual = freeFrom(known, only);
    if (usual !== null) return usual < until || (usual === until && until !== EVER) ? usual : null;
  }
  const last = freeSpans(known, entry, begins, ends, until).at(-1);
  return last !== undefined && last.to >= until ? last.from : null;
}

/** Where a server's clock went back, the later message is not earlier than the one before it. */
function timeOf(steps: readonly TaskStep[], index: number, from: number): ServerMs {
  let at = Number.NEGATIVE_INFINITY;
  for (let i = from; i <= index; i++) at = Math.max(at, steps[i]?.at ?? at);
  return at;
}

function append(spans: Span[], span: Span): void {
  const last = spans.at(-1);
  if (last !== undefined && last.to >= span.from) last.to = Math.max(last.to, span.to);
  else spans.push(span);
}

function freeOf(known: KnownTasks, ids: readonly string[], within: Span): Span[] {
  let free = [within];
  for (const id of ids) {
    free = common(free, completedSpans(known, id));
    if (free.length === 0) break;
  }
  return free;
}

function common(one: readonly Span[], other: readonly Span[]): Span[] {
  const both: Span[] = [];
  for (const a of one) {
    for (const b of other) {
      const from = Math.max(a.from, b.from);
      const to = Math.min(a.to, b.to);
      if (from < to || (from === to && a.to === from)) both.push({ from, to });
    }
  }
  return both;
}

/**
 * As `freeSpans` for the usual case, where nothing has to be merged: one step says what it waits for, and what was completed stayed so.
 * Returns from when on it was free, infinite where it is not yet; null: not the usual case.
 */
export function freeFrom(known: KnownTasks, step: TaskStep): ServerMs | null {
  if (step.blockedByLeftOut > 0) return EVER;
  let from = step.at;
  for (const id of step.blockedBy ?? NOTHING) {
    const at = completedOnce(known, id);
    if (at === null) return null;
    if (at > from) from = at;
  }
  return from;
}

const NOTHING: readonly string[] = [];

/** Infinite: never completed. Null: it was, and was opened again. */
function completedOnce({ entries, gone }: KnownTasks, id: string): ServerMs | null {
  const entry = entries.get(id);
  if (entry === undefined) {
    const buried = tombstoneOf(gone, id);
    return buried !== null && buried.completed ? buried.at : EVER;
  }
  const { steps } = entry;
  let completedAt = EVER;
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index];
    if (step === undefined) continue;
    if (step.state === "completed") completedAt = Math.min(completedAt, step.at);
    else if (completedAt !== EVER) return null;
    if (index > 0 && step.at < (steps[index - 1]?.at ?? 0)) return null;
  }
  return completedAt;
}

/** When a task stood as completed. */
function completedSpans({ entries, gone }: KnownTasks, id: string): Span[] {
  const entry = entries.get(id);
  if (entry === undefined) {
    const buried = tombstoneOf(gone, id);
    return buried !== null && buried.completed ? [{ from: buried.at, to: EVER }] : [];
  }
  const spans: Span[] = [];
  let open: Span | null = null;
  let at = Number.NEGATIVE_INFINITY;
  for (const step of entry.steps) {
    at = Math.max(at, step.at);
    if (step.state === "completed") {
      if (open !== null) continue;
      open = { from: at, to: EVER };
      spans.push(open);
    } else if (open !== null) {
      open.to = at;
      open = null;
    }
  }
  return spans;
}
