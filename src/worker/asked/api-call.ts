import { Fields } from "../fields.ts";
import type { Session } from "../session.ts";
import type { AskFailure } from "#model/asked/ask-failure.ts";
import type { Result } from "#util/result.ts";
import { fail, ok } from "#util/result.ts";

export const ANSWER_MS = 5_000;
const NOT_FOUND = new Set([10_059, 10_014]);
const JETSTREAM_OFF = new Set([10_039, 10_076, 10_035]);

/**
 * One JetStream API request, and its answer read or its failure named.
 * @param call such as `STREAM.INFO.x` @param session null: not connected
 */
export async function apiCall(
  session: Session | null,
  call: string,
  payload: object = {},
  timeoutMs = ANSWER_MS,
): Promise<Result<Fields, AskFailure>> {
  const subject = session?.api.subject(call) ?? call;
  // No stream or consumer can have such a name.
  if (/[\s*>]/u.test(call)) return fail({ state: "failed", why: "gone", subject, detail: null });
  if (session === null) return fail({ state: "failed", why: "not-connected", subject, detail: null });
  const answer = await session.requests.ask(subject, JSON.stringify(payload), timeoutMs);
  if (!answer.ok) {
    const why = answer.error === "closed" ? "not-connected" : answer.error;
    return fail({ state: "failed", why, subject, detail: null });
  }
  const body = Fields.parse(answer.value.data);
  if (body === null) return fail({ state: "failed", why: "refused", subject, detail: "the answer is no JSON" });
  const error = body.object("error");
  if (error === null) return ok(body);
  const code = error.number("err_code") ?? error.number("code") ?? 0;
  const why = NOT_FOUND.has(code) ? "gone" : JETSTREAM_OFF.has(code) ? "no-jetstream" : "refused";
  return fail({ state: "failed", why, subject, detail: `${error.text("description") ?? "no reason given"} (${code})` });
}
