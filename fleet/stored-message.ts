import type { PlainHeaders } from "#contract/decode.ts";
import type { MsgHdrs } from "nats";

/** One message as a stream holds it. */
export interface StoredMessage {
  stream: string;
  seq: number;
  /** Stream time, ms since 1970. */
  timeMs: number;
  subject: string;
  data: Uint8Array;
  headers: PlainHeaders;
}

/** Several values of one name: the last, as NATS' own tools read them. */
export function plainHeaders(headers: MsgHdrs | undefined): PlainHeaders {
  if (headers === undefined) return {};
  return Object.fromEntries(headers.keys().map((name) => [name, headers.last(name)]));
}
