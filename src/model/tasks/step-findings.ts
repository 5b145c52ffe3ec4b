import { roundStart, standingClaims } from "./rounds.ts";
import type { TaskFinding } from "./task.ts";
import type { TaskStep } from "./task-entry.ts";
import { byWeight } from "./worst-first.ts";
import { formatDuration } from "#util/format.ts";
import { HOUR_MS } from "#util/units.ts";

const NONE: readonly TaskFinding[] = [];

/**
 * What a task's own messages tell, worst first. Claims and ends are looked at within the present round; whether it was reopened and
 * whose clock is off, over all that is held.
 *
 * @param steps in stream order
 */
export function stepFindings(steps: readonly TaskStep[]): readonly TaskFinding[] {
  const last = steps.at(-1);
  if (last === undefined || isPlain(steps)) return NONE;
  const from = roundStart(steps);
  const findings = [
    duplicateClaim(steps, from),
    endedByOther(steps, from),
    reopened(steps),
    completedTwice(steps, from),
    last.state === "unknown" ? unknownStatus(steps) : null,
    oddTime(steps, "zone-mistake"),
    oddTime(steps, "clock-skew"),
  ].filter((finding) => finding !== null);
  return findings.length === 0 ? NONE : findings.sort(byWeight);
}

/** The life of nearly every task: available, claimed, ended by the one who claimed it. Nothing is to be said of it. */
function isPlain(steps: readonly TaskStep[]): boolean {
  if (steps.length > PLAIN.length) return false;
  let owner: string | null = null;
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index];
    if (step === undefined || step.oddTime !== null || step.withdrawnBy !== null) return false;
    const wanted = PLAIN[index];
    if (step.state !== wanted && !(index === 2 && step.state === "failed")) return false;
    if (index === 2 && step.owner !== null && step.owner !== owner) return false;
    owner = step.owner;
  }
  return true;
}

const PLAIN: readonly TaskStep["state"][] = ["available", "claimed", "completed"];

function duplicateClaim(steps: readonly TaskStep[], from: number): TaskFinding | null {
  const owners: string[] = [];
  let since: number | null = null;
  for (const { owner, at } of standingClaims(steps, from, steps.length)) {
    if (owner === null || owners.includes(owner)) continue;
    owners.push(owner);
    if (owners.length === 2) since = at;
  }
  const [first, second] = owners;
  if (first === undefined || second === undefined || since === null) return null;
  const more = owners.length - 2;
  const detail =
    more === 0 ? `Claimed by ${first} and by ${second}.` : `Claimed by ${first}, ${second} and ${more} more.`;
  return { code: "duplicate-claim", detail, since, agents: owners };
}

/** Told at the newest end of the round, with what is known by now of the claims before it. */
function endedByOther(steps: readonly TaskStep[], from: number): TaskFinding | null {
  const index = steps.findLastIndex((step) => isEnd(step));
  const end = steps[index];
  if (end === undefined || index < from || end.owner === null) return null;
  const before = new Set(steps.slice(from, index));
  const holder = standingClaims(steps, from, steps.length).findLast((claim) => before.has(claim))?.owner ?? null;
  if (holder === null || holder === end.owner) return null;
  const did = end.state === "failed" ? "Failed" : "Completed";
  return {
    code: "completed-by-other",
    detail: `${did} by ${end.owner}, held by ${holder}.`,
    since: end.at,
    agents: [end.owner, holder],
  };
}

/** Open again after an end. The winner's claim that is said again behind its end, because another's came between, opens nothing. */
function reopened(steps: readonly TaskStep[]): TaskFinding | null {
  let ended = false;
  let found: TaskFinding | null = null;
  for (const step of steps) {
    if (isEnd(step)) ended = true;
    else if (ended && step.withdrawnBy === null) {
      ended = false;
      const detail =
        step.state === "available" ? "Made available again after it had ended." : "Open again after it had ended.";
      found = { code: "reopened", detail, since: step.at, agents: step.owner === null ? [] : [step.owner] };
    }
  }
  return found;
}

function completedTwice(steps: readonly TaskStep[], from: number): TaskFinding | null {
  let first: TaskStep | null = null;
  for (let index = from; index < steps.length; index++) {
    const step = steps[index];
    if (step === undefined || step.state !== "completed") continue;
    if (first === null) first = step;
    // An end that is said again behind a claim that took another's back is the same end.
    else if (steps[index - 1]?.withdrawnBy == null) {
      const agents = [...new Set([step.owner, first.owner].filter((owner) => owner !== null))];
      const by = agents.length === 0 ? "" : ` By ${agents.toReversed().join(" and by ")}.`;
      return { code: "completed-twice", detail: `Completed twice in one round.${by}`, since: step.at, agents };
    }
  }
  return null;
}

function unknownStatus(steps: readonly TaskStep[]): TaskFinding {
  let index = steps.length - 1;
  const last = steps[index];
  while (index > 0 && steps[index - 1]?.state === "unknown" && steps[index - 1]?.status === last?.status) index--;
  const first = steps[index] ?? last;
  const owner = last?.owner ?? null;
  return {
    code: "unknown-status",
    detail: `Its newest message says status "${last?.status ?? ""}".`,
    since: first?.at ?? 0,
    agents: owner === null ? [] : [owner],
  };
}

function oddTime(steps: readonly TaskStep[], code: "zone-mistake" | "clock-skew"): TaskFinding | null {
  const step = steps.find((each) => each.oddTime?.code === code);
  const odd = step?.oddTime ?? null;
  if (step === undefined || odd === null) return null;
  const who = step.owner ?? "Whoever wrote it";
  const side = odd.offMs > 0 ? "ahead of" : "behind";
  const off = code === "zone-mistake" ? `${Math.abs(odd.offMs / HOUR_MS)} h` : formatDuration(Math.abs(odd.offMs));
  return {
    code,
    detail: `${who} wrote "${odd.said}", ${off} ${side} the stream's time.`,
    since: step.at,
    agents: step.owner === null ? [] : [step.owner],
  };
}

function isEnd(step: TaskStep): boolean {
  return step.state === "completed" || step.state === "failed";
}
