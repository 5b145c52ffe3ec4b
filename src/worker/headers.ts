/**
 * Reads the header block of a direct get's answer by scanning its bytes: building a header object of each message is
 * what makes direct gets slow in a browser (a third of the speed).
 *
 * A publisher may have put headers of the server's names into a message, even a status line of its own. The server
 * appends its headers after the publisher's, so the last of each name counts, and an answer with a sequence is a
 * message whatever its status says.
 */
import type { PlainHeaders } from "#contract/decode.ts";
import type { ServerMs } from "#util/units.ts";
import { readStreamTime } from "./stream-time.ts";

export interface DirectHeaders {
  /** Of the status line; 0 without one. Only means something where `seq` is 0. */
  code: number;
  /** Stream sequence; 0: this is no message but a status. */
  seq: number;
  at: ServerMs;
  subject: string;
  /** Messages left on the answering replica; -1: not said (single gets, servers before 2.11). */
  pending: number;
  /** Sequence of the previous message of the same answer; -1: not said. */
  lastSeq: number;
  /** The publisher's own headers. */
  own: PlainHeaders;
}

const NO_HEADERS: PlainHeaders = Object.freeze({});
const encoder = new TextEncoder();
const decoder = new TextDecoder();

const STREAM = encoder.encode("Nats-Stream");
const SUBJECT = encoder.encode("Nats-Subject");
const SEQUENCE = encoder.encode("Nats-Sequence");
const TIME_STAMP = encoder.encode("Nats-Time-Stamp");
const NUM_PENDING = encoder.encode("Nats-Num-Pending");
const LAST_SEQUENCE = encoder.encode("Nats-Last-Sequence");
const UP_TO_SEQUENCE = encoder.encode("Nats-UpTo-Sequence");

const CR = 13;
const LF = 10;
const COLON = 58;
const SPACE = 32;
const ZERO = 48;
const STATUS_AT = "NATS/1.0 ".length;

export function scanHeaders(bytes: Uint8Array): DirectHeaders {
  const found: DirectHeaders = { code: 0, seq: 0, at: 0, subject: "", pending: -1, lastSeq: -1, own: NO_HEADERS };
  let own: Map<string, string> | null = null;
  let subjectStart = -1;
  let subjectEnd = -1;
  let lineStart = lineEnd(bytes, 0);
  if (lineStart >= STATUS_AT + 3) found.code = number(bytes, STATUS_AT, STATUS_AT + 3);
  lineStart += 2;
  while (lineStart < bytes.length) {
    const end = lineEnd(bytes, lineStart);
    if (end > lineStart) {
      const colon = bytes.indexOf(COLON, lineStart);
      if (colon > lineStart && colon < end) {
        let valueStart = colon + 1;
        while (valueStart < end && bytes[valueStart] === SPACE) valueStart += 1;
        if (isName(SUBJECT, bytes, lineStart, colon)) {
          subjectStart = valueStart;
          subjectEnd = end;
        } else if (isName(SEQUENCE, bytes, lineStart, colon)) found.seq = number(bytes, valueStart, end);
        else if (isName(TIME_STAMP, bytes, lineStart, colon)) found.at = readStreamTime(bytes, valueStart, end);
        else if (isName(NUM_PENDING, bytes, lineStart, colon)) found.pending = number(bytes, valueStart, end);
        else if (isName(LAST_SEQUENCE, bytes, lineStart, colon)) found.lastSeq = number(bytes, valueStart, end);
        else if (!isName(STREAM, bytes, lineStart, colon) && !isName(UP_TO_SEQUENCE, bytes, lineStart, colon)) {
          own ??= new Map();
          own.set(decoder.decode(bytes.subarray(lineStart, colon)), decoder.decode(bytes.subarray(valueStart, end)));
        }
      }
    }
    lineStart = end + 2;
  }
  if (subjectStart >= 0) found.subject = decoder.decode(bytes.subarray(subjectStart, subjectEnd));
  // `fromEntries` defines: a header named `__proto__` stays a plain key.
  if (own !== null) found.own = Object.fromEntries(own);
  return found;
}

/** The publisher's headers of a plain message or of a `STREAM.MSG.GET` answer, where the server adds none. */
export function ownHeaders(bytes: Uint8Array | null): PlainHeaders {
  return bytes === null ? NO_HEADERS : scanHeaders(bytes).own;
}

/** Where the line that starts at `from` ends (at its CR, or at the end of the block). */
function lineEnd(bytes: Uint8Array, from: number): number {
  for (let i = from; i < bytes.length; i += 1) {
    if (bytes[i] === CR && bytes[i + 1] === LF) return i;
  }
  return bytes.length;
}

function isName(name: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== name.length) return false;
  for (let i = 0; i < name.length; i += 1) if (bytes[start + i] !== name[i]) return false;
  return true;
}

/** A run of digits; what is no digit ends it. */
function number(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i += 1) {
    const digit = (bytes[i] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  return value;
}
