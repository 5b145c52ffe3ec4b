import { MIN_INTERVAL_S, optionalInterval, optionalText, optionalTextOrNumber, optionalTexts } from "./fields.ts";
import * as v from "valibot";

/** The four words an agent may say of itself. Any other is kept as written and shown as unknown. */
export const STATUSES = ["active", "idle", "busy", "offline"] as const;
export type KnownStatus = (typeof STATUSES)[number];

export function isKnownStatus(status: string): status is KnownStatus {
  return (STATUSES as readonly string[]).includes(status);
}

/**
 * `mjwork.heartbeat.{agentId}`, every 30 s. **must**: a JSON object; everything else is tolerated.
 * `heartbeat_interval` is in seconds. `current_task` may be free text.
 */
export const heartbeatSchema = v.object({
  status: optionalText,
  current_task: optionalTextOrNumber,
  current_task_title: optionalText,
  timestamp: optionalText,
  agent_id: optionalText,
  needs_approval: v.optional(v.fallback(v.boolean(), false), false),
  approval_message: optionalText,
  description: optionalText,
  capabilities: optionalTexts,
  heartbeat_interval: optionalInterval,
});

export type Heartbeat = v.InferOutput<typeof heartbeatSchema>;

/**
 * The same as the schema makes, for a beat in which every field that is there has its usual type; null for any other, which is then
 * the schema's to read. Nine of ten messages are beats, and the schema takes three times as long as `JSON.parse` itself.
 * `heartbeat.properties.test.ts` proves the two equal.
 */
export function readUsualBeat(json: object): Heartbeat | null {
  const beat: Partial<Record<keyof Heartbeat, unknown>> = json;
  const status = beat.status ?? null;
  const current_task = beat.current_task ?? null;
  const current_task_title = beat.current_task_title ?? null;
  const timestamp = beat.timestamp ?? null;
  const agent_id = beat.agent_id ?? null;
  const needs_approval = beat.needs_approval ?? false;
  const approval_message = beat.approval_message ?? null;
  const description = beat.description ?? null;
  const capabilities = beat.capabilities ?? NO_CAPABILITIES;
  const heartbeat_interval = beat.heartbeat_interval ?? null;
  if (
    !isText(status) ||
    !isText(current_task) ||
    !isText(current_task_title) ||
    !isText(timestamp) ||
    !isText(agent_id) ||
    typeof needs_approval !== "boolean" ||
    !isText(approval_message) ||
    !isText(description) ||
    !isTextList(capabilities) ||
    !isInterval(heartbeat_interval)
  ) {
    return null;
  }
  return {
    status,
    current_task,
    current_task_title,
    timestamp,
    agent_id,
    needs_approval,
    approval_message,
    description,
    capabilities,
    heartbeat_interval,
  };
}

/** Shared by all beats without capabilities, so frozen at heart: nobody may write into a decoded message. */
const NO_CAPABILITIES: string[] = [];

function isText(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}

function isTextList(value: unknown): value is string[] {
  return value === NO_CAPABILITIES || (Array.isArray(value) && value.every((item) => typeof item === "string"));
}

function isInterval(value: unknown): value is number | null {
  return value === null || (typeof value === "number" && Number.isFinite(value) && value >= MIN_INTERVAL_S);
}
