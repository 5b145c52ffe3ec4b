import * as v from "valibot";

const optionalText = v.optional(v.fallback(v.nullable(v.string()), null), null);

/** `mjwork.coordination`, `.errors`, `.roadmap` and any other channel. `content` is text, sometimes an object. */
export const messageSchema = v.object({
  agent_id: v.optional(
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
  channel: optionalText,
  content: v.optional(v.unknown()),
  timestamp: optionalText,
  /** Some error reports say `error` or `message` instead of `content`. */
  error: v.optional(v.unknown()),
  message: v.optional(v.unknown()),
});

export type MessageBody = v.InferOutput<typeof messageSchema>;

/** A registration is a message whose content says so; often there is none at all. */
export const registrationSchema = v.object({
  type: v.literal("register"),
  description: optionalText,
  capabilities: v.optional(v.fallback(v.array(v.string()), []), []),
  /** Seconds. */
  heartbeat_interval: v.optional(v.fallback(v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0.05))), null), null),
});

export type Registration = v.InferOutput<typeof registrationSchema>;

export interface ChannelMessage {
  agent: string | null;
  /** The last part of the subject; the body's own `channel` is only the agent's word. */
  channel: string;
  /** Text as written; objects as compact JSON. */
  text: string;
  timestamp: string | null;
  registration: Registration | null;
}
