import { presentRound } from "./rounds.ts";
import type { TaskPresent, TaskStep } from "./task-entry.ts";
import { stepFindings } from "./step-findings.ts";
import { assert } from "#util/assert.ts";

const NOTHING: readonly string[] = [];

/** What a task is now: of its steps alone, so that no order of arrival can show in it. */
export function presentOf(steps: readonly TaskStep[]): TaskPresent {
  const last = steps.at(-1);
  assert(last !== undefined, "a task has a step");
  const round = presentRound(steps);
  const { state } = last;
  const waits = state === "available";
  const ended = state === "completed" || state === "failed";
  const claimedAt = waits ? null : round.claimedAt;
  const present: TaskPresent = {
    state,
    status: last.status,
    owner: ownerOf(last, round.holder),
    title: null,
    priority: null,
    blockedBy: NOTHING,
    blockedByLeftOut: 0,
    error: null,
    stateSince: last.at,
    availableAt: round.availableAt,
    firstClaimAt: waits ? null : round.firstClaimAt,
    claimedAt,
    endedAt: ended ? last.at : null,
    last,
    roundFrom: round.from,
    findings: stepFindings(steps),
  };
  if (waits && round.availableAt !== null) present.stateSince = round.availableAt;
  if (state === "claimed" && claimedAt !== null) present.stateSince = claimedAt;
  sayWords(present, steps, round.from);
  return present;
}

function ownerOf(last: TaskStep, holder: string | null): string | null {
  switch (last.state) {
    case "available":
      return null;
    // A claim that was taken back afterwards leaves the task with whoever held it before.
    case "claimed":
      return holder;
    case "completed":
    case "failed":
      return last.owner ?? holder;
    case "unknown":
      return last.owner;
  }
}

/** What the newest message that says it says; an error only of the present round: a task that is tried again has none. */
function sayWords(present: TaskPresent, steps: readonly TaskStep[], from: number): void {
  let saidBlockers = false;
  for (let index = steps.length - 1; index >= 0; index--) {
    const step = steps[index];
    if (step === undefined) continue;
    present.title ??= step.title;
    present.priority ??= step.priority;
    if (index >= from) present.error ??= step.error;
    if (!saidBlockers && step.blockedBy !== null) {
      saidBlockers = true;
      present.blockedBy = step.blockedBy;
      present.blockedByLeftOut = step.blockedByLeftOut;
    }
    if (saidBlockers && present.title !== null && present.priority !== null && index <= from) return;
  }
}
