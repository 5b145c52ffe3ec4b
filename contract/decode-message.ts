import type { DecodeResult } from "./decode.ts";
import { isJsonObject, notAnObject, parseJson } from "./json.ts";
import { messageSchema, registrationSchema } from "./message.ts";
import * as v from "valibot";

/** A channel's message. Its text is found in `content`, else in `error` or `message`, else the whole body is shown as JSON. */
export function decodeMessage(channel: string, data: Uint8Array): DecodeResult {
  const json = parseJson(data);
  if (!json.ok) return json;
  if (!isJsonObject(json.value)) return notAnObject(json.value);
  const { agent_id, content, timestamp, error, message } = v.parse(messageSchema, json.value);
  const said = content ?? error ?? message ?? json.value;
  return {
    ok: true,
    value: {
      family: "message",
      message: {
        agent: agent_id,
        channel,
        text: toText(said),
        timestamp,
        registration: registrationIn(said, json.value),
      },
    },
  };
}

function toText(said: unknown): string {
  return typeof said === "string" ? said : JSON.stringify(said);
}

/** The content may be the registration, or text that holds it as JSON, or the body itself may be it. */
function registrationIn(content: unknown, body: unknown) {
  for (const candidate of [content, body, typeof content === "string" ? jsonObjectIn(content) : null]) {
    const parsed = v.safeParse(registrationSchema, candidate);
    if (parsed.success) return parsed.output;
  }
  return null;
}

function jsonObjectIn(text: string): unknown {
  if (!text.startsWith("{")) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
