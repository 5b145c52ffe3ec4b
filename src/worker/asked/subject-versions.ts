/** Where every stored version of one subject is: each is looked up after the one before it, so the bodies cross, and none is kept. */
import { scanHeaders } from "../headers.ts";
import type { JetStreamApi } from "../js-api.ts";
import { readAnswer } from "../js-api.ts";
import { parseStreamTime } from "../stream-time.ts";
import type { VersionFacts } from "#model/deliverables/report.ts";
import type { ReportVersions } from "./deliverables-protocol.ts";

const ANSWER_MS = 10_000;
/** A report that was written again more often than this is listed from its oldest on up to here. */
const MOST_VERSIONS = 200;

export async function subjectVersions(
  api: JetStreamApi,
  stream: string,
  subject: string,
  allowDirect: boolean,
): Promise<ReportVersions> {
  const versions: VersionFacts[] = [];
  for (let seq = 1; versions.length < MOST_VERSIONS;) {
    const found = allowDirect
      ? await nextDirect(api, stream, subject, seq)
      : await nextMessage(api, stream, subject, seq);
    if (found === "none") return { state: "held", versions: versions.reverse(), cut: false };
    if (typeof found === "string") return { state: found };
    versions.push(found);
    seq = found.seq + 1;
  }
  return { state: "held", versions: versions.reverse(), cut: true };
}

type Next = VersionFacts | "none" | "forbidden" | "unanswered" | "not-connected";

async function nextDirect(api: JetStreamApi, stream: string, subject: string, seq: number): Promise<Next> {
  const to = api.subject(`DIRECT.GET.${stream}`);
  const answer = await api.requests.ask(to, JSON.stringify({ seq, next_by_subj: subject }), ANSWER_MS);
  if (!answer.ok) return answer.error === "closed" ? "not-connected" : nextMessage(api, stream, subject, seq);
  if (answer.value.headers === null) return "unanswered";
  const { seq: found, at, code } = scanHeaders(answer.value.headers);
  if (found > 0) return { stream, seq: found, at, bytes: answer.value.data.length };
  return code === 404 ? "none" : "unanswered";
}

async function nextMessage(api: JetStreamApi, stream: string, subject: string, seq: number): Promise<Next> {
  const to = api.subject(`STREAM.MSG.GET.${stream}`);
  const answer = await api.requests.ask(to, JSON.stringify({ seq, next_by_subj: subject }), ANSWER_MS);
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
  return { stream, seq: found, at, bytes: base64Bytes(message.text("data") ?? "") };
}

function base64Bytes(text: string): number {
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  return (text.length / 4) * 3 - padding;
}
