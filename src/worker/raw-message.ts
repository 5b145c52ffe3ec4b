import type { Msg } from "nats.ws";
import { assert } from "#util/assert.ts";

/** A message as the socket brought it: headers unread, since building an object of them costs more than all the rest. */
export interface RawMessage {
  /** The reply's last token as a number; NaN where it is none. Only our own inboxes have such. */
  token: number;
  /** As bytes. Of a direct get's answer this is our inbox. */
  subject: Uint8Array;
  /** The header block with its status line, or null. */
  headers: Uint8Array | null;
  data: Uint8Array;
}

/** What nats.ws 1.30 keeps of a message behind its getters. A test proves that it is still so. */
interface Insides {
  _msg: { hdr: number; subject: Uint8Array };
  _rdata: Uint8Array;
}

function showsInsides(message: object): message is Insides {
  return "_msg" in message && "_rdata" in message;
}

/** Reads a message without decoding its subject and headers. */
export function rawOf(message: Msg): RawMessage {
  assert(showsInsides(message), "nats.ws keeps a message as 1.30 does");
  const { _msg: head, _rdata: bytes } = message;
  return head.hdr > 0
    ? {
        token: lastToken(head.subject),
        subject: head.subject,
        headers: bytes.subarray(0, head.hdr),
        data: bytes.subarray(head.hdr),
      }
    : { token: lastToken(head.subject), subject: head.subject, headers: null, data: bytes };
}

const DOT = 46;
const ZERO = 48;

function lastToken(subject: Uint8Array): number {
  let value = 0;
  let unit = 1;
  for (let i = subject.length - 1; i >= 0; i -= 1) {
    const digit = (subject[i] ?? 0) - ZERO;
    if (subject[i] === DOT) return unit === 1 ? Number.NaN : value;
    if (digit < 0 || digit > 9) return Number.NaN;
    value += digit * unit;
    unit *= 10;
  }
  return Number.NaN;
}
