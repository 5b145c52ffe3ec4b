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
    createdAt: body.created_at,
    claimedAt: body.claimed_at,
    completedAt: body.completed_at,
    result: body.result,
    error: body.error,
  };
}
