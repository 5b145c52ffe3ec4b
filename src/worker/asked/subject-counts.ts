/** A stream's own list of its subjects, all pages of it, by `STREAM.INFO`: counts only, no message is read. */
import type { ApiFailure, JetStreamApi } from "../js-api.ts";
import { readAnswer } from "../js-api.ts";
import type { Fields } from "../fields.ts";
import type { Result } from "#util/result.ts";
import { fail, ok } from "#util/result.ts";

/** A page of 100,000 subjects is several MB. */
const ANSWER_MS = 20_000;
const MOST_PAGES = 10;

export interface StreamStand {
  created: string;
  allowDirect: boolean;
  messages: number;
  bytes: number;
  firstSeq: number;
  lastSeq: number;
  deleted: number;
}

export interface SubjectCounts {
  /** As of the first page, so that what came since is not taken for listed. */
  stand: StreamStand;
  counts: Map<string, number>;
  /** There were more pages than are asked for. */
  cut: boolean;
}

export async function streamStand(api: JetStreamApi, stream: string): Promise<Result<StreamStand, ApiFailure>> {
  const answer = await infoOf(api, stream, {});
  return answer.ok ? standOf(answer.value) : answer;
}

export async function subjectCounts(
  api: JetStreamApi,
  stream: string,
  filter: string,
): Promise<Result<SubjectCounts, ApiFailure>> {
  const counts = new Map<string, number>();
  let stand: StreamStand | null = null;
  for (let page = 0, offset = 0; page < MOST_PAGES; page += 1) {
    const answer = await infoOf(api, stream, { subjects_filter: filter, ...(offset > 0 ? { offset } : {}) });
    if (!answer.ok) return answer;
    const now = standOf(answer.value);
    if (!now.ok) return now;
    stand ??= now.value;
    const found = answer.value.object("state")?.numberMap("subjects") ?? new Map<string, number>();
    for (const [name, count] of found) counts.set(name, count);
    offset += found.size;
    if (found.size === 0 || offset >= (answer.value.number("total") ?? 0)) return ok({ stand, counts, cut: false });
  }
  return stand === null
    ? fail({ kind: "other", description: "the answer has no state" })
    : ok({ stand, counts, cut: true });
}

async function infoOf(api: JetStreamApi, stream: string, options: object): Promise<Result<Fields, ApiFailure>> {
  const answer = await api.requests.ask(api.subject(`STREAM.INFO.${stream}`), JSON.stringify(options), ANSWER_MS);
  return answer.ok ? readAnswer(answer.value) : fail({ kind: answer.error });
}

function standOf(body: Fields): Result<StreamStand, ApiFailure> {
  const state = body.object("state");
  if (state === null) return fail({ kind: "other", description: "the answer has no state" });
  return ok({
    created: body.text("created") ?? "",
    allowDirect: body.object("config")?.flag("allow_direct") === true,
    messages: state.number("messages") ?? 0,
    bytes: state.number("bytes") ?? 0,
    firstSeq: state.number("first_seq") ?? 0,
    lastSeq: state.number("last_seq") ?? 0,
    deleted: state.number("num_deleted") ?? 0,
  });
}
