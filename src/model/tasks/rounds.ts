import type { TaskStep } from "./task-entry.ts";
import type { ServerMs } from "#util/units.ts";

/**
 * One turn of a task through the queue. It begins with an `available` that does not repeat the one before it (a task given back
 * or reopened waits anew, one that is announced again while it waits goes on waiting), or with the first step held.
 */
export interface Round {
  /** Indexes into the steps; `to` is left out. */
  from: number;
  to: number;
  /** Null: it was never made available, as far as is held. */
  availableAt: ServerMs | null;
  /** The first claim by anybody: until then it waited. */
  firstClaimAt: ServerMs | null;
  /** Whose claim stands: the newest one's that was not taken back. Null: nobody's, or it named nobody. */
  holder: string | null;
  /** The holder's first claim. */
  claimedAt: ServerMs | null;
  /** The newest end. */
  end: TaskStep | null;
}

/** Where the present round begins. 0 where there are no steps. */
export function roundStart(steps: readonly TaskStep[]): number {
  for (let index = steps.length - 1; index > 0; index--) if (beginsRound(steps, index)) return index;
  return 0;
}

/** All rounds that are held, oldest first. */
export function roundsOf(steps: readonly TaskStep[]): Round[] {
  const rounds: Round[] = [];
  let from = 0;
  for (let index = 1; index <= steps.length; index++) {
    if (index < steps.length && !beginsRound(steps, index)) continue;
    rounds.push(roundOf(steps, from, index));
    from = index;
  }
  return rounds;
}

export function presentRound(steps: readonly TaskStep[]): Round {
  return roundOf(steps, roundStart(steps), steps.length);
}

function beginsRound(steps: readonly TaskStep[], index: number): boolean {
  return steps[index]?.state === "available" && steps[index - 1]?.state !== "available";
}

function roundOf(steps: readonly TaskStep[], from: number, to: number): Round {
  const round: Round = { from, to, availableAt: null, firstClaimAt: null, holder: null, claimedAt: null, end: null };
  for (let index = from; index < to; index++) {
    const step = steps[index];
    if (step === undefined) continue;
    if (step.state === "available") round.availableAt ??= step.at;
    if (step.state === "completed" || step.state === "failed") round.end = step;
    if (step.state === "claimed") round.firstClaimAt ??= step.at;
  }
  const standing = standingClaims(steps, from, to);
  const newest = standing.at(-1);
  if (newest !== undefined) {
    round.holder = newest.owner;
    round.claimedAt = standing.find(({ owner }) => owner === newest.owner)?.at ?? null;
  }
  return round;
}

/** The claims of a stretch but for those that a later step of it takes back; a step that takes one back says the winner's again. */
export function standingClaims(steps: readonly TaskStep[], from: number, to: number): TaskStep[] {
  const claims: TaskStep[] = [];
  for (let index = from; index < to; index++) {
    const step = steps[index];
    if (step === undefined || step.state !== "claimed") continue;
    if (step.withdrawnBy !== null) {
      for (let at = claims.length - 1; at >= 0; at--) if (claims[at]?.owner === step.withdrawnBy) claims.splice(at, 1);
    }
    claims.push(step);
  }
  return claims;
}
