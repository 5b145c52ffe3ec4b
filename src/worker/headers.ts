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
import { subjectOf } from "./subject-cache.ts";

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
  return scanPlainMessage(bytes) ?? scanAll(bytes);
}

/** Lengths of the lines' beginnings, from the line break before them to the space after the colon. */
const HEAD_LENGTH = "NATS/1.0\r\nNats-Stream: ".length;
const SUBJECT_LENGTH = "\r\nNats-Subject: ".length;
const SEQUENCE_LENGTH = "\r\nNats-Sequence: ".length;
const TIME_STAMP_LENGTH = "\r\nNats-Time-Stamp: ".length;
const NUM_PENDING_LENGTH = "\r\nNats-Num-Pending: ".length;
const LAST_SEQUENCE_LENGTH = "\r\nNats-Last-Sequence: ".length;
const END_LENGTH = "\r\n\r\n".length;
const VERSION_LENGTH = "NATS/1.0".length;

const [S, T_SMALL, U_SMALL, E_SMALL] = [83, 116, 117, 101] as const;
const [T, I_SMALL, N, L, A_SMALL] = [84, 105, 78, 76, 97] as const;

/**
 * Nearly every answer: a message without headers of its own, so exactly the server's lines in the server's order.
 * Null where anything is otherwise. Two letters of each name are enough: the server's lines come last and in this
 * order, so with a line of the publisher's before them another name stands in each place.
 */
function scanPlainMessage(bytes: Uint8Array): DirectHeaders | null {
  if (!isLine(bytes, VERSION_LENGTH, HEAD_LENGTH - VERSION_LENGTH, S, T_SMALL)) return null;
  const streamEnd = bytes.indexOf(CR, HEAD_LENGTH);
  if (!isLine(bytes, streamEnd, SUBJECT_LENGTH, S, U_SMALL)) return null;
  const subjectStart = streamEnd + SUBJECT_LENGTH;
  const subjectEnd = bytes.indexOf(CR, subjectStart);
  if (!isLine(bytes, subjectEnd, SEQUENCE_LENGTH, S, E_SMALL)) return null;
  const seqStart = subjectEnd + SEQUENCE_LENGTH;
  const seqEnd = digitsEnd(bytes, seqStart);
  if (!isLine(bytes, seqEnd, TIME_STAMP_LENGTH, T, I_SMALL)) return null;
  const timeStart = seqEnd + TIME_STAMP_LENGTH;
  const timeEnd = bytes.indexOf(CR, timeStart);
  let at = timeEnd;
  let pending = -1;
  let lastSeq = -1;
  if (isLine(bytes, at, NUM_PENDING_LENGTH, N, U_SMALL)) {
    const start = at + NUM_PENDING_LENGTH;
    at = digitsEnd(bytes, start);
    pending = number(bytes, start, at);
  }
  if (isLine(bytes, at, LAST_SEQUENCE_LENGTH, L, A_SMALL)) {
    const start = at + LAST_SEQUENCE_LENGTH;
    at = digitsEnd(bytes, start);
    lastSeq = number(bytes, start, at);
  }
  if (at !== bytes.length - END_LENGTH) return null;
  return {
    code: 0,
    seq: number(bytes, seqStart, seqEnd),
    at: readStreamTime(bytes, timeStart, timeEnd),
    subject: subjectOf(bytes, subjectStart, subjectEnd),
    pending,
    lastSeq,
    own: NO_HEADERS,
  };
}

/** Whether a line begins at `at` (at the break before it) whose name is as long as wanted and has these letters after `Nats-`. */
function isLine(bytes: Uint8Array, at: number, length: number, first: number, second: number): boolean {
  return (
    at > 0 &&
    bytes[at] === CR &&
    bytes[at + 7] === first &&
    bytes[at + 8] === second &&
    bytes[at + length - 2] === COLON &&
    bytes[at + length - 1] === SPACE
  );
}

function digitsEnd(bytes: Uint8Array, start: number): number {
  let end = start;
  for (;;) {
    const digit = (bytes[end] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return end;
    end += 1;
  }
}

function scanAll(bytes: Uint8Array): DirectHeaders {
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
  if (subjectStart >= 0) found.subject = subjectOf(bytes, subjectStart, subjectEnd);
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
