import type { Deliverable } from "./deliverable.ts";
import { decodeDeliverable } from "./decode-deliverable.ts";
import { decodeMessage } from "./decode-message.ts";
import type { Heartbeat } from "./heartbeat.ts";
import { heartbeatSchema, readUsualBeat } from "./heartbeat.ts";
import { isJsonObject, notAnObject, parseJson } from "./json.ts";
import type { ChannelMessage } from "./message.ts";
import type { Malformed } from "./reason.ts";
import type { Prefixes } from "./subjects.ts";
import { DEFAULT_PREFIXES, parseSubject } from "./subjects.ts";
import type { TaskEvent } from "./task.ts";
import { readUsualTask, taskSchema, toTaskEvent } from "./task.ts";
import * as v from "valibot";

/** One message of the wire, read. `foreign`: a subject below no prefix of ours, not an error. */
export type Decoded =
  | { family: "heartbeat"; agent: string; beat: Heartbeat }
  | { family: "task"; task: TaskEvent }
  | { family: "message"; message: ChannelMessage }
  | { family: "deliverable"; deliverable: Deliverable }
  | { family: "foreign" };

export type HeartbeatResult =
  | { ok: true; value: Extract<Decoded, { family: "heartbeat" }> }
  | { ok: false; error: Malformed };

export type DecodeResult = { ok: true; value: Decoded } | { ok: false; error: Malformed };

/** Header names to values, as plain data: this file knows no NATS client. */
export type PlainHeaders = Readonly<Record<string, string>>;

/**
 * Reads one message. Never throws, whatever the bytes: what cannot be read is a reason, for the caller to count and show.
 *
 * @param subject the subject as published
 * @param data    the body's bytes, at most a few MiB
 * @param headers the publisher's own headers (none is needed today; kept so that a content type can be honoured)
 */
export function decode(
  subject: string,
  data: Uint8Array,
  _headers: PlainHeaders = {},
  prefixes: Prefixes = DEFAULT_PREFIXES,
): DecodeResult {
  const parsed = parseSubject(subject, prefixes);
  switch (parsed.family) {
    case "heartbeat":
      return decodeHeartbeat(parsed.agent, data);
    case "task":
      return decodeTask(parsed.state, data);
    case "message":
      if (parsed.channel.split(".").includes("")) {
        return { ok: false, error: { reason: "empty-token", detail: `an empty token in the subject ${subject}` } };
      }
      return decodeMessage(parsed.channel, data);
    case "deliverable":
      return decodeDeliverable(parsed, data);
    case "foreign":
      return { ok: true, value: { family: "foreign" } };
  }
}

/** As `decode`, where the subject is known to be that agent's heartbeats. */
export function decodeHeartbeat(agent: string, data: Uint8Array): HeartbeatResult {
  const json = parseJson(data);
  if (!json.ok) return json;
  if (!isJsonObject(json.value)) return notAnObject(json.value);
  const beat = readUsualBeat(json.value) ?? v.parse(heartbeatSchema, json.value);
  return { ok: true, value: { family: "heartbeat", agent, beat } };
}

function decodeTask(state: string | null, data: Uint8Array): DecodeResult {
  const json = parseJson(data);
  if (!json.ok) return json;
  if (!isJsonObject(json.value)) return notAnObject(json.value);
  const usual = readUsualTask(json.value, state);
  if (usual !== null) return { ok: true, value: { family: "task", task: usual } };
  const body = v.safeParse(taskSchema, json.value);
  // Everything but the id falls back to "not said".
  if (!body.success) return badTaskId(json.value);
  return { ok: true, value: { family: "task", task: toTaskEvent(body.output, state) } };
}

function badTaskId(body: object): DecodeResult {
  const id: unknown = "task_id" in body ? body.task_id : null;
  if (id === null || id === "") return { ok: false, error: { reason: "missing-task-id", detail: "no task_id" } };
  return {
    ok: false,
    error: { reason: "wrong-type", detail: `task_id is ${describe(id)}, text or a number is wanted` },
  };
}

function describe(value: unknown): string {
  return Array.isArray(value) ? "a list" : typeof value === "number" ? "no finite number" : `of type ${typeof value}`;
}
