/** The few JetStream requests that Rollcall makes, as typed questions. It never makes a consumer. */
import type { ObserverMs, ServerMs } from "#util/units.ts";
import type { Result } from "#util/result.ts";
import { fail, ok } from "#util/result.ts";
import type { FeedIo } from "./feed.ts";
import { Fields } from "./fields.ts";
import type { RawMessage } from "./raw-message.ts";
import type { Requests, Unanswered } from "./requests.ts";
import { parseStreamTime } from "./stream-time.ts";

/** `no-jetstream`: off for this server or this account. `other` carries the server's own words. */
export type ApiFailure =
  | { kind: Unanswered }
  | { kind: "no-stream" }
  | { kind: "no-jetstream" }
  | { kind: "no-message" }
  | { kind: "other"; description: string };

/** The part of `STREAM.INFO` that reading needs. */
export interface StreamInfo {
  name: string;
  /** As the server wrote it: only compared. */
  created: string;
  subjects: readonly string[];
  retention: string;
  maxMsgsPerSubject: number;
  maxMsgs: number;
  allowDirect: boolean;
  replicas: number;
  messages: number;
  bytes: number;
  firstSeq: number;
  lastSeq: number;
  lastAt: ServerMs;
  /** The server's clock when it answered; null before 2.10. */
  serverAt: ServerMs | null;
  askedAt: ObserverMs;
  answeredAt: ObserverMs;
  /** Subjects that have messages, where a `subjects_filter` asked for them. */
  subjectsHeld: readonly string[];
  /** How many subjects there are in all, where the answer is one page of them. */
  subjectsTotal: number;
}

const ANSWER_MS = 5_000;
const NO_STREAM = 10_059;
const NO_MESSAGE = 10_037;
const JETSTREAM_OFF = new Set([10_039, 10_076, 10_035]);

export class JetStreamApi {
  readonly requests: Requests;
  readonly #prefix: string;
  readonly #io: FeedIo;

  /** @param domain the JetStream domain, or null for the server's own */
  constructor(requests: Requests, domain: string | null, io: FeedIo) {
    this.requests = requests;
    this.#prefix = domain === null ? "$JS.API" : `$JS.${domain}.API`;
    this.#io = io;
  }

  subject(call: string): string {
    return `${this.#prefix}.${call}`;
  }

  async streamInfo(stream: string, options: object = {}): Promise<Result<StreamInfo, ApiFailure>> {
    const askedAt = this.#io.now();
    const answer = await this.#call(`STREAM.INFO.${stream}`, options);
    if (!answer.ok) return answer;
    const body = answer.value;
    const [config, state] = [body.object("config"), body.object("state")];
    if (config === null || state === null) return fail({ kind: "other", description: "the answer has no state" });
    const subjectsHeld = state.object("subjects")?.names() ?? [];
    const serverAt = body.text("ts");
    return ok({
      name: config.text("name") ?? stream,
      created: body.text("created") ?? "",
      subjects: config.texts("subjects") ?? [],
      retention: config.text("retention") ?? "limits",
      maxMsgsPerSubject: config.number("max_msgs_per_subject") ?? -1,
      maxMsgs: config.number("max_msgs") ?? -1,
      allowDirect: config.flag("allow_direct") === true,
      replicas: config.number("num_replicas") ?? 1,
      messages: state.number("messages") ?? 0,
      bytes: state.number("bytes") ?? 0,
      firstSeq: state.number("first_seq") ?? 0,
      lastSeq: state.number("last_seq") ?? 0,
      lastAt: parseStreamTime(state.text("last_ts") ?? ""),
      serverAt: serverAt === null ? null : parseStreamTime(serverAt),
      askedAt,
      answeredAt: this.#io.now(),
      subjectsHeld,
      subjectsTotal: body.number("total") ?? subjectsHeld.length,
    });
  }

  /** Names of the streams that capture a subject which `filter` matches, all pages. */
  async streamNames(filter: string): Promise<Result<string[], ApiFailure>> {
    const names: string[] = [];
    for (;;) {
      const page = await this.#call("STREAM.NAMES", { subject: filter, offset: names.length });
      if (!page.ok) return page;
      const found = page.value.texts("streams") ?? [];
      names.push(...found);
      if (found.length === 0 || names.length >= (page.value.number("total") ?? 0)) return ok(names);
    }
  }

  /**
   * The first message at or after `seq` (whose subject `filter` matches) as the stream's leader has it: the one answer that proves that
   * there is none.
   */
  async leaderHasFrom(stream: string, seq: number, filter = ">"): Promise<Result<number, ApiFailure>> {
    const answer = await this.#call(`STREAM.MSG.GET.${stream}`, { seq, next_by_subj: filter });
    if (!answer.ok) return answer;
    const found = answer.value.object("message")?.number("seq") ?? null;
    return found === null ? fail({ kind: "other", description: "the answer has no message" }) : ok(found);
  }

  async #call(call: string, payload: object): Promise<Result<Fields, ApiFailure>> {
    const answer = await this.requests.ask(this.subject(call), JSON.stringify(payload), ANSWER_MS);
    return answer.ok ? readAnswer(answer.value) : fail({ kind: answer.error });
  }
}

/** Reads a JetStream API answer: its body, or its error as one of the kinds that matter here. */
export function readAnswer(message: RawMessage): Result<Fields, ApiFailure> {
  const body = Fields.parse(message.data);
  if (body === null) return fail({ kind: "other", description: "the answer is no JSON" });
  const error = body.object("error");
  if (error === null) return ok(body);
  const code = error.number("err_code") ?? error.number("code") ?? 0;
  if (code === NO_STREAM) return fail({ kind: "no-stream" });
  if (code === NO_MESSAGE) return fail({ kind: "no-message" });
  if (JETSTREAM_OFF.has(code)) return fail({ kind: "no-jetstream" });
  return fail({ kind: "other", description: `${error.text("description") ?? "refused"} (${code})` });
}
