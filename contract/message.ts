import { optionalInterval, optionalText, optionalTextOrNumber, optionalTexts } from "./fields.ts";
import * as v from "valibot";

/** `mjwork.coordination`, `.errors`, `.roadmap` and any other channel. `content` is text, sometimes an object. */
export const messageSchema = v.object({
  agent_id: optionalTextOrNumber,
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
  capabilities: optionalTexts,
  heartbeat_interval: optionalInterval,
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
