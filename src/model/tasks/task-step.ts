import type { StreamMessage } from "../chunk.ts";
import { cutText } from "../cut-text.ts";
import { heldId } from "./task-id.ts";
import type { TaskStep } from "./task-entry.ts";
import { skew } from "#contract/agent-time.ts";
import type { TaskEvent } from "#contract/task.ts";
import { HOUR_MS } from "#util/units.ts";

const MAX_WORD = 100;
const MAX_NAME = 200;
const MAX_TEXT = 300;
const NOTHING: readonly string[] = [];

/**
 * One message of a task as it is kept. `near`: a step of the same task that is held already; what both say is kept once.
 *
 * An empty `blocked_by` says something only where the task is made available: claims and ends often leave it out.
 */
export function toStep(
  stream: string,
  message: StreamMessage,
  task: TaskEvent,
  near: TaskStep | undefined,
  maxBlockers: number,
): TaskStep {
  const state = stateOf(task.status);
  const ids = task.blockedBy;
  return {
    stream,
    seq: message.seq,
    at: message.at,
    subject: cutText(message.subject, MAX_NAME),
    status: state === "unknown" ? cutText(task.status, MAX_WORD) : state,
    state,
    owner: kept(task.owner, near?.owner, MAX_NAME),
    title: kept(task.title, near?.title, MAX_TEXT),
    priority: kept(task.priority, near?.priority, MAX_WORD),
    blockedBy: ids.length > 0 ? keptIds(ids, near?.blockedBy, maxBlockers) : state === "available" ? NOTHING : null,
    blockedByLeftOut: Math.max(0, ids.length - maxBlockers),
    error: errorText(task.error),
    withdrawnBy: kept(task.withdrawnBy, null, MAX_NAME),
    oddTime: oddTime(saidOf(task, state), message.at),
  };
}

/** Only as written: `Available` is none of them. */
function stateOf(status: string): TaskStep["state"] {
  switch (status) {
    case "available":
    case "claimed":
    case "completed":
    case "failed":
      return status;
    default:
      return "unknown";
  }
}

function kept(text: string | null, near: string | null | undefined, max: number): string | null {
  if (text === null) return null;
  if (near === text) return near;
  return cutText(text, max);
}

function keptIds(ids: readonly string[], near: readonly string[] | null | undefined, max: number): readonly string[] {
  if (near?.length === ids.length && ids.every((id, index) => id === near[index])) return near;
  return ids.slice(0, max).map(heldId);
}

/** Why it failed: text as written, anything else as JSON. */
function errorText(error: unknown): string | null {
  if (error === null || error === undefined || error === "") return null;
  return cutText(typeof error === "string" ? error : JSON.stringify(error), MAX_TEXT);
}

/** The time that the agent gives for what this message tells. */
function saidOf(task: TaskEvent, state: TaskStep["state"]): string | null {
  switch (state) {
    case "available":
      return task.createdAt;
    case "claimed":
      return task.claimedAt;
    case "completed":
    case "failed":
      return task.completedAt;
    case "unknown":
      return null;
  }
}

function oddTime(said: string | null, at: number): TaskStep["oddTime"] {
  if (said === null) return null;
  const found = skew(said, at);
  switch (found.kind) {
    case "none":
    case "unreadable":
      return null;
    case "zone":
      return { code: "zone-mistake", said: cutText(said, MAX_WORD), offMs: found.hours * HOUR_MS };
    case "skew":
      return { code: "clock-skew", said: cutText(said, MAX_WORD), offMs: found.ms };
  }
}

/** Bytes that a step holds in memory, roughly: the object, and two a character of what no other step of its task says. */
export function sizeOfStep(step: TaskStep, near: TaskStep | undefined): number {
  let size = STEP_BYTES;
  if (step.title !== null && step.title !== near?.title) size += 2 * step.title.length;
  if (step.owner !== null && step.owner !== near?.owner) size += 2 * step.owner.length;
  if (step.error !== null) size += 2 * step.error.length;
  if (step.blockedBy !== null && step.blockedBy.length > 0 && step.blockedBy !== near?.blockedBy) {
    for (const id of step.blockedBy) size += BLOCKER_BYTES + 2 * id.length;
  }
  return size;
}

const STEP_BYTES = 160;
/** In the step, and in the index of who waits for it. */
const BLOCKER_BYTES = 160;
