import { optionalText, optionalTextOrNumber, textOrNumber } from "./fields.ts";
import * as v from "valibot";

export const TASK_STATUSES = ["available", "claimed", "completed", "failed"] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

export function isTaskStatus(status: string): status is TaskStatus {
  return (TASK_STATUSES as readonly string[]).includes(status);
}

/** Ids are text and not empty; numbers are read as their decimal text. */
export const idSchema = v.pipe(textOrNumber, v.nonEmpty());

const optionalId = v.optional(v.fallback(v.nullable(idSchema), null), null);

/** `mjwork.tasks` and `mjwork.tasks.{state}`. **must**: `task_id`. Times are the agents' words, often without a zone. */
export const taskSchema = v.object({
  task_id: idSchema,
  title: optionalText,
  description: optionalText,
  status: optionalText,
  priority: optionalTextOrNumber,
  blocked_by: v.optional(v.fallback(v.array(idSchema), []), []),
  owner: optionalId,
  claimed_by: optionalId,
  completed_by: optionalId,
  agent_id: optionalId,
  /** On a claim that gives a task back to its holder: the claim of this agent, which came a moment later, does not count. */
  withdrawn_by: optionalId,
  created_at: optionalText,
  claimed_at: optionalText,
  completed_at: optionalText,
  /** Any JSON. */
  result: v.optional(v.unknown()),
  error: v.optional(v.unknown()),
});

export type TaskBody = v.InferOutput<typeof taskSchema>;

/** A task event as Rollcall reads it: the owner found in whichever field has it, the state from body or subject. */
export interface TaskEvent {
  taskId: string;
  /** As written; `isTaskStatus` tells whether anybody knows it. */
  status: string;
  title: string | null;
  description: string | null;
  priority: string | null;
  blockedBy: string[];
  owner: string | null;
  /** Whose claim this message takes back. */
  withdrawnBy: string | null;
  createdAt: string | null;
  claimedAt: string | null;
  completedAt: string | null;
  result: unknown;
  error: unknown;
}

export function toTaskEvent(body: TaskBody, subjectState: string | null): TaskEvent {
  return {
    taskId: body.task_id,
    status: body.status ?? subjectState ?? "unknown",
    title: body.title,
    description: body.description,
    priority: body.priority,
    blockedBy: body.blocked_by,
    owner: body.owner ?? body.claimed_by ?? body.completed_by ?? body.agent_id,
    withdrawnBy: body.withdrawn_by,
    createdAt: body.created_at,
    claimedAt: body.claimed_at,
    completedAt: body.completed_at,
    result: body.result,
    error: body.error,
  };
}

/**
 * The same as `toTaskEvent` makes of what the schema makes, for a task in which every field that is there has its usual type; null for any
 * other, which is then the schema's to read. As for heartbeats: the schema takes several times as long as `JSON.parse` itself, and
 * `decode.properties.test.ts` proves the two equal.
 */
export function readUsualTask(json: object, subjectState: string | null): TaskEvent | null {
  const body: Partial<Record<keyof TaskBody, unknown>> = json;
  const taskId = body.task_id;
  const title = body.title ?? null;
  const description = body.description ?? null;
  const status = body.status ?? null;
  const priority = body.priority ?? null;
  const blockedBy = body.blocked_by ?? NO_IDS;
  const owner = body.owner ?? null;
  const claimedBy = body.claimed_by ?? null;
  const completedBy = body.completed_by ?? null;
  const agentId = body.agent_id ?? null;
  const withdrawnBy = body.withdrawn_by ?? null;
  const createdAt = body.created_at ?? null;
  const claimedAt = body.claimed_at ?? null;
  const completedAt = body.completed_at ?? null;
  if (
    !isId(taskId) ||
    !isText(title) ||
    !isText(description) ||
    !isText(status) ||
    !isText(priority) ||
    !isIdList(blockedBy) ||
    !isNullableId(owner) ||
    !isNullableId(claimedBy) ||
    !isNullableId(completedBy) ||
    !isNullableId(agentId) ||
    !isNullableId(withdrawnBy) ||
    !isText(createdAt) ||
    !isText(claimedAt) ||
    !isText(completedAt)
  ) {
    return null;
  }
  return {
    taskId,
    status: status ?? subjectState ?? "unknown",
    title,
    description,
    priority,
    blockedBy,
    owner: owner ?? claimedBy ?? completedBy ?? agentId,
    withdrawnBy,
    createdAt,
    claimedAt,
    completedAt,
    result: body.result,
    error: body.error,
  };
}

/** Shared by all tasks that wait for nothing: nobody may write into a decoded message. */
const NO_IDS: string[] = [];

function isText(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}

function isId(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isNullableId(value: unknown): value is string | null {
  return value === null || isId(value);
}

function isIdList(value: unknown): value is string[] {
  return value === NO_IDS || (Array.isArray(value) && value.every(isId));
}
