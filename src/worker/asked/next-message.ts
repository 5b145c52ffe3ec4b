/** The first message at or after a sequence whose subject matches, as facts: its body crosses, and is not kept. */
import { scanHeaders } from "../headers.ts";
import type { JetStreamApi } from "../js-api.ts";
import { readAnswer } from "../js-api.ts";
import { parseStreamTime } from "../stream-time.ts";
import type { ServerMs } from "#util/units.ts";

const ANSWER_MS = 10_000;

export interface NextMessage {
  seq: number;
  at: ServerMs;
  bytes: number;
}

export type NextAnswer = NextMessage | "none" | "forbidden" | "unanswered" | "not-connected";

/** By direct get where the stream allows it, else (and where that fails) from the leader. */
export function nextMessage(
  api: JetStreamApi,
  stream: string,
  allowDirect: boolean,
  seq: number,
  filter: string,
): Promise<NextAnswer> {
  return allowDirect ? nextDirect(api, stream, seq, filter) : nextOfLeader(api, stream, seq, filter);
}

async function nextDirect(api: JetStreamApi, stream: string, seq: number, filter: string): Promise<NextAnswer> {
  const to = api.subject(`DIRECT.GET.${stream}`);
  const answer = await api.requests.ask(to, JSON.stringify({ seq, next_by_subj: filter }), ANSWER_MS);
  if (!answer.ok) return answer.error === "closed" ? "not-connected" : nextOfLeader(api, stream, seq, filter);
  if (answer.value.headers === null) return "unanswered";
  const { seq: found, at, code } = scanHeaders(answer.value.headers);
  if (found > 0) return { seq: found, at, bytes: answer.value.data.length };
  return code === 404 ? "none" : "unanswered";
}

async function nextOfLeader(api: JetStreamApi, stream: string, seq: number, filter: string): Promise<NextAnswer> {
  const to = api.subject(`STREAM.MSG.GET.${stream}`);
  const answer = await api.requests.ask(to, JSON.stringify({ seq, next_by_subj: filter }), ANSWER_MS);
  if (!answer.ok) {
    if (answer.error === "closed") return "not-connected";
    return answer.error === "forbidden" ? "forbidden" : "unanswered";
  }
  const body = readAnswer(answer.value);
  if (!body.ok) return body.error.kind === "no-message" ? "none" : "unanswered";
  const message = body.value.object("message");
  const found = message?.number("seq") ?? null;
  if (message === null || found === null) return "unanswered";
  const at = parseStreamTime(message.text("time") ?? "");
  return { seq: found, at, bytes: base64Bytes(message.text("data") ?? "") };
}

function base64Bytes(text: string): number {
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  return (text.length / 4) * 3 - padding;
}
