import * as v from "valibot";

/** The four words an agent may say of itself. Any other is kept as written and shown as unknown. */
export const STATUSES = ["active", "idle", "busy", "offline"] as const;
export type KnownStatus = (typeof STATUSES)[number];

export function isKnownStatus(status: string): status is KnownStatus {
  return (STATUSES as readonly string[]).includes(status);
}

/** A field that is there but of another type is dropped, not fatal: only "a JSON object" is a must. */
const optionalText = v.fallback(v.nullable(v.string()), null);

/**
 * `mjwork.heartbeat.{agentId}`, every 30 s. **must**: a JSON object; everything else is tolerated.
 * `heartbeat_interval` is in seconds. `current_task` may be free text.
 */
export const heartbeatSchema = v.object({
  status: v.optional(optionalText, null),
  current_task: v.optional(
    v.fallback(
      v.nullable(
        v.union([
          v.string(),
          v.pipe(
            v.number(),
            v.transform((id) => String(id)),
          ),
        ]),
      ),
      null,
    ),
    null,
  ),
  current_task_title: v.optional(optionalText, null),
  timestamp: v.optional(optionalText, null),
  agent_id: v.optional(optionalText, null),
  needs_approval: v.optional(v.fallback(v.boolean(), false), false),
  approval_message: v.optional(optionalText, null),
  description: v.optional(optionalText, null),
  capabilities: v.optional(v.fallback(v.array(v.string()), []), []),
  heartbeat_interval: v.optional(v.fallback(v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0.05))), null), null),
});

export type Heartbeat = v.InferOutput<typeof heartbeatSchema>;
