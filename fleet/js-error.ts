import { NatsError } from "nats";

/** JetStream's own error numbers (`err_code`) that the clients act on. */
export const JS_ERROR = {
  streamNotFound: 10_059,
  streamNameInUse: 10_058,
  messageNotFound: 10_037,
  wrongLastSequence: 10_071,
} as const;

/** The `err_code` of a refused JetStream request, null for anything else (time-outs, lost connections, our own bugs). */
export function jsErrorCode(error: unknown): number | null {
  return error instanceof NatsError ? (error.api_error?.err_code ?? null) : null;
}

/** A 404 of any kind: no such stream, no such message. */
export function isNotFound(error: unknown): boolean {
  return error instanceof NatsError && (error.api_error?.code === 404 || error.code === "404");
}

/** The broker's own words where it said any. */
export function describeError(error: unknown): string {
  if (error instanceof NatsError) {
    const said = error.api_error;
    return said === undefined
      ? `${error.message} (${error.code})`
      : `${said.description} (${said.err_code ?? said.code})`;
  }
  return error instanceof Error ? error.message : String(error);
}
