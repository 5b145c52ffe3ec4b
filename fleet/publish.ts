import type { Result } from "#util/result.ts";
import { fail, ok } from "#util/result.ts";
import { describeError, JS_ERROR, jsErrorCode } from "./js-error.ts";
import type { NatsConnection } from "nats";
import { headers } from "nats";

/** Why a message is not, or perhaps not, in its stream. */
export type NotStored =
  /** The condition that it was sent under no longer held (10071): nothing was stored. */
  | { reason: "wrong-last-sequence" }
  /** The broker refused it, or nothing captures the subject: nothing was stored. */
  | { reason: "refused"; detail: string }
  /** No answer: it may have been stored or not. */
  | { reason: "no-answer"; detail: string };

export interface StoredAt {
  stream: string;
  seq: number;
}

/** Publishes JSON and waits until the stream says that it holds it, at most 5 s. */
export async function publishStored(
  nc: NatsConnection,
  subject: string,
  body: unknown,
  condition: { msgId?: string; lastSubjectSequence?: number } = {},
): Promise<Result<StoredAt, NotStored>> {
  const head = headers();
  if (condition.msgId !== undefined) head.set("Nats-Msg-Id", condition.msgId);
  if (condition.lastSubjectSequence !== undefined) {
    head.set("Nats-Expected-Last-Subject-Sequence", String(condition.lastSubjectSequence));
  }
  try {
    const { stream, seq } = await nc.jetstream().publish(subject, JSON.stringify(body), { headers: head });
    return ok({ stream, seq });
  } catch (error) {
    return fail(notStored(error));
  }
}

export function notStored(error: unknown): NotStored {
  const code = jsErrorCode(error);
  if (code === JS_ERROR.wrongLastSequence) return { reason: "wrong-last-sequence" };
  const detail = describeError(error);
  const answered = code !== null || isNoResponders(error);
  return answered ? { reason: "refused", detail } : { reason: "no-answer", detail };
}

/** Nothing captures the subject: the server says so at once. */
function isNoResponders(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "503";
}

export function describeNotStored(failure: NotStored): string {
  switch (failure.reason) {
    case "wrong-last-sequence":
      return "somebody else published on the subject first";
    case "refused":
    case "no-answer":
      return failure.detail;
  }
}
