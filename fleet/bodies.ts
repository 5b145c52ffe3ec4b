import type { KnownStatus } from "#contract/heartbeat.ts";

/** What goes on the wire, as plain data. Our own times carry milliseconds and `Z`, always (`isoTime`). */

export interface HeartbeatWords {
  status: KnownStatus;
  currentTask?: string | null;
  currentTaskTitle?: string | null;
  description?: string | null;
  capabilities?: readonly string[];
  /** A person is being waited for, and what the person is asked. */
  approvalMessage?: string | null;
}

export function heartbeatBody(agent: string, words: HeartbeatWords, intervalMs: number, timestamp: string): object {
  return {
    agent_id: agent,
    status: words.status,
    current_task: words.currentTask ?? null,
    ...(words.currentTaskTitle ? { current_task_title: words.currentTaskTitle } : {}),
    ...(words.description ? { description: words.description } : {}),
    ...(words.capabilities && words.capabilities.length > 0 ? { capabilities: words.capabilities } : {}),
    ...(words.approvalMessage ? { needs_approval: true, approval_message: words.approvalMessage } : {}),
    heartbeat_interval: intervalMs / 1000,
    timestamp,
  };
}

export interface NewTask {
  /** Any text; made when left out. */
  taskId?: string;
  title: string;
  description?: string;
  priority?: "high" | "medium" | "low";
  /** Ids of tasks that must be completed first. */
  blockedBy?: readonly string[];
}

export function availableBody(task: NewTask & { taskId: string }, createdAt: string): object {
  return {
    task_id: task.taskId,
    title: task.title,
    description: task.description ?? null,
    status: "available",
    priority: task.priority ?? "medium",
    blocked_by: task.blockedBy ?? [],
    owner: null,
    created_at: createdAt,
    claimed_at: null,
    completed_at: null,
    result: null,
  };
}

/** What claims and ends repeat of the task, so that each message can be read on its own. */
export interface TaskWords {
  taskId: string;
  title: string | null;
  description: string | null;
  priority: string | null;
  blockedBy: readonly string[];
  createdAt: string | null;
  claimedAt: string | null;
}

export function claimedBody(task: TaskWords, owner: string | null, claimedAt: string | null): object {
  return { ...common(task), status: "claimed", owner, claimed_at: claimedAt };
}

export function endedBody(
  task: TaskWords,
  owner: string | null,
  end: { status: "completed"; result: unknown } | { status: "failed"; error: unknown },
  endedAt: string | null,
): object {
  return {
    ...common(task),
    status: end.status,
    owner,
    claimed_at: task.claimedAt,
    completed_at: endedAt,
    ...(end.status === "completed" ? { result: end.result ?? null } : { result: null, error: end.error }),
  };
}

function common(task: TaskWords) {
  return {
    task_id: task.taskId,
    title: task.title,
    description: task.description,
    priority: task.priority,
    blocked_by: task.blockedBy,
    created_at: task.createdAt,
  };
}

export function messageBody(agent: string, channel: string, content: unknown, timestamp: string): object {
  return { agent_id: agent, channel, content, timestamp };
}

export function registrationContent(
  words: { description: string; capabilities: readonly string[] },
  intervalMs: number,
): object {
  return {
    type: "register",
    description: words.description,
    capabilities: words.capabilities,
    heartbeat_interval: intervalMs / 1000,
  };
}

export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
